// Starts the page.

import { createApp } from "vue";
import App from "./App.vue";
import { stayOnDrop } from "./composables/useDrop";
import { followScheme } from "./composables/useScheme";
import { router } from "./router";
import "./styles/element";
import "./styles/tokens.css";
import "./styles/base.css";

followScheme();
stayOnDrop();
createApp(App).use(router).mount("#app");
