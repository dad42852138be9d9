import { BACKUP } from "../model/policy.ts";

/** A table as a backup holds it: the columns of its key, by which its rows are in order, and those that may be long. */
type BackupTable = { key: readonly string[]; long?: readonly string[] };

/** Every table that a backup holds, in the order in which it is written back. */
export const BACKUP_TABLES = {
  licence_version: { key: ["licence", "version"], long: ["content", "offer"] },
  image: { key: ["sha256"] },
  article: { key: ["id"], long: ["content", "body"] },
  article_version: { key: ["article", "version"], long: ["content", "body", "warnings"] },
  image_use: { key: ["sha256", "article"] },
  story_link: { key: ["article", "target"] },
  address: { key: ["kind", "name"] },
  change: { key: ["number"] },
  membership: { key: ["channel", "published", "article"] },
  channel: { key: ["id"] },
  archive: { key: ["channel", "position"] },
  publisher: { key: ["id"], long: ["application"] },
  domain: { key: ["publisher", "domain"] },
  agreement: { key: ["id"], long: ["jws", "policy"] },
  key: { key: ["id"] },
  person: { key: ["id"] },
  reading: { key: ["key", "address", "change"] },
  holding: { key: ["publisher", "article"] },
  picture_holding: { key: ["publisher", "article"] },
  webhook: { key: ["id"] },
  delivery: { key: ["id"], long: ["body", "attempts"] },
  recall: { key: ["id"] },
  recall_told: { key: ["recall", "publisher"] },
  acknowledgement: { key: ["recall", "publisher"] },
  audit: { key: ["number"], long: ["details"] },
} as const satisfies Record<string, BackupTable>;
export type BackupTableName = keyof typeof BACKUP_TABLES;

/** The tables of which one row decides what the wire shows. They are written last, together. */
export const HEAD_TABLES = ["masthead", "ledger"] as const;

/** Tables that no backup holds: whoever is signed in signs in anew. */
export const LEFT_OUT = ["session", "sign_in_link"] as const;

export const isBackupTable = (name: string): name is BackupTableName => Object.hasOwn(BACKUP_TABLES, name);

/** A row as it is in its table. */
export type BackupRow = Record<string, string | number | null>;

/** How far the database is, and of which form: what tells whether a backup is of one moment, and where it fits. */
export type DatabaseHead = {
  migrations: string[];
  /** Moves with every publish and every decision. */
  moment: string;
  masthead: BackupRow | null;
  ledger: BackupRow;
};

/** The migrations that were applied, in their order. */
const readMigrations = async (db: D1Database): Promise<string[]> =>
  (await db.prepare("SELECT name FROM d1_migrations ORDER BY id").all<{ name: string }>()).results.map(
    ({ name }) => name,
  );

/** Reads how far the database is. */
export async function readHead(db: D1Database): Promise<DatabaseHead> {
  const masthead = await db.prepare("SELECT * FROM masthead").first<BackupRow>();
  const ledger = await db.prepare("SELECT * FROM ledger").first<BackupRow>();
  const last = await db
    .prepare("SELECT (SELECT max(number) FROM audit) AS audit, (SELECT count(*) FROM key) AS keys")
    .first<BackupRow>();
  const { salt: _salt, ...told } = ledger ?? {};
  const moment = [told.revision ?? 0, last?.audit ?? 0, last?.keys ?? 0].join(".");
  return { migrations: await readMigrations(db), moment, masthead, ledger: told };
}

const definitionOf = (table: BackupTableName): BackupTable => BACKUP_TABLES[table];
const orderOf = (table: BackupTableName): string => definitionOf(table).key.join(", ");

/** `WHERE (key) > (?1, …)` behind a row's key; everything without one. */
function behind(table: BackupTableName, after: readonly (string | number)[]): string {
  if (after.length === 0) return "";
  return `WHERE (${orderOf(table)}) > (${after.map((_, at) => `?${at + 1}`).join(", ")})`;
}

/**
 * Rows of a table behind a key, in the order of keys: as many as fit into a page, and one at the least. First only their
 * sizes are read, because a single row may be as large as D1 lets it be.
 */
export async function readRows(
  db: D1Database,
  table: BackupTableName,
  after: readonly (string | number)[],
): Promise<BackupRow[]> {
  const { long = [] } = definitionOf(table);
  const bytes = ["200", ...long.map((column) => `coalesce(octet_length(${column}), 0)`)].join(" + ");
  const rest = `${behind(table, after)} ORDER BY ${orderOf(table)} LIMIT ${BACKUP.rows}`;
  const sizes = await db
    .prepare(`SELECT ${bytes} AS bytes FROM "${table}" ${rest}`)
    .bind(...after)
    .all<{ bytes: number }>();
  const fitting = countFitting(sizes.results.map((row) => row.bytes));
  if (fitting === 0) return [];
  const page = `SELECT * FROM (SELECT * FROM "${table}" ${rest}) LIMIT ${fitting}`;
  return (
    await db
      .prepare(page)
      .bind(...after)
      .all<BackupRow>()
  ).results;
}

function countFitting(sizes: readonly number[]): number {
  let bytes = 0;
  const end = sizes.findIndex((size) => {
    bytes += size;
    return bytes > BACKUP.pageBytes;
  });
  return end < 0 ? sizes.length : Math.max(1, end);
}

/** The key of a row. */
export const keyOf = (table: BackupTableName, row: BackupRow): (string | number)[] =>
  definitionOf(table).key.map((column) => row[column] ?? "");

/** The columns that a table has here. */
export async function readColumns(db: D1Database, table: string): Promise<string[]> {
  const sql = "SELECT name FROM pragma_table_info(?1)";
  return (await db.prepare(sql).bind(table).all<{ name: string }>()).results.map(({ name }) => name);
}

/** Writes rows as they were, with as many as fit into one statement; a row that is there is replaced. The columns are the table's own. */
export function writeRows(
  db: D1Database,
  table: BackupTableName | "masthead",
  columns: readonly string[],
  rows: readonly BackupRow[],
): D1PreparedStatement[] {
  const each = Math.max(1, Math.floor(BACKUP.parameters / columns.length));
  const names = columns.map((column) => `"${column}"`).join(", ");
  const statements = [];
  for (let at = 0; at < rows.length; at += each) {
    const some = rows.slice(at, at + each);
    const places = some.map((_, row) => `(${columns.map((_, column) => `?${row * columns.length + column + 1}`)})`);
    const sql = `INSERT OR REPLACE INTO "${table}" (${names}) VALUES ${places.join(", ")}`;
    statements.push(db.prepare(sql).bind(...some.flatMap((row) => columns.map((column) => row[column] ?? null))));
  }
  return statements;
}

/** Writes what decides that anything is shown: the masthead, and how far the log is. */
export async function writeHead(
  db: D1Database,
  masthead: BackupRow | null,
  ledger: { revision: number; changed_at: number; change: number; altered: number },
): Promise<D1PreparedStatement[]> {
  const rows = masthead === null ? [] : writeRows(db, "masthead", await readColumns(db, "masthead"), [masthead]);
  const { revision, changed_at, change, altered } = ledger;
  return [
    ...rows,
    db
      .prepare(
        `UPDATE ledger SET revision = max(revision, ?1), counted = max(revision, ?1), changed_at = max(changed_at, ?2), change = ?3, altered = ?4
         WHERE id = 1`,
      )
      .bind(revision, changed_at, change, altered),
  ];
}

/** Empties a wire: what decides that anything is shown goes first. */
export const emptyTables = (db: D1Database): D1PreparedStatement[] =>
  ["masthead", ...LEFT_OUT, ...Object.keys(BACKUP_TABLES)].map((table) => db.prepare(`DELETE FROM "${table}"`));

/** Whether a wire has anything. */
export const isEmpty = async (db: D1Database): Promise<boolean> =>
  (await db
    .prepare(
      "SELECT 1 FROM (SELECT 1 FROM masthead UNION ALL SELECT 1 FROM article UNION ALL SELECT 1 FROM publisher) LIMIT 1",
    )
    .first()) === null;

/** Draws a new salt: whatever was made with the old one, ETags and cursors, is of another database from now on. */
export const renewSalt = (db: D1Database) =>
  db.prepare(
    "UPDATE ledger SET salt = lower(hex(randomblob(16))), revision = revision + 1, counted = revision + 1 WHERE id = 1",
  );

/** Ends deliveries that waited when the backup was made: they may have been sent since, and nothing is sent twice. */
export const stopWaiting = (db: D1Database) =>
  db.prepare("UPDATE delivery SET state = 'stopped', held_until = NULL WHERE state = 'waiting'");

/** The second of the newest change, and the keys that are open. */
export async function readRestored(db: D1Database): Promise<{ newest: string | null; openKeys: number }> {
  const sql = `SELECT (SELECT max(at) FROM change) AS newest,
    (SELECT count(*) FROM key WHERE revoked IS NULL) AS openKeys`;
  const row = await db.prepare(sql).first<{ newest: string | null; openKeys: number }>();
  return row ?? { newest: null, openKeys: 0 };
}
