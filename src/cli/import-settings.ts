import { z } from "zod";
import { mistakeSentence, mistakesOf } from "../model/mistake.ts";
import { type CredentialsInput, readCredentials } from "../model/source/credentials.ts";
import { SourceSettings } from "../model/source/settings.ts";
import { decodeUtf8 } from "../model/text.ts";
import { type FileMistake, fileSentence } from "../sources/content-folder/file-mistake.ts";
import { parseYaml } from "../sources/content-folder/front-matter.ts";
import { readSources, SOURCES_FILE } from "../sources/content-folder/sources-file.ts";
import { readFiles } from "./files.ts";

/** The site that the command line names. */
export type AskedImport = { kind: string; address: string; section: string; mode: string };

/** Returns a site's settings. Throws every mistake in them. */
export function readSettings(asked: AskedImport): SourceSettings {
  const read = SourceSettings.safeParse(asked);
  if (read.success) return read.data;
  throw new Error(mistakesOf(read.error, asked).map(mistakeSentence).join("\n"));
}

/** Returns a site's settings for the target folder: the rules of its `sources.yaml` apply if that names the site. */
export async function settingsFor(folder: string, asked: AskedImport): Promise<SourceSettings> {
  const mistakes: FileMistake[] = [];
  const sources = readSources(await filesIn(folder), mistakes) ?? {};
  if (mistakes.length > 0) throw new Error(mistakes.map(fileSentence).join("\n"));
  const address = URL.canParse(asked.address) ? new URL(asked.address).href : asked.address;
  const known = Object.values(sources).find((each) => each.kind === asked.kind && each.address === address);
  if (known !== undefined) return asked.section === "" ? known : { ...known, section: asked.section };
  if (asked.section === "") throw new Error(`Add --section, or list the site in ${folder}/${SOURCES_FILE}.`);
  return readSettings(asked);
}

const Named = z.object({ name: z.string() });

/** Returns a folder's authors by id, so that existing ones aren't created again. */
export async function readAuthors(folder: string): Promise<Record<string, { name: string }>> {
  const files = [...(await filesIn(folder))].flatMap(([path, bytes]) => {
    const id = /^authors\/([^/]+)\.yaml$/.exec(path)?.[1];
    const named = Named.safeParse(id && parseYaml(decodeUtf8(bytes) ?? "").data);
    return id && named.success ? [[id, named.data] as const] : [];
  });
  return Object.fromEntries(files);
}

async function filesIn(folder: string): Promise<Map<string, Uint8Array>> {
  try {
    return await readFiles(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Map();
    throw error;
  }
}

/** Reads a password or key from the environment: `user:password`, or Ghost's Content API key. It is never printed. */
export function credentialsIn(
  kind: SourceSettings["kind"],
  text: string | undefined,
): { input: CredentialsInput; secret: string } | undefined {
  if (text === undefined || text === "") return undefined;
  const at = text.indexOf(":");
  const input =
    kind === "ghost" ? { key: text } : { user: text.slice(0, Math.max(0, at)), password: text.slice(at + 1) };
  const read = readCredentials(kind, input);
  if ("mistakes" in read) throw new Error(`COMMONWIRE_SOURCE_KEY: ${read.mistakes.map(mistakeSentence).join(" ")}`);
  return { input, secret: read.secret };
}
