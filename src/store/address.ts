import { WORK } from "../model/policy.ts";

/** What can be renamed. */
export type RenamedKind = "article" | "author";

/** A name that a story or an author has or had beside its id, which is `of`. */
export type AddressRow = { kind: RenamedKind; name: string; of: string };

/** SQL for the id of the article that a name stands for. A name that is an id costs no row, an address one. */
export const articleNamed = (name: string): string =>
  `coalesce((SELECT of FROM address WHERE kind = 'article' AND name = ${name}), ${name})`;

/** The same for a channel: that of an author may be named by any address of theirs. */
export const channelNamed = (id: string): string =>
  `coalesce((SELECT 'author/' || of FROM address
    WHERE ${id} >= 'author/' AND ${id} < 'author0' AND kind = 'author' AND name = substr(${id}, 8)), ${id})`;

/** Keeps names permanently. Keeping one twice changes nothing. */
export const writeAddresses = (db: D1Database, rows: readonly AddressRow[]) =>
  db
    .prepare(
      `INSERT INTO address (kind, name, of)
       SELECT value ->> 'kind', value ->> 'name', value ->> 'of' FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(rows));

/** Whose some addresses are: address to id. Ids, and names that nobody ever had, are left out. */
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

/** Every address that a story or an author has or had beside the id. */
export async function readAddresses(db: D1Database, kind: RenamedKind, id: string): Promise<string[]> {
  const sql = "SELECT name FROM address WHERE kind = ?1 AND of = ?2 ORDER BY name";
  const { results } = await db.prepare(sql).bind(kind, id).all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** Letters with which a misspelt name and the one that was meant begin. */
const ALIKE = 2;

/** The ids of articles that begin as some names do: one of them may have been meant. */
export async function readLikelyIds(db: D1Database, names: readonly string[]): Promise<string[]> {
  const starts = [...new Set(names.map((name) => name.slice(0, ALIKE)))];
  if (starts.length === 0) return [];
  const sql = `SELECT article.id FROM json_each(?1) AS start
    CROSS JOIN article ON article.id >= start.value AND article.id < start.value || '~' LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(starts), WORK.likelyNames).all<{ id: string }>();
  return results.map(({ id }) => id);
}
