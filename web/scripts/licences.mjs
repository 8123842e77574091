// Reads the lock file: everything that becomes part of the page has a licence we may ship, and no address stands in it.

import { readFileSync } from "node:fs";

const ALLOWED = new Set(["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "OFL-1.1", "0BSD"]);
/** Named by a package that ships, but not shipped: argparse is for the command line of markdown-it. */
const UNUSED = new Set(["argparse"]);
const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const wrong = [];
let shipped = 0;

for (const [path, entry] of Object.entries(lock.packages)) {
  const name = path.replace(/^.*node_modules\//, "");
  if (entry.resolved) wrong.push(`${name}: the lock file names an address; see .npmrc`);
  if (path === "" || entry.dev || UNUSED.has(name)) continue;
  shipped += 1;
  if (!ALLOWED.has(entry.license)) wrong.push(`${name}: licence ${entry.license ?? "unknown"}`);
}

if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
console.log(`${shipped} packages are part of the page, all under licences we may ship`);
