// Brings a place of the drawn document into view. Drawn things carry their key in `data-key`, pages in `data-page`.

import type { Place } from "../api/types";
import { placeKey } from "./places";

/** The drawn thing that is nearest to a place: its cell, its row, its table, its page. */
export function drawn(root: HTMLElement, place: Place): HTMLElement | null {
  const by = (name: string, value: string, how = "=") => root.querySelector<HTMLElement>(`[data-${name}${how}"${CSS.escape(value)}"]`);
  const key = placeKey(place);
  const candidates = [
    () => (key ? by("key", key) : null),
    () => (place.sheet && place.row ? by("key", `s${place.sheet}!${place.row}.`, "^=") : null),
    () => (place.table && place.row ? by("key", `t${place.table}.${place.row}.`, "^=") : null),
    () => (place.table ? by("key", `t${place.table}`) : null),
    () => (place.sheet ? by("key", `s${place.sheet}`) : null),
    () => (place.page ? by("page", String(place.page)) : null),
  ];
  for (const candidate of candidates) {
    const found = candidate();
    if (found) return found;
  }
  return null;
}

/** Scrolls to a place. What was not laid out yet may be taller than thought, so it is looked at once more. */
export function reveal(root: HTMLElement, place: Place): void {
  const target = drawn(root, place);
  if (!target) return;
  const show = () => target.scrollIntoView({ block: target.offsetHeight > window.innerHeight / 2 ? "start" : "center", inline: "nearest" });
  show();
  requestAnimationFrame(() => requestAnimationFrame(show));
}

/** Lets a thing flash once. */
export function flash(element: Element): void {
  element.animate([{ boxShadow: "0 0 0 12px rgb(184 64 42 / 55%)" }, { boxShadow: "0 0 0 0 rgb(184 64 42 / 0%)" }], {
    duration: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 900,
    easing: "ease-out",
  });
}
