import { PAGES } from "../model/policy.ts";
import { articleNamed, channelNamed } from "./address.ts";
import { LEDGER_COLUMNS, type Ledger, type LedgerRow, ledgerOf } from "./ledger.ts";

/** The state that a reader sees: the last change that affected it, and when that was, in seconds since 1970. */
export type Freshness = { change: number; changedAt: number };

/**
 * The freshness of a scope, and the ledger at the time of reading. `known` tells whether the scope itself exists; for an
 * image, whether readers ever saw an article with it.
 */
export type FreshnessReading = Freshness & { known: boolean; ledger: Ledger };

/**
 * What is shown: a channel; a page of a channel's archive; an article, by any of its names; an image; `masthead` for what
 * lists settings, licenses and the newest articles; `licences` for what shows licenses; `changes` for everything ever
 * released, in order of change; `settings` for what depends only on the publication's settings.
 */
export type Scope =
  | { channel: string }
  | { archive: string; page: number }
  | { article: string }
  | { image: string }
  | "masthead"
  | "licences"
  | "changes"
  | "settings";

type Row = { change: number | null; changed_at: number | null } & (LedgerRow | { [Name in keyof LedgerRow]: null });

const SETTINGS = `SELECT settings_change AS change, settings_changed_at AS changed_at, ${LEDGER_COLUMNS}
  FROM masthead CROSS JOIN ledger`;

/** Whether the store may be served; nothing is served while the database is being restored. */
const isServed = (row: Row | undefined): row is Row & LedgerRow =>
  row !== undefined && row.salt !== null && row.is_restoring === 0;

/** Stands in for the ledger's columns, because the ledger is read only once. */
const NO_LEDGER = "NULL, NULL, NULL, NULL, NULL, NULL";

const CHANNEL = channelNamed("?1");

/**
 * For an archive page, the last change of its articles counts, hidden or not, and so does the one that filled the next page,
 * because from then on the page links to it. The page itself exists once its last place is taken.
 */
const OWN = {
  channel: `UNION ALL SELECT change, changed_at, ${NO_LEDGER} FROM channel WHERE id = ${CHANNEL}`,
  archive: `UNION ALL SELECT max(article.change), max(article.changed_at), ${NO_LEDGER}
      FROM archive CROSS JOIN article ON article.id = archive.article
      WHERE archive.channel = ${CHANNEL} AND archive.position > ?2 - ?3 AND archive.position <= ?2 HAVING max(archive.position) = ?2
    UNION ALL SELECT change, changed_at, ${NO_LEDGER} FROM archive WHERE channel = ${CHANNEL} AND position = ?2 + ?3`,
  article: `UNION ALL SELECT change, changed_at, ${NO_LEDGER} FROM article WHERE id = ${articleNamed("?1")}`,
  image: `UNION ALL SELECT change, changed_at, ${NO_LEDGER} FROM image WHERE sha256 = ?1 AND change IS NOT NULL`,
  masthead: `UNION ALL SELECT change, changed_at, ${NO_LEDGER} FROM masthead
    UNION ALL SELECT change, changed_at, ${NO_LEDGER} FROM channel WHERE id = 'latest'`,
  licences: `UNION ALL SELECT change, changed_at, ${NO_LEDGER} FROM masthead`,
  changes: `UNION ALL SELECT change, changed_at, ${NO_LEDGER} FROM masthead
    UNION ALL SELECT * FROM (SELECT change, changed_at, ${NO_LEDGER} FROM article INDEXED BY article_change
      WHERE released IS NOT NULL ORDER BY change DESC LIMIT 1)`,
  settings: "",
} as const;

/**
 * Returns the last change of a scope and of the publication's settings, as of one moment. Reads two to four rows, two more for
 * each article of an archive page, and one more for an address that isn't an id. Undefined before the first publish and
 * while the database is being restored, when nothing is served.
 */
export async function readFreshness(db: D1Database, scope: Scope): Promise<FreshnessReading | undefined> {
  const [own, ...values] = query(scope);
  const { results } = await db
    .prepare(`${SETTINGS} ${own}`)
    .bind(...values)
    .all<Row>();
  const [settings, ...rows] = results;
  if (!isServed(settings)) return undefined;
  return {
    change: Math.max(...results.map(({ change }) => change ?? 0)),
    changedAt: Math.max(...results.map(({ changed_at }) => changed_at ?? 0)),
    known: rows.length > 0,
    ledger: ledgerOf(settings),
  };
}

function query(scope: Scope): [sql: string, ...values: (string | number)[]] {
  if (typeof scope === "string") return [OWN[scope]];
  if ("archive" in scope) return [OWN.archive, scope.archive, scope.page * PAGES.archive, PAGES.archive];
  if ("image" in scope) return [OWN.image, scope.image];
  return "channel" in scope ? [OWN.channel, scope.channel] : [OWN.article, scope.article];
}
