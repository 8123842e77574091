// The addresses of the page.

import { createRouter, createWebHistory } from "vue-router";
import StartView from "./views/StartView.vue";

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/", name: "start", component: StartView },
    { path: "/checks/:id", name: "check", component: () => import("./views/CheckView.vue"), props: true },
    { path: "/checks/:id/compare", name: "compare", component: () => import("./views/CompareView.vue"), props: true },
    { path: "/checks/:id/documents/:number", name: "document", component: () => import("./views/DocumentView.vue"), props: true },
    { path: "/:rest(.*)*", redirect: { name: "start" } },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});
