// The list of documents as the overview shows it: filtered and sorted.

import type { DocumentRow } from "../api/types";

export type Column = "agency" | "year" | "kind" | "error" | "warning" | "info" | "waived" | "coverage" | "state";
export type Only = "all" | "errors" | "unreadable" | "clean";
export interface Order {
  column: Column;
  isDescending: boolean;
}

const chinese = new Intl.Collator("zh-CN", { numeric: true });
const STATES = ["unreadable", "reading", "waiting", "done"];

export function filtered(rows: DocumentRow[], words: string, only: Only): DocumentRow[] {
  const wanted = words.trim().toLowerCase();
  return rows.filter((row) => {
    const text = `${row.agency?.name ?? ""} ${row.agency?.code ?? ""} ${row.path} ${row.year ?? ""}`.toLowerCase();
    return text.includes(wanted) && passes(row, only);
  });
}

export function sorted(rows: DocumentRow[], { column, isDescending }: Order): DocumentRow[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compared(value(a, column), value(b, column)) || a.number - b.number);
}

/** The share of verified numbers; nothing when there are none. */
export function covered(row: DocumentRow): number {
  const { numeric_cells: all = 0, verified_cells: verified = 0 } = row.coverage ?? {};
  return all === 0 ? -1 : verified / all;
}

function passes(row: DocumentRow, only: Only): boolean {
  switch (only) {
    case "all":
      return true;
    case "errors":
      return (row.counts?.error ?? 0) > 0;
    case "unreadable":
      return row.state === "unreadable";
    case "clean":
      return row.state === "done" && row.counts?.error === 0 && row.counts.warning === 0;
  }
}

function value(row: DocumentRow, column: Column): string | number {
  switch (column) {
    case "agency":
      return row.agency?.name || row.path;
    case "year":
      return row.year ?? 0;
    case "kind":
      return row.kind ?? "";
    case "coverage":
      return covered(row);
    case "state":
      return STATES.indexOf(row.state);
    default:
      return row.counts?.[column] ?? -1;
  }
}

function compared(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : chinese.compare(String(a), String(b));
}
