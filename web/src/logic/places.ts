// Places in a document: a key that a finding and a drawn cell share, and a phrase for people.

import type { Place } from "../api/types";
import type { Messages } from "../i18n/zh";

/** Where something stands, as one word; nothing for what has no place of its own. */
export function placeKey(place: Place | null | undefined): string | null {
  if (!place) return null;
  if (place.sheet && place.row && place.column) return `s${place.sheet}!${place.row}.${place.column}`;
  if (place.table && place.row && place.column) return `t${place.table}.${place.row}.${place.column}`;
  if (place.table) return `t${place.table}`;
  if (place.paragraph) return `p${place.paragraph}`;
  if (place.line) return `l${place.line}`;
  return null;
}

/** `第3页 表2 行5 列4`, `支出!AB6`, `第12段`. */
export function describe(place: Place, t: Messages): string {
  const parts: string[] = [];
  if (place.page) parts.push(t.place.page(place.page));
  if (place.sheet) {
    const cell = place.row && place.column ? `${place.sheet}!${letters(place.column)}${place.row}` : t.place.sheet(place.sheet);
    return [...parts, cell].join(" ");
  }
  if (place.line) parts.push(t.place.line(place.line));
  if (place.table && place.row && place.column) parts.push(t.place.cell(place.table, place.row, place.column));
  else if (place.table && place.row) parts.push(t.place.row(place.table, place.row));
  else if (place.table) parts.push(t.place.table(place.table));
  else if (place.paragraph && !place.line) parts.push(t.place.paragraph(place.paragraph));
  return parts.join(" ") || t.place.whole;
}

/** The letters of a workbook column: 1 → A, 27 → AA. */
export function letters(column: number): string {
  let text = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  }
  return text;
}
