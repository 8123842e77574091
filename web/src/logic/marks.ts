// Which places of a document are marked, and by which findings. How a mark looks is decided by the panes.

import type { Finding, Place, Severity } from "../api/types";
import { SEVERITIES } from "./findings";
import { placeKey } from "./places";

export interface Mark {
  key: string;
  place: Place;
  /** The worst severity of its findings that are not waived. */
  severity: Severity | "waived";
  findings: Finding[];
}

/** The marks of these findings: one a place, in the order of the document's findings. */
export function marksOf(findings: Finding[]): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const finding of findings) {
    for (const place of [finding.place, ...finding.suspects]) {
      const key = placeKey(place);
      if (key === null) continue;
      const mark = marks.get(key);
      if (!mark) marks.set(key, { key, place, severity: weight(finding), findings: [finding] });
      else if (!mark.findings.includes(finding)) add(mark, finding);
    }
  }
  return marks;
}

function add(mark: Mark, finding: Finding): void {
  mark.findings.push(finding);
  if (rank(weight(finding)) < rank(mark.severity)) mark.severity = weight(finding);
}

function weight(finding: Finding): Mark["severity"] {
  return finding.waived === null ? finding.severity : "waived";
}

function rank(severity: Mark["severity"]): number {
  return severity === "waived" ? SEVERITIES.length : SEVERITIES.indexOf(severity);
}

/** The places that stand behind a finding: consequences and witnesses in the same document. */
export function behind(finding: Finding): Place[] {
  return finding.related.filter((related) => !related.path).map((related) => related.place);
}
