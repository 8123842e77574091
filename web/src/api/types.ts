// The shapes of the interface by short names. They are generated from `docs/openapi.json` (`npm run api`), not written here.

import type { components } from "./schema";

type Schemas = components["schemas"];

export type About = Schemas["About"];
export type Block = Schemas["Block"];
export type Cell = Schemas["Cell"];
export type Check = Schemas["Check"];
export type Content = Schemas["Content"];
export type Coverage = Schemas["Coverage"];
export type DocumentRow = Schemas["DocumentRow"];
export type Finding = Schemas["ReportFinding"];
export type Place = Schemas["ReportPlace"];
export type Report = Schemas["ReportDocument"];
export type Rule = Schemas["Rule"];
export type Severity = Finding["severity"];
export type Statement = Schemas["ReportStatement"];
export type Vouched = Schemas["Vouched"];
export type Waiver = Schemas["Waiver"];
export type WaiverWanted = Schemas["WaiverWanted"];

/** What may be asked of a check, as typed by the reader. */
export type Wishes = Record<"profile" | "select" | "ignore" | "waivers", string>;

export interface Figure {
  what: string;
  before: string | null;
  after: string | null;
  difference: string | null;
  place_before?: Place | null;
  place_after?: Place | null;
}
export interface Comparison {
  closed: Finding[];
  remaining: Finding[];
  new: Finding[];
  unconfirmed: Finding[];
  figures: Figure[];
}
