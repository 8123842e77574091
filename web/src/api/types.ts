// The shapes of the interface by short names. They are generated from `docs/openapi.json` (`npm run api`), not written here.

import type { components } from "./schema";

type Schemas = components["schemas"];

export type About = Schemas["About"];
export type Block = Schemas["Block"];
export type Cell = Schemas["Cell"];
export type Check = Schemas["Check"];
export type Comparison = Schemas["Comparison"];
export type Content = Schemas["Content"];
export type Coverage = Schemas["Coverage"];
export type DocumentRow = Schemas["DocumentRow"];
export type Figure = Comparison["figures"][number];
export type Finding = Schemas["ReportFinding"];
export type Place = Schemas["ReportPlace"];
export type Related = Schemas["ReportRelated"];
export type Report = Schemas["ReportDocument"];
export type Rule = Schemas["Rule"];
export type Severity = Finding["severity"];
export type Statement = Schemas["ReportStatement"];
export type Vouched = Schemas["Vouched"];
export type Waiver = Schemas["Waiver"];
export type WaiverWanted = Schemas["WaiverWanted"];

/** What may be asked of a check, as typed by the reader. */
export type Wishes = Record<"profile" | "select" | "ignore" | "waivers", string>;
