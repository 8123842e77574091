// The shapes of the interface, by short names.

export type Severity = "error" | "warning" | "info";
export type DocumentState = "waiting" | "reading" | "done" | "unreadable";

export interface Place {
  page?: number | null;
  page_last?: number | null;
  sheet?: string | null;
  line?: number | null;
  table?: number | null;
  row?: number | null;
  column?: number | null;
  paragraph?: number | null;
  offset?: number | null;
  text?: string | null;
  bbox?: number[] | null;
}
export interface Counts { error: number; warning: number; info: number; waived: number }
export interface Agency { code: string | null; name: string | null; level?: string | null }
export interface Coverage { numeric_cells: number; verified_cells: number }

export interface DocumentRow {
  number: number;
  path: string;
  bytes: number;
  state: DocumentState;
  message?: string | null;
  format?: string | null;
  kind?: string | null;
  agency?: Agency | null;
  year?: number | null;
  counts?: Counts | null;
  coverage?: Coverage | null;
  elapsed_ms?: number | null;
}

export interface Related { message: string; place: Place; path?: string | null }
export interface Finding {
  id?: number;
  code: string;
  name: string;
  severity: Severity;
  message: string;
  message_en: string;
  advice: string;
  advice_en: string;
  place: Place;
  related: Related[];
  expected: string | null;
  actual: string | null;
  difference: string | null;
  scale: string | null;
  suspect: boolean;
  suggested: string | null;
  suspects: Place[];
  basis: string[];
  waived: string | null;
  path?: string | null;
}

export interface Check {
  id: string;
  state: "running" | "done";
  created: string;
  expires: string;
  documents?: DocumentRow[];
  crossings?: Finding[];
  waivers?: Waiver[];
}
export interface Waiver { number: number; reason: string; by: string; until?: string | null; code?: string; path?: string }
export interface Statement { id: string; title: string; scale: string | null; place: Place }
export interface RuleOutcome { code: string; outcome: string; comparisons: number; reason: string | null }
export interface Issue { message: string; place: Place }
export interface Report {
  path: string;
  format: string;
  kind: string;
  agency: Agency;
  year: number | null;
  statements: Statement[];
  findings: Finding[];
  rules: RuleOutcome[];
  coverage: Coverage & { unverified: Place[] };
  issues: Issue[];
}
export interface Cell { text: string; row_span: number; column_span: number; place: Place; is_number: boolean }
export interface Block { kind: "heading" | "paragraph" | "table"; level?: number | null; text?: string | null; place: Place; rows?: Cell[][] | null }
export interface Content { format: string; pages: { width: number; height: number }[]; blocks: Block[] }
export interface Vouched { place: Place; equations: { rule: string; name: string; state: string }[] }
export interface Rule { code: string; name: string; title: string; family: string; family_title: string; severity: Severity; since: string; basis: string[] }
export interface RulePage extends Rule { manual: string }
export interface About { version: string; formats: string[]; limits: { file_bytes: number; files: number } }
export interface Figure { what: string; before: string | null; after: string | null; difference: string | null }
export interface Comparison { closed: Finding[]; remaining: Finding[]; new: Finding[]; figures: Figure[] }
export interface Wishes { profile: string; select: string; ignore: string }
