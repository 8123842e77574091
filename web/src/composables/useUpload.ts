// Handing files over, portion by portion, while the first ones are already being checked.

import { ref, shallowRef } from "vue";
import { addFiles } from "../api/checks";
import { sentence } from "../api/problem";
import type { Dropped } from "../logic/dropped";
import { portions } from "../logic/portions";
import { added } from "./useCheck";

const queued = shallowRef<Dropped[]>([]);
const problem = ref("");
const begun = ref(0);
let isRunning = false;

export function useUpload() {
  return { queued, problem, begun, hand, retry };
}

/** Files to be handed to a check. */
async function hand(id: string, files: Dropped[]): Promise<void> {
  queued.value = [...queued.value, ...files];
  await run(id);
}

/** The same again after a failure. */
async function retry(id: string): Promise<void> {
  problem.value = "";
  await run(id);
}

async function run(id: string): Promise<void> {
  if (isRunning) return;
  isRunning = true;
  begun.value = performance.now();
  try {
    while (queued.value.length > 0) {
      const [portion = []] = portions(queued.value);
      added(await addFiles(id, portion));
      queued.value = queued.value.slice(portion.length);
    }
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  } finally {
    isRunning = false;
  }
}
