// The documents that tests use: real ones from the folder beside the repository where it is, the example of the repository otherwise.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const shared = resolve(root, "../shared");
export const example = (name) => `${root}/examples/yunshan-2026/${name}`;

const FOUNDING = `${shared}/fixtures/dachang-2024.pdf`;
const CORPUS = ["shanghai-2026-01.pdf", "shenzhen-2026-01.pdf", "guangzhou-2026-01.pdf"].map((name) => `${shared}/corpus/${name}`);
const LONG = `${shared}/corpus/guangzhou-2026-03.pdf`;

/** The founding document and three others. */
export function documents() {
  return real([FOUNDING, ...CORPUS]) ?? ["planted.docx", "clean.docx", "planted.txt", "clean.txt"].map(example);
}

/** A document of many pages; nothing when there is none. */
export function long() {
  return real([LONG])?.[0];
}

function real(paths) {
  if (paths.every((path) => existsSync(path))) return paths;
  if (process.env.CI) throw new Error(`missing on the build server: ${paths.filter((path) => !existsSync(path)).join(", ")}`);
  console.log("the folder of real documents is missing: the example is used instead");
  return undefined;
}
