import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** The folder that holds what is published. */
export const CONTENT = "content";

/** Every file below a folder, as path → bytes, in the order of paths; hidden files, editors' leavings and what an export has beside what is published are passed over. */
export async function readFiles(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const wanted = paths
    .map((path) => path.split(sep).join("/"))
    .filter((path) => !/(^|\/)\.|~$|\.swp$|^records\//.test(path))
    .sort();
  return new Map(await Promise.all(wanted.map(async (path) => [path, await readFile(join(folder, path))] as const)));
}
