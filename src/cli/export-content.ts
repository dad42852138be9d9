import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { BackupFacts } from "../model/backup.ts";
import { CLI } from "../model/policy.ts";
import { StoredMasthead, writeMasthead } from "../sources/content-folder/write-masthead.ts";
import {
  imageFile,
  StoredContent,
  type StoredStory,
  type WrittenFile,
  writeStory,
} from "../sources/content-folder/write-story.ts";
import type { BackupClient } from "./backup-client.ts";
import { rowsOf } from "./export-rows.ts";
import { jsonIn } from "./json-column.ts";
import type { Tell } from "./publish-content.ts";

/** A wire's settings, for writing the stories; `notes` say what differs from the wire. */
type Settings = { masthead: StoredMasthead; origin: string; names: Names; notes: string[] };

/** All names of stories and authors besides their ids, by kind and id. */
type Names = Record<"article" | "author", Map<string, string[]>>;

/** Writes the publication, its authors and licenses. */
export async function writeSettings(client: BackupClient, head: BackupFacts, folder: string): Promise<Settings> {
  const masthead = await readMasthead(client);
  const names = await readNames(client);
  const files = writeMasthead(masthead, { origin: head.origin, names: names.author });
  for (const file of files) await save(folder, file);
  const announced = Object.entries(masthead.coming ?? {}).map(
    ([id, { since }]) =>
      `licences/${id}: its next text, in force from ${since}, is only in records/licences. Publish it once the new wire is running.`,
  );
  return { masthead, origin: head.origin, names, notes: [...files.flatMap(noteOf), ...announced] };
}

async function readMasthead(client: BackupClient): Promise<StoredMasthead> {
  for await (const { content } of rowsOf(client, "masthead", z.object({ content: jsonIn(StoredMasthead) })))
    return content;
  throw new Error("Nothing is published there, so there is nothing to export.");
}

async function readNames(client: BackupClient): Promise<Names> {
  const names: Names = { article: new Map(), author: new Map() };
  const Row = z.object({ kind: z.enum(["article", "author"]), name: z.string(), of: z.string() });
  for await (const { kind, name, of } of rowsOf(client, "address", Row))
    names[kind].set(of, [...(names[kind].get(of) ?? []), name]);
  return names;
}

const Body = z.array(z.union([z.string(), z.object({ image: z.string() })]));
const Fields = z.record(z.string(), z.unknown());
const ArticleRow = z.object({
  content: jsonIn(StoredContent),
  body: jsonIn(Body),
  sent: jsonIn(Fields),
  decided: jsonIn(Fields),
  shown: jsonIn(z.unknown()).nullable(),
  version: z.int(),
  release_at: z.string(),
  released: z.string().nullable(),
  modified: z.string(),
  killed: z.string().nullable(),
});

/** Writes every story, including hidden ones; returns what differs from the wire. */
export async function writeStories(client: BackupClient, settings: Settings, folder: string, tell: Tell) {
  const { masthead, origin, names } = settings;
  const notes: string[] = [];
  let count = 0;
  for await (const { release_at: releaseAt, ...row } of rowsOf(client, "article", ArticleRow)) {
    const story: StoredStory = { ...row, releaseAt, names: names.article.get(row.content.id) ?? [] };
    const file = writeStory(story, { origin, publication: masthead.publication });
    await save(folder, file);
    notes.push(...noteOf(file));
    count += 1;
    if (count % CLI.exportTold === 0) tell(`${count} stories so far`);
  }
  tell(`${count} stories`);
  return notes;
}

function noteOf({ path, isExact, leftOut = [] }: WrittenFile): string[] {
  if (leftOut.length > 0)
    return [
      `${path}: left out ${leftOut.join(", ")}. A license can't say that anymore, so publishing it makes a new text.`,
    ];
  return isExact
    ? []
    : [`${path}: a wire would make a different text from the current one. Compare them after publishing.`];
}

async function save(folder: string, { path, text }: WrittenFile): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** Fetches the pictures that aren't there yet; returns the ones that the wire has lost. */
export async function writeImages(client: BackupClient, folder: string, tell: Tell): Promise<string[]> {
  const lost: string[] = [];
  let count = 0;
  for await (const image of rowsOf(client, "image", z.object({ sha256: z.string(), extension: z.string() }))) {
    const path = join(folder, "images", imageFile(image));
    const bytes = existsSync(path) ? true : await client.image(image.sha256);
    if (bytes === undefined) lost.push(`images/${imageFile(image)}: the wire has lost its bytes, but stories use it.`);
    else if (bytes !== true) await writeFile(`${path}.part`, bytes).then(() => rename(`${path}.part`, path));
    count += 1;
    if (count % CLI.exportTold === 0) tell(`${count} pictures so far`);
  }
  tell(`${count} pictures`);
  return lost;
}
