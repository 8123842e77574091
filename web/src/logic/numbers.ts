// Amounts as text: grouped digits, never through floating point. What an amount means is known by the server.

const PLAIN = /^([-−+]?)(\d+)(\.\d+)?$/;

/** `48780.62` → `48,780.62`. What is not a plain number stays as it is. */
export function grouped(value: string): string {
  const match = PLAIN.exec(value.trim());
  if (!match) return value;
  const [, sign = "", whole = "", rest = ""] = match;
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + rest;
}

/** A printed cell: only amounts with a decimal point are grouped, since codes are digits too. */
export function groupedCell(text: string): string {
  return text.includes(".") ? grouped(text) : text;
}

export function count(value: number): string {
  return grouped(String(value));
}

/** 0.9704 → `97.0%`; a share that is not whole never shows as 100 %. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return "—";
  const tenths = Math.floor((part * 1000) / whole);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

export function bytes(size: number): string {
  if (size < 1024 * 1024) return `${Math.max(1, Math.round(size / 1024))} KB`;
  const megabytes = size / 1024 / 1024;
  return `${megabytes < 10 ? megabytes.toFixed(1).replace(/\.0$/, "") : Math.round(megabytes)} MB`;
}
