// Files dropped anywhere in the window. A drop that missed would make the browser leave the page for the file.

import { onBeforeUnmount, onMounted, ref } from "vue";
import { type Dropped, ofDrop } from "../logic/dropped";

export function useDrop(take: (files: Dropped[]) => void) {
  const isOver = ref(false);

  const over = (event: DragEvent) => {
    isOver.value = event.dataTransfer?.types.includes("Files") ?? false;
  };
  const leave = (event: DragEvent) => {
    // Without a next element the pointer has left the window.
    if (!event.relatedTarget) isOver.value = false;
  };
  const drop = async (event: DragEvent) => {
    isOver.value = false;
    const data = event.dataTransfer;
    if (data?.types.includes("Files")) take(await ofDrop(data));
  };

  onMounted(() => {
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
  });
  onBeforeUnmount(() => {
    window.removeEventListener("dragover", over);
    window.removeEventListener("dragleave", leave);
    window.removeEventListener("drop", drop);
  });
  return isOver;
}

/** Keeps the page where it is, also in views that take no files. */
export function stayOnDrop(): void {
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
}
