// A paragraph cut at the passages that findings speak of. Characters are counted as the server counts them: by code points.

import type { Finding } from "../api/types";

export interface Piece {
  text: string;
  findings: Finding[];
}

export function pieces(text: string, findings: Finding[]): Piece[] {
  const characters = Array.from(text);
  const ranges = findings
    .flatMap((finding) => {
      const { offset, text: said } = finding.place;
      const length = said ? Array.from(said).length : 0;
      return typeof offset === "number" && length > 0 && characters.slice(offset, offset + length).join("") === said
        ? [{ from: offset, to: offset + length, finding }]
        : [];
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const cut: Piece[] = [];
  let at = 0;
  for (const { from, to, finding } of ranges) {
    const last = cut.at(-1);
    if (from < at) {
      // It overlaps with the passage before: they share one mark.
      last?.findings.push(finding);
      continue;
    }
    if (from > at) cut.push({ text: characters.slice(at, from).join(""), findings: [] });
    cut.push({ text: characters.slice(from, to).join(""), findings: [finding] });
    at = to;
  }
  if (at < characters.length) cut.push({ text: characters.slice(at).join(""), findings: [] });
  return cut;
}
