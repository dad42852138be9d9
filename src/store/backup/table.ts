import { parseStored } from "../json.ts";

/** Tables that no backup includes, and why. Every other table of the schema is included, even ones added later. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  ledger: "how far the store has come is said with the last step of a restore, with a salt of its own",
  session: "a browser that was signed out since would be signed in again: everybody signs in anew",
  sign_in_link: "a link lasts for minutes, and works once",
  search_entry: "the search index is made anew from the stories of the restored wire",
  search_todo: "the search index is made anew from the stories of the restored wire",
};

/** A table of the schema: its columns, and its primary key columns in order. */
export type Table = { name: string; columns: string[]; key: string[] };

/** Reads the tables from the schema, so that none can be forgotten; skips those of SQLite, D1 and the search indexes. */
const TABLES = `SELECT ours.name,
    (SELECT json_group_array(json_array(name, pk)) FROM pragma_table_info(ours.name)) AS columns
  FROM (SELECT name FROM sqlite_master WHERE type = 'table' AND (?1 IS NULL OR name = ?1) AND substr(name, 1, 7) <> 'sqlite_'
    AND substr(name, 1, 4) <> '_cf_' AND substr(name, 1, 3) <> 'd1_'
    AND substr(name, 1, 13) <> 'search_public' AND substr(name, 1, 15) <> 'search_licensed') AS ours ORDER BY ours.name`;

/** Returns the tables that belong in a backup, in order of name; only the named one, if given. */
export async function readTables(db: D1Database, name: string | null = null): Promise<Table[]> {
  const { results } = await db.prepare(TABLES).bind(name).all<{ name: string; columns: string }>();
  return results.filter((each) => !Object.hasOwn(LEFT_OUT, each.name)).map(tableOf);
}

/** Returns a table that belongs in a backup; undefined if there is none by that name. */
export const readTable = async (db: D1Database, name: string): Promise<Table | undefined> =>
  (await readTables(db, name))[0];

function tableOf({ name, columns }: { name: string; columns: string }): Table {
  const all = parseStored<[column: string, place: number][]>(columns);
  const key = all.filter(([, place]) => place > 0).sort(([, one], [, other]) => one - other);
  return { name, columns: all.map(([column]) => column), key: key.map(([column]) => column) };
}

/** Counts the rows of each table. */
export async function countRows(db: D1Database, tables: readonly Table[]): Promise<{ name: string; rows: number }[]> {
  const counts = tables.map(({ name }) => `(SELECT count(*) FROM ${quote(name)}) AS ${quote(name)}`);
  const row = await db.prepare(`SELECT ${counts.join(", ")}`).first<Record<string, number>>();
  return tables.map(({ name }) => ({ name, rows: row?.[name] ?? 0 }));
}

/** Returns the names of the applied migrations, in order. */
export async function readMigrations(db: D1Database): Promise<string[]> {
  const { results } = await db.prepare("SELECT name FROM d1_migrations ORDER BY id").all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** Quotes a name for SQL. It comes from the schema, never from outside. */
export const quote = (name: string): string => `"${name}"`;
