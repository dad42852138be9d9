import { WORK } from "../model/policy.ts";

/** The kinds of things that can be renamed. */
export type RenamedKind = "article" | "author";

/** A current or former name of a story or an author besides its id, which is `of`. */
export type AddressRow = { kind: RenamedKind; name: string; of: string };

/** SQL for the id of the article that a name stands for. Reads no row if the name is an id, one if it is an address. */
export const articleNamed = (name: string): string =>
  `coalesce((SELECT of FROM address WHERE kind = 'article' AND name = ${name}), ${name})`;

/** The same for a channel: an author's channel may be named by any of the author's addresses. */
export const channelNamed = (id: string): string =>
  `coalesce((SELECT 'author/' || of FROM address
    WHERE ${id} >= 'author/' AND ${id} < 'author0' AND kind = 'author' AND name = substr(${id}, 8)), ${id})`;

/** Stores names permanently. Storing one again changes nothing. */
export const writeAddresses = (db: D1Database, rows: readonly AddressRow[]) =>
  db
    .prepare(
      `INSERT INTO address (kind, name, of)
       SELECT value ->> 'kind', value ->> 'name', value ->> 'of' FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(rows));

/** Returns the owners of addresses: address to id. Leaves out ids, and names that nobody ever had. */
export async function readOwners(
  db: D1Database,
  kind: RenamedKind,
  names: readonly string[],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const sql = `SELECT address.name, address.of AS id FROM json_each(?2) AS wanted
    CROSS JOIN address ON address.kind = ?1 AND address.name = wanted.value`;
  const { results } = await db.prepare(sql).bind(kind, JSON.stringify(names)).all<{ name: string; id: string }>();
  return new Map(results.map(({ name, id }) => [name, id]));
}

/** Returns every current or former address of a story or an author besides the id. */
export async function readAddresses(db: D1Database, kind: RenamedKind, id: string): Promise<string[]> {
  const sql = "SELECT name FROM address WHERE kind = ?1 AND of = ?2 ORDER BY name";
  const { results } = await db.prepare(sql).bind(kind, id).all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** How many letters a misspelled name and the intended one must share at the start. */
const ALIKE = 2;

/** Returns the ids of articles that begin like some names; one of them may have been intended. */
export async function readLikelyIds(db: D1Database, names: readonly string[]): Promise<string[]> {
  const starts = [...new Set(names.map((name) => name.slice(0, ALIKE)))];
  if (starts.length === 0) return [];
  const sql = `SELECT article.id FROM json_each(?1) AS start
    CROSS JOIN article ON article.id >= start.value AND article.id < start.value || '~' LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(starts), WORK.likelyNames).all<{ id: string }>();
  return results.map(({ id }) => id);
}
