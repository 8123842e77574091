// The check that is open: its documents as they come in, live. One at a time; uploads are in `useUpload.ts`.

import { computed, ref, shallowRef, triggerRef } from "vue";
import { eventsAddress, getCheck } from "../api/checks";
import { Problem, sentence } from "../api/problem";
import type { Check, DocumentRow, Waiver } from "../api/types";
import { t } from "../i18n";

const id = ref("");
const rows = shallowRef(new Map<number, DocumentRow>());
const check = shallowRef<Check | null>(null);
const waivers = shallowRef<Waiver[]>([]);
const problem = ref("");
const isGone = ref(false);
const isConnected = ref(true);
let source: EventSource | null = null;
let isDrawing = false;

const documents = computed(() => [...rows.value.values()].sort((a, b) => a.number - b.number));
const pending = computed(() => documents.value.filter((row) => row.state === "waiting" || row.state === "reading").length);

/** Follows a check; nothing happens when it is followed already. */
export function useCheck(wanted: string) {
  if (id.value !== wanted) {
    leave();
    id.value = wanted;
    void follow(wanted);
  }
  return { check, documents, waivers, pending, problem, isGone, isConnected };
}

/** Lets go of the check that is followed. */
export function leave(): void {
  source?.close();
  source = null;
  id.value = "";
  rows.value = new Map();
  check.value = null;
  waivers.value = [];
  problem.value = "";
  isGone.value = false;
  isConnected.value = true;
}

/** Takes rows of documents that were handed over. An event may have told more of them already: then it stays. */
export function added(some: DocumentRow[]): void {
  for (const row of some) if (!rows.value.has(row.number)) rows.value.set(row.number, row);
  triggerRef(rows);
}

/** Takes rows as they are now. */
function take(some: DocumentRow[]): void {
  for (const row of some) rows.value.set(row.number, row);
  draw();
}

/** Takes the waivers after a change, and the document they have changed. */
export function takeWaivers(changed: { waivers: Waiver[]; document?: DocumentRow | null }): void {
  waivers.value = changed.waivers;
  if (changed.document) take([changed.document]);
}

async function follow(wanted: string): Promise<void> {
  try {
    const first = await getCheck(wanted);
    if (id.value !== wanted) return;
    check.value = first;
    waivers.value = first.waivers;
    added(first.documents ?? []);
    listen(wanted);
  } catch (error) {
    isGone.value = error instanceof Problem && error.isGone;
    problem.value = isGone.value ? t.value.problem.gone : sentence(error);
  }
}

function listen(wanted: string): void {
  source = new EventSource(eventsAddress(wanted));
  source.addEventListener("document", (event) => take([JSON.parse(event.data) as DocumentRow]));
  source.addEventListener("summary", (event) => {
    const told = JSON.parse(event.data) as Check;
    check.value = told;
    waivers.value = told.waivers;
  });
  source.addEventListener("expired", () => {
    source?.close();
    isGone.value = true;
    problem.value = t.value.progress.expired;
  });
  source.addEventListener("open", () => (isConnected.value = true));
  source.addEventListener("error", () => (isConnected.value = false));
}

/** Hundreds of events in a moment are one drawing. */
function draw(): void {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    triggerRef(rows);
  });
}
