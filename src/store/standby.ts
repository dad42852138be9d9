import type { Removal } from "../model/article/removal.ts";
import { OUTAGE } from "../model/policy.ts";
import { parseStored } from "./json.ts";
import type { Ledger } from "./ledger.ts";

// What is served while the database can't be read: the last state, the main documents, and what was taken away. It is in
// R2, which is strongly consistent and doesn't hang off the database.

const STATE = "standby/state.json";
const documentKey = (path: string): string => `standby/documents${path}`;

/** The state that was last noted; undefined where none was. */
export async function readNotedState(bucket: R2Bucket): Promise<Ledger | undefined> {
  const object = await bucket.get(STATE);
  return object === null ? undefined : parseStored<Ledger>(await object.text());
}

/** Notes a state, unless a newer one of the same database is noted. Tries again while others write; throws where R2 refuses. */
export async function noteState(bucket: R2Bucket, ledger: Ledger): Promise<void> {
  for (let tried = 1; ; tried++) {
    const isOver = await tryToNote(bucket, ledger).catch((error: unknown) => {
      if (tried >= OUTAGE.noteTries) throw error;
      return false;
    });
    if (isOver) return;
    await new Promise((resolve) => setTimeout(resolve, OUTAGE.noteAgainMs));
  }
}

async function tryToNote(bucket: R2Bucket, ledger: Ledger): Promise<boolean> {
  const object = await bucket.get(STATE);
  const noted = object === null ? undefined : parseStored<Ledger>(await object.text());
  if (noted?.salt === ledger.salt && noted.revision >= ledger.revision) return true;
  const onlyIf = object === null ? { etagDoesNotMatch: "*" } : { etagMatches: object.etag };
  return (await bucket.put(STATE, JSON.stringify(ledger), { onlyIf })) !== null;
}

/**
 * Notes what was taken from readers or given back, for whoever restores an older database: one object each, in the order of
 * time. Safe to repeat.
 */
export async function noteRemovals(bucket: R2Bucket, removals: readonly Removal[]): Promise<void> {
  const nameOf = ({ at, kind, article }: Removal) => `removals/${at}-${kind}-${article}.json`;
  await Promise.all(removals.map((each) => bucket.put(nameOf(each), JSON.stringify(each))));
}

/** What was taken from readers or given back at a second or after it, the earliest first. */
export async function readRemovals(bucket: R2Bucket, from: string): Promise<Removal[]> {
  const names: string[] = [];
  for (let cursor: string | undefined, isMore = true; isMore; ) {
    const page = await bucket.list({
      prefix: "removals/",
      startAfter: `removals/${from}`,
      ...(cursor ? { cursor } : {}),
    });
    names.push(...page.objects.map(({ key }) => key));
    isMore = page.truncated;
    cursor = page.truncated ? page.cursor : undefined;
  }
  const removals: Removal[] = [];
  for (const name of names.sort()) {
    const object = await bucket.get(name);
    if (object !== null) removals.push(parseStored<Removal>(await object.text()));
  }
  return removals;
}

/** A document as it was served, with the state of which it is. */
export type StandbyDocument = { body: Uint8Array; headers: Record<string, string>; salt: string; change: number };

/** Keeps a document under its path. R2 takes its headers as metadata, which they are short enough for. */
export const keepDocument = (bucket: R2Bucket, path: string, { body, headers, salt, change }: StandbyDocument) =>
  bucket.put(documentKey(path), body, {
    customMetadata: { headers: JSON.stringify(headers), salt, change: String(change) },
  });

/** The document that is kept under a path; undefined where there is none. */
export async function readDocument(bucket: R2Bucket, path: string): Promise<StandbyDocument | undefined> {
  const object = await bucket.get(documentKey(path));
  if (object === null) return undefined;
  const { headers = "{}", salt = "", change = "0" } = object.customMetadata ?? {};
  const body = new Uint8Array(await object.arrayBuffer());
  return { body, headers: parseStored<Record<string, string>>(headers), salt, change: Number(change) };
}

/** Of which state the document under a path is, without reading it. */
export async function readDocumentState(
  bucket: R2Bucket,
  path: string,
): Promise<Pick<StandbyDocument, "salt" | "change"> | undefined> {
  const { salt = "", change = "0" } = (await bucket.head(documentKey(path)))?.customMetadata ?? {};
  return salt === "" ? undefined : { salt, change: Number(change) };
}
