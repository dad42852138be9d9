import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** The folder with the published content. */
export const CONTENT = "content";

/**
 * Reads every file below a folder, as path → bytes, sorted by path; skips hidden files, editors' backup files and what an
 * export has in addition to content.
 */
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
