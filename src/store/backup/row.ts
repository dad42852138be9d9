import { BACKUP } from "../../model/policy.ts";
import { bytesOf } from "../../model/text.ts";
import { quote, type Table } from "./table.ts";

/** The value of a column. Tables hold no binary data: images are stored elsewhere. */
export type Value = string | number | null;
/** A row, by column. */
export type Row = Record<string, Value>;

const list = (names: readonly string[]): string => names.map(quote).join(", ");
const places = (names: readonly string[]): string => names.map((_, at) => `?${at + 1}`).join(", ");

/** Returns the rows of a table after a key, in key order, as many as fit into a response; and the key to continue after. */
export async function readRows(
  db: D1Database,
  table: Table,
  after: readonly Value[],
): Promise<{ rows: Row[]; next: Value[] | null }> {
  const { name, key, columns } = table;
  const from = `FROM ${quote(name)} ${after.length > 0 ? `WHERE (${list(key)}) > (${places(key)})` : ""} ORDER BY ${list(key)}`;
  const size = columns.map((column) => `coalesce(octet_length(${quote(column)}), 0)`).join(" + ");
  const ask = <Found>(sql: string) =>
    db
      .prepare(sql)
      .bind(...after)
      .all<Found>();
  const sizes = await ask<{ size: number }>(`SELECT ${size} AS size ${from} LIMIT ${BACKUP.pageRows}`);
  const fitting = countFitting(sizes.results.map(({ size: bytes }) => bytes));
  const { results: rows } = await ask<Row>(`SELECT * ${from} LIMIT ${fitting}`);
  const last = rows.at(-1);
  const isAll = fitting === sizes.results.length && fitting < BACKUP.pageRows;
  return { rows, next: isAll || last === undefined ? null : key.map((column) => last[column] ?? null) };
}

/** Returns how many of the first rows fit into a response; at least one, whatever its size. */
function countFitting(sizes: readonly number[]): number {
  let room = BACKUP.pageBytes;
  const over = sizes.findIndex((each) => {
    room -= each;
    return room < 0;
  });
  return over < 0 ? sizes.length : Math.max(1, over);
}

/** Returns the index of the first row whose columns differ from the table's; -1 if there is none. */
export const strangeRow = ({ columns }: Table, rows: readonly Row[]): number =>
  rows.findIndex(
    (row) => Object.keys(row).length !== columns.length || columns.some((name) => !Object.hasOwn(row, name)),
  );

/**
 * Writes rows, replacing those with the same key, so it can be repeated. Sends rows as a JSON list; a long row goes by itself.
 */
export const writeRows = (db: D1Database, table: Table, rows: readonly Row[]): D1PreparedStatement[] =>
  groupsOf(rows).map((group) => {
    const [only, ...others] = group;
    const isLong = only !== undefined && others.length === 0 && sizeOf(only) > BACKUP.statementBytes;
    const into = `INSERT OR REPLACE INTO ${quote(table.name)} (${list(table.columns)})`;
    if (isLong)
      return db
        .prepare(`${into} VALUES (${places(table.columns)})`)
        .bind(...table.columns.map((column) => only[column] ?? null));
    const values = table.columns.map((column) => `value ->> '$.${quote(column)}'`).join(", ");
    return db.prepare(`${into} SELECT ${values} FROM json_each(?1)`).bind(JSON.stringify(group));
  });

const sizeOf = (row: Row): number => bytesOf(JSON.stringify(row));

/** Splits rows into groups that each fit into one parameter; a longer row is a group of its own. */
function groupsOf(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = [];
  let room = 0;
  for (const row of rows) {
    const size = sizeOf(row);
    if (size > room) {
      groups.push([]);
      room = BACKUP.statementBytes;
    }
    groups.at(-1)?.push(row);
    room -= size;
  }
  return groups;
}
