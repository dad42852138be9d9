import { BACKUP } from "../../model/policy.ts";
import { bytesOf } from "../../model/text.ts";
import { quote, type Table } from "./table.ts";

/** What stands in a column. There are no bytes in tables: images are elsewhere. */
export type Value = string | number | null;
/** A row, by its columns. */
export type Row = Record<string, Value>;

const list = (names: readonly string[]): string => names.map(quote).join(", ");
const places = (names: readonly string[]): string => names.map((_, at) => `?${at + 1}`).join(", ");

/** The rows of a table behind a key, in the order of keys, as many as an answer may hold; and the key behind which there are more. */
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

/** How many of the first rows an answer may hold; one of any size. */
function countFitting(sizes: readonly number[]): number {
  let room = BACKUP.pageBytes;
  const over = sizes.findIndex((each) => {
    room -= each;
    return room < 0;
  });
  return over < 0 ? sizes.length : Math.max(1, over);
}

/** The place of the first row that has something else than the columns of the table; -1 where none has. */
export const strangeRow = ({ columns }: Table, rows: readonly Row[]): number =>
  rows.findIndex(
    (row) => Object.keys(row).length !== columns.length || columns.some((name) => !Object.hasOwn(row, name)),
  );

/** Writes rows, in the place of those with the same key: twice is as once. Lists travel as one parameter, and long rows by themselves. */
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

/** Rows in groups of which each fits into one parameter; a longer row is a group of its own. */
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
