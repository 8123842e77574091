// What the server is and what it takes, asked once.

import { shallowRef } from "vue";
import { getAbout } from "../api/checks";
import type { About } from "../api/types";

const about = shallowRef<About | null>(null);

export function useAbout() {
  if (!about.value) getAbout().then((told) => (about.value = told), () => undefined);
  return about;
}
