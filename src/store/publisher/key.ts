import type { ShownKey } from "../../model/publisher/entitlement.ts";
import type { KeyKind } from "../../model/publisher/key.ts";
import { type KeptScope, type KeyScope, managesUntil, scopeAt } from "../../model/publisher/scope.ts";
import { parseStored } from "../json.ts";
import { factsAt, factsOf } from "./facts.ts";

/** A key as its publisher sees it later: never the key itself. */
export type Key = {
  id: string;
  name: string;
  kind: KeyKind;
  scope: KeyScope;
  managesUntil?: string;
  hint: string;
  created: string;
  expires?: string;
  revoked?: string;
  foundAt?: string;
  lastUsed?: string;
  rotatedTo?: string;
};

type Row = KeptScope &
  Pick<Key, "id" | "name" | "kind" | "hint" | "created"> &
  Record<"expires" | "revoked" | "foundAt" | "lastUsed" | "rotatedTo", string | null>;

/** Returns a publisher's keys as of a time, newest first, with their last use. */
export async function readKeys(db: D1Database, publisher: string, now: string): Promise<Key[]> {
  const sql = `SELECT id, name, kind, scope, scoped_at AS scopedAt, hint, created, expires, revoked, found_at AS foundAt,
      rotated_to AS rotatedTo, (SELECT max(at) FROM reading WHERE reading.key = key.id) AS lastUsed
    FROM key WHERE publisher = ?1 ORDER BY created DESC, id`;
  const { results } = await db.prepare(sql).bind(publisher).all<Row>();
  return results.map((row) => parseKey(row, now));
}

function parseKey(row: Row, now: string): Key {
  const { expires, revoked, foundAt, lastUsed, rotatedTo, scopedAt, ...rest } = row;
  const until = managesUntil(row);
  return {
    ...rest,
    scope: scopeAt(row, now),
    ...(until !== undefined && now < until ? { managesUntil: until } : {}),
    ...(expires === null ? {} : { expires }),
    ...(revoked === null ? {} : { revoked }),
    ...(foundAt === null ? {} : { foundAt }),
    ...(lastUsed === null ? {} : { lastUsed }),
    ...(rotatedTo === null ? {} : { rotatedTo }),
  };
}

/** A key that is to be replaced. */
export type OldKey = KeptScope & { name: string; kind: KeyKind; expires: string | null; rotatedTo: string | null };

/** Returns a publisher's key by its id, unless it is revoked; reads one row. */
export async function readOldKey(db: D1Database, publisher: string, id: string): Promise<OldKey | undefined> {
  const sql = `SELECT name, kind, scope, scoped_at AS scopedAt, expires, rotated_to AS rotatedTo
    FROM key WHERE publisher = ?1 AND id = ?2 AND revoked IS NULL`;
  return (await db.prepare(sql).bind(publisher, id).first<OldKey>()) ?? undefined;
}

export type NewKey = KeptScope & {
  id: string;
  publisher: string;
  name: string;
  kind: KeyKind;
  hash: string;
  hint: string;
  created: string;
  expires: string | null;
  /** Whether to write it only if the publisher never had a key and nobody of it ever signed in. */
  isFirst?: boolean;
};

/** Writes a key: its hash, and what identifies it for people; does nothing if the publisher already has `most` active ones. */
export const writeKey = (db: D1Database, key: NewKey, most: number, now: string) =>
  db
    .prepare(
      `INSERT INTO key (id, publisher, name, kind, hash, hint, created, expires, scope, scoped_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?11, ?12
       WHERE (SELECT count(*) FROM key WHERE publisher = ?2 AND revoked IS NULL AND (expires IS NULL OR expires > ?10)) < ?9
         AND (?13 = 0 OR NOT EXISTS (SELECT 1 FROM key WHERE publisher = ?2)
           AND EXISTS (SELECT 1 FROM publisher WHERE id = ?2 AND signed_in IS NULL))`,
    )
    .bind(
      key.id,
      key.publisher,
      key.name,
      key.kind,
      key.hash,
      key.hint,
      key.created,
      key.expires,
      most,
      now,
      key.scope,
      key.scopedAt,
      key.isFirst === true ? 1 : 0,
    );

type KeyEnd = { revoked: string | null; expires: string | null; rotatedTo: string | null };

/** Ends a key: at once, or at a time if it is rotated; then only if its replacement exists. */
export const endKey = (db: D1Database, publisher: string, id: string, { revoked, expires, rotatedTo }: KeyEnd) =>
  db
    .prepare(
      `UPDATE key SET revoked = coalesce(revoked, ?3), rotated_to = coalesce(rotated_to, ?5),
         expires = CASE WHEN ?4 IS NULL THEN expires ELSE min(coalesce(expires, ?4), ?4) END
       WHERE publisher = ?1 AND id = ?2 AND (?5 IS NULL OR EXISTS (SELECT 1 FROM key WHERE id = ?5))`,
    )
    .bind(publisher, id, revoked, expires, rotatedTo);

/** A key's publisher, with all the facts that decide what the key opens. */
export type StoredKey = ShownKey & KeptScope & { id: string; kind: KeyKind; publisher: string; foundAt: string | null };

/** Returns a key with its publisher's facts, by its hash, in one statement. */
export async function readKeyByHash(db: D1Database, hash: string, now: string): Promise<StoredKey | undefined> {
  const sql = `SELECT key.id, key.kind, key.scope, key.scoped_at AS scopedAt, key.expires, key.revoked,
      key.found_at AS foundAt, key.publisher,
      (SELECT min(issued) FROM agreement WHERE agreement.publisher = key.publisher) AS since, ${factsAt("?2")} AS facts
    FROM key JOIN publisher ON publisher.id = key.publisher WHERE key.hash = ?1`;
  type Found = KeptScope & Pick<StoredKey, "id" | "kind" | "expires" | "revoked" | "since" | "publisher" | "foundAt">;
  const row = await db.prepare(sql).bind(hash, now).first<Found & { facts: string }>();
  if (row === null) return undefined;
  const { facts, ...key } = row;
  return { ...key, ...factsOf(parseStored(facts), now) };
}

/** Whether a publisher ever had a key; reads at most one row. */
export async function hasHadKey(db: D1Database, publisher: string): Promise<boolean> {
  return (await db.prepare("SELECT 1 FROM key WHERE publisher = ?1 LIMIT 1").bind(publisher).first()) !== null;
}

/** Revokes every key of a publisher. */
export const endKeys = (db: D1Database, publisher: string, at: string) =>
  db.prepare("UPDATE key SET revoked = ?2 WHERE publisher = ?1 AND revoked IS NULL").bind(publisher, at);
