import type { Removal } from "../model/article/removal.ts";
import { OUTAGE } from "../model/policy.ts";
import { parseStored } from "./json.ts";
import type { Ledger } from "./ledger.ts";

// The content served while the database can't be read: the last state, the main documents, and the removals. It is in R2,
// which is strongly consistent and doesn't depend on the database.

const STATE = "standby/state.json";
const documentKey = (path: string): string => `standby/documents${path}`;

/** Returns the last noted state; undefined if there is none. */
export async function readNotedState(bucket: R2Bucket): Promise<Ledger | undefined> {
  const object = await bucket.get(STATE);
  return object === null ? undefined : parseStored<Ledger>(await object.text());
}

/** Notes a state unless a newer one of the same database is noted. Retries on conflicts and errors; rethrows R2's last error. */
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
 * Notes what was removed or restored for readers, for use after a restore from an older backup: one object each, in order of
 * time. Safe to repeat.
 */
export async function noteRemovals(bucket: R2Bucket, removals: readonly Removal[]): Promise<void> {
  const nameOf = ({ at, kind, article }: Removal) => `removals/${at}-${kind}-${article}.json`;
  await Promise.all(removals.map((each) => bucket.put(nameOf(each), JSON.stringify(each))));
}

/** Returns what was removed or restored for readers at or after a time, earliest first. */
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

/** A document as it was served, with the state it belongs to. */
export type StandbyDocument = { body: Uint8Array; headers: Record<string, string>; salt: string; change: number };

/** Stores a document under its path. Its headers go into R2 metadata, for which they are short enough. */
export const keepDocument = (bucket: R2Bucket, path: string, { body, headers, salt, change }: StandbyDocument) =>
  bucket.put(documentKey(path), body, {
    customMetadata: { headers: JSON.stringify(headers), salt, change: String(change) },
  });

/** Returns the document stored under a path; undefined if there is none. */
export async function readDocument(bucket: R2Bucket, path: string): Promise<StandbyDocument | undefined> {
  const object = await bucket.get(documentKey(path));
  if (object === null) return undefined;
  const { headers = "{}", salt = "", change = "0" } = object.customMetadata ?? {};
  const body = new Uint8Array(await object.arrayBuffer());
  return { body, headers: parseStored<Record<string, string>>(headers), salt, change: Number(change) };
}

/** Returns the state of the document under a path, without reading the document. */
export async function readDocumentState(
  bucket: R2Bucket,
  path: string,
): Promise<Pick<StandbyDocument, "salt" | "change"> | undefined> {
  const { salt = "", change = "0" } = (await bucket.head(documentKey(path)))?.customMetadata ?? {};
  return salt === "" ? undefined : { salt, change: Number(change) };
}
