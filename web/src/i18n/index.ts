// Which language the page speaks: Chinese unless the reader has switched. Sentences are in `zh.ts` and `en.ts`.

import { computed, ref, watchEffect } from "vue";
import { en } from "./en";
import { zh } from "./zh";

export type Language = "zh" | "en";

const KEY = "mingsuan.language";
const stored = localStorage.getItem(KEY);

export const language = ref<Language>(stored === "en" ? "en" : "zh");

/** The sentences of the present language. */
export const t = computed(() => (language.value === "zh" ? zh : en));

export function switchLanguage(): void {
  language.value = language.value === "zh" ? "en" : "zh";
  localStorage.setItem(KEY, language.value);
}

watchEffect(() => {
  document.documentElement.lang = t.value.lang;
});
