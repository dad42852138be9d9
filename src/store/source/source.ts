import type { SourceFailure } from "../../model/source/failure.ts";
import type { SourceSettings } from "../../model/source/settings.ts";
import { FIRST_STATE, type Source, type SourceState } from "../../model/source/state.ts";
import type { DueQuestion } from "../due.ts";
import { parseStored } from "../json.ts";

type Row = {
  id: string;
  settings: string;
  state: string;
  rules: string;
  has_credentials: number;
  failure: string | null;
  failing_since: string | null;
  failures: number;
  next_at: string;
  visited: string | null;
};
const COLUMNS = `id, settings, state, rules, credentials IS NOT NULL AS has_credentials, failure, failing_since, failures,
  next_at, visited`;

const sourceOf = (row: Row): Source => ({
  id: row.id,
  settings: parseStored<SourceSettings>(row.settings),
  state: parseStored<SourceState>(row.state),
  rules: row.rules,
  hasCredentials: row.has_credentials === 1,
  failure: row.failure === null ? null : parseStored<SourceFailure>(row.failure),
  failingSince: row.failing_since,
  failures: row.failures,
  nextAt: row.next_at,
  visited: row.visited,
});

/** Whether a source is due for a visit at `now`; reads one row if so. */
export const sourcesDue = (now: string): DueQuestion => ({
  sql: "EXISTS (SELECT 1 FROM source INDEXED BY source_due WHERE next_at <= ?1)",
  values: [now],
});

/** Claims the sources that are due, so that no other visit begins before `until`. */
export async function claimSources(db: D1Database, now: string, until: string, limit: number): Promise<Source[]> {
  const sql = `UPDATE source SET next_at = ?2
    WHERE id IN (SELECT id FROM source INDEXED BY source_due WHERE next_at <= ?1 ORDER BY next_at LIMIT ?3) RETURNING ${COLUMNS}`;
  const { results } = await db.prepare(sql).bind(now, until, limit).all<Row>();
  return results.map(sourceOf);
}

/** Returns every source, by id. */
export async function listSources(db: D1Database): Promise<Source[]> {
  const { results } = await db.prepare(`SELECT ${COLUMNS} FROM source ORDER BY id`).all<Row>();
  return results.map(sourceOf);
}

/** Returns one source; undefined if it doesn't exist. */
export async function readSource(db: D1Database, id: string): Promise<Source | undefined> {
  const row = await db.prepare(`SELECT ${COLUMNS} FROM source WHERE id = ?1`).bind(id).first<Row>();
  return row === null ? undefined : sourceOf(row);
}

/** Returns the encrypted credentials of a source; undefined if it has none. */
export async function readSealed(db: D1Database, id: string): Promise<string | undefined> {
  const row = await db
    .prepare("SELECT credentials FROM source WHERE id = ?1")
    .bind(id)
    .first<{ credentials: string | null }>();
  return row?.credentials ?? undefined;
}

/** SQL condition: the new settings are for the same address and the same kind of site. */
const SAME_SITE = "settings ->> 'address' = ?2 ->> 'address' AND settings ->> 'kind' = ?2 ->> 'kind'";

/**
 * Writes a source's settings. If its rules changed, its posts are read again from the first. Credentials belong to one
 * address and one kind of site: if these change, the credentials are deleted, and the state says so.
 */
export const writeSource = (db: D1Database, id: string, settings: SourceSettings, rules: string, now: string) =>
  db
    .prepare(
      `INSERT INTO source (id, settings, state, rules, next_at) VALUES (?1, ?2, ?4, ?3, ?5)
       ON CONFLICT (id) DO UPDATE SET
         credentials = CASE WHEN ${SAME_SITE} THEN credentials END,
         state = CASE WHEN rules = ?3 THEN state
           WHEN ${SAME_SITE} THEN json_patch(state, '{"phase":"import","page":1,"total":null}')
           WHEN credentials IS NULL AND state ->> 'credentialsDropped' IS NULL THEN ?4
           ELSE json_set(?4, '$.credentialsDropped', json('true')) END,
         settings = ?2, rules = ?3, next_at = CASE WHEN settings = ?2 THEN next_at ELSE ?5 END`,
    )
    .bind(id, JSON.stringify(settings), rules, JSON.stringify(FIRST_STATE), now);

/** Deletes the sources that are no longer listed, so they aren't queried again; what came from them stays. */
export const deleteSourcesBut = (db: D1Database, ids: readonly string[]) =>
  db.prepare("DELETE FROM source WHERE id NOT IN (SELECT value FROM json_each(?1))").bind(JSON.stringify(ids));

/** Stores a source's encrypted credentials, or deletes them (null). */
export const writeCredentials = (db: D1Database, id: string, sealed: string | null, now: string) =>
  db
    .prepare(
      "UPDATE source SET credentials = ?2, state = json_remove(state, '$.credentialsDropped'), next_at = ?3 WHERE id = ?1",
    )
    .bind(id, sealed, now);

/** Stores the progress of a visit, so that the next one continues there. */
export const writeState = (db: D1Database, id: string, state: SourceState) =>
  db.prepare("UPDATE source SET state = ?2 WHERE id = ?1").bind(id, JSON.stringify(state));

/** Records a successful visit. */
export const writeVisit = (db: D1Database, id: string, state: SourceState, now: string, nextAt: string) =>
  db
    .prepare(
      `UPDATE source SET state = ?2, visited = ?3, next_at = ?4, failure = NULL, failing_since = NULL, failures = 0 WHERE id = ?1`,
    )
    .bind(id, JSON.stringify(state), now, nextAt);

/** Records a failed visit; keeps the time of the first failure in a row. */
export const writeFailure = (db: D1Database, id: string, failure: SourceFailure, now: string, nextAt: string) =>
  db
    .prepare(
      `UPDATE source SET failure = ?2, failing_since = coalesce(failing_since, ?3), failures = failures + 1, next_at = ?4 WHERE id = ?1`,
    )
    .bind(id, JSON.stringify(failure), now, nextAt);

/** Makes a source due at the next cron run, by its id or by the hash of its "look now" token. Returns false if there is none. */
export async function askNow(db: D1Database, by: { id: string } | { hash: string }, now: string): Promise<boolean> {
  const [column, value] = "id" in by ? ["id", by.id] : ["look_hash", by.hash];
  const { meta } = await db
    .prepare(`UPDATE source SET next_at = min(next_at, ?2) WHERE ${column} = ?1`)
    .bind(value, now)
    .run();
  return meta.changes > 0;
}

/** Stores the hash of the token in a source's "look now" address. */
export const writeLookHash = (db: D1Database, id: string, hash: string) =>
  db.prepare("UPDATE source SET look_hash = ?2 WHERE id = ?1").bind(id, hash);
