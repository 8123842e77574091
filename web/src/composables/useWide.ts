// Whether document and findings fit beside each other.

import { onBeforeUnmount, ref } from "vue";

export function useWide() {
  const query = window.matchMedia("(min-width: 900px)");
  const isWide = ref(query.matches);
  const follow = () => (isWide.value = query.matches);
  query.addEventListener("change", follow);
  onBeforeUnmount(() => query.removeEventListener("change", follow));
  return isWide;
}
