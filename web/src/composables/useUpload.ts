// Handing files over, portion by portion, while the first ones are already being checked.

import { ref, shallowRef } from "vue";
import { addFiles } from "../api/checks";
import { Problem, sentence } from "../api/problem";
import { t } from "../i18n";
import type { Dropped } from "../logic/dropped";
import { bytes } from "../logic/numbers";
import { portions } from "../logic/portions";
import { useAbout } from "./useAbout";
import { added } from "./useCheck";

interface Refused {
  path: string;
  reason: string;
}

const queued = shallowRef<Dropped[]>([]);
const refused = shallowRef<Refused[]>([]);
const problem = ref("");
const begun = ref(0);
let isRunning = false;

export function useUpload() {
  return { queued, refused, problem, begun, hand, retry };
}

/** Files to be handed to a check. */
async function hand(id: string, files: Dropped[]): Promise<void> {
  const most = useAbout().value?.limits.file_bytes ?? Number.POSITIVE_INFINITY;
  const tooLarge = files.filter(({ file }) => file.size > most);
  refused.value = tooLarge.map(({ path }) => ({ path, reason: t.value.drop.tooLarge(bytes(most)) }));
  queued.value = [...queued.value, ...files.filter(({ file }) => file.size <= most)];
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
      await send(id, portion);
      queued.value = queued.value.slice(portion.length);
    }
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  } finally {
    isRunning = false;
  }
}

/** A portion that is refused is sent file by file, so that one bad file holds up no others. */
async function send(id: string, portion: Dropped[]): Promise<void> {
  try {
    added(await addFiles(id, portion));
  } catch (error) {
    const isRefusal = error instanceof Problem && error.status < 500 && !error.isGone;
    if (!isRefusal) throw error;
    const [only] = portion;
    if (portion.length === 1 && only) refused.value = [...refused.value, { path: only.path, reason: error.message }];
    else for (const one of portion) await send(id, [one]);
  }
}
