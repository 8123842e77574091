// One document: what is said of it, what was read, and what vouches for its numbers.

import { computed, ref, shallowRef } from "vue";
import { getContent, getReport, getVouching } from "../api/checks";
import { sentence } from "../api/problem";
import type { Content, Report, Vouched } from "../api/types";
import { marksOf } from "../logic/marks";
import { placeKey } from "../logic/places";

export function useDocument(check: string, number: number) {
  const report = shallowRef<Report | null>(null);
  const content = shallowRef<Content | null>(null);
  const vouching = shallowRef<Vouched[]>([]);
  const problem = ref("");

  const marks = computed(() => marksOf(report.value?.findings ?? []));
  /** By key; a number that nothing vouches for has no equations. */
  const vouched = computed(() => new Map(vouching.value.map((one) => [placeKey(one.place) ?? "", one])));

  /** Judged anew, after a waiver. */
  async function again(): Promise<void> {
    report.value = await getReport(check, number);
  }

  async function open(): Promise<void> {
    problem.value = "";
    try {
      [report.value, content.value] = await Promise.all([getReport(check, number), getContent(check, number)]);
      vouching.value = await getVouching(check, number);
    } catch (error) {
      problem.value = sentence(error);
    }
  }

  void open();
  return { report, content, marks, vouched, problem, open, again };
}
