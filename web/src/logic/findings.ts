// Findings as the page lists them: ordered, filtered, in the reader's language. Nothing is judged here.

import type { Finding, Related, Severity } from "../api/types";
import type { Language } from "../i18n";

export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

export interface Filter {
  family: string;
  severities: Severity[];
  waived: boolean;
  words: string;
}

export function everything(): Filter {
  return { family: "", severities: [...SEVERITIES], waived: true, words: "" };
}

/** The worst first, otherwise in the order of the document; what is waived comes last. */
export function ordered(findings: Finding[]): Finding[] {
  const rank = (finding: Finding) => (finding.waived === null ? SEVERITIES.indexOf(finding.severity) : 9);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

export function matches(finding: Finding, filter: Filter): boolean {
  if (filter.family && !finding.code.startsWith(filter.family)) return false;
  if (!filter.severities.includes(finding.severity)) return false;
  if (!filter.waived && finding.waived !== null) return false;
  const words = filter.words.trim().toLowerCase();
  return words === "" || `${finding.code} ${finding.name} ${finding.message} ${finding.message_en}`.toLowerCase().includes(words);
}

/** What a finding, or a place related to it, says. */
export function message(told: Finding | Related, language: Language): string {
  return (language === "en" && told.message_en) || told.message;
}

export function advice(finding: Finding, language: Language): string {
  return (language === "en" && finding.advice_en) || finding.advice;
}
