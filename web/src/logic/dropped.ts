// What somebody has dropped or chosen, as a flat list of files with their paths. Folders are walked to the end.

export interface Dropped {
  file: File;
  path: string;
}

/** Files of a drop. The entries must be taken before the first pause, or the browser lets go of them. */
export async function ofDrop(data: DataTransfer): Promise<Dropped[]> {
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found: Dropped[] = [];
  for (const entry of entries) await walk(entry, "", found);
  return found;
}

/** Files of an input element. */
export function ofInput(files: FileList): Dropped[] {
  return Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/** Hidden files and formats that are not read are left out of folders; what was chosen by name is always tried. */
export function readable(dropped: Dropped[], endings: string[]): Dropped[] {
  return dropped.filter(({ file, path }) => {
    if (file.name.startsWith(".") || file.name.startsWith("~$")) return false;
    const ending = file.name.split(".").pop()?.toLowerCase() ?? "";
    return !path.includes("/") || endings.length === 0 || endings.includes(ending);
  });
}

async function walk(entry: FileSystemEntry, folder: string, found: Dropped[]): Promise<void> {
  if (isFile(entry)) {
    found.push({ file: await file(entry), path: folder + entry.name });
  } else if (isDirectory(entry)) {
    const reader = entry.createReader();
    // A reader gives at most a hundred entries at a time.
    for (let some = await entries(reader); some.length > 0; some = await entries(reader)) {
      for (const inner of some) await walk(inner, `${folder}${entry.name}/`, found);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function file(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function entries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}
