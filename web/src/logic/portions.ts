// Many files, cut into portions small enough that the first results come while the rest is still on its way.

import type { Dropped } from "./dropped";

const MOST_FILES = 8;
const MOST_BYTES = 8 * 1024 * 1024;

export function portions(files: Dropped[]): Dropped[][] {
  const all: Dropped[][] = [];
  let size = 0;
  for (const one of files) {
    const last = all.at(-1);
    if (last && last.length < MOST_FILES && size + one.file.size <= MOST_BYTES) {
      last.push(one);
      size += one.file.size;
    } else {
      all.push([one]);
      size = one.file.size;
    }
  }
  return all;
}
