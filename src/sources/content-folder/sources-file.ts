import { mistakesOf } from "../../model/mistake.ts";
import { SourcesInput } from "../../model/source/settings.ts";
import { decodeUtf8 } from "../../model/text.ts";
import type { FileMistake } from "./file-mistake.ts";
import { parseYaml } from "./front-matter.ts";

/** The file that lists the sites from which stories are imported. */
export const SOURCES_FILE = "sources.yaml";

/** Reads the sources of a folder; undefined if there is no such file, or if it has mistakes. */
export function readSources(files: ReadonlyMap<string, Uint8Array>, mistakes: FileMistake[]): SourcesInput | undefined {
  const bytes = files.get(SOURCES_FILE);
  if (bytes === undefined) return undefined;
  const file = SOURCES_FILE;
  const parsed = parseYaml(decodeUtf8(bytes) ?? "\uFFFD");
  mistakes.push(...parsed.mistakes.map((mistake) => ({ ...mistake, file })));
  if (parsed.mistakes.length > 0) return undefined;
  const data = parsed.data ?? {};
  const read = SourcesInput.safeParse(data);
  if (read.success) return read.data;
  mistakes.push(
    ...mistakesOf(read.error, data).map((mistake) => ({ ...mistake, file, line: parsed.lineOf(mistake.field) })),
  );
  return undefined;
}
