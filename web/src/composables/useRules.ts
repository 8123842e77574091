// The catalogue of rules in the present language: titles and families. Manual pages are fetched one by one.

import { computed, shallowRef, watch } from "vue";
import { getRules } from "../api/checks";
import type { Rule } from "../api/types";
import { language } from "../i18n";

const rules = shallowRef(new Map<string, Rule>());
let isWatching = false;

export function useRules() {
  if (!isWatching) {
    isWatching = true;
    watch(language, fetchRules, { immediate: true });
  }
  const families = computed(() => {
    const names = new Map<string, string>();
    for (const rule of rules.value.values()) names.set(rule.family, rule.family_title);
    return names;
  });
  return { rules, families, title: (code: string) => rules.value.get(code)?.title ?? "" };
}

async function fetchRules(): Promise<void> {
  try {
    const told = await getRules(language.value);
    rules.value = new Map(told.map((rule) => [rule.code, rule]));
  } catch {
    // Findings are complete without titles; the next page tries again.
    isWatching = false;
  }
}
