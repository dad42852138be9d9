import { PAGES } from "../model/policy.ts";
import { articleNamed, channelNamed } from "./address.ts";
import { LEDGER_COLUMNS, type Ledger, type LedgerRow, ledgerOf } from "./ledger.ts";

/** Which state of something a reader sees: the last change that touched it, and its second since 1970. */
export type Freshness = { change: number; changedAt: number };

/** How fresh a scope is, and the state of the store in which that was read. `known` tells whether the scope itself exists; of an image, whether readers ever saw an article with it. */
export type FreshnessReading = Freshness & { known: boolean; ledger: Ledger };

/**
 * What is shown: a channel, a page of a channel's archive, an article, by any name of it; an image; `masthead` for what lists settings, licences and the newest articles;
 * `licences` for what shows licences; `changes` for what ever was out, in the order of its changes; `settings` for what
 * depends on the publication's settings alone.
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

/** While the database is being restored, nothing of it is to be served. */
const isServed = (row: Row | undefined): row is Row & LedgerRow =>
  row !== undefined && row.salt !== null && row.is_restoring === 0;

/** In the place of the ledger, which is read once. */
const NO_LEDGER = "NULL, NULL, NULL, NULL, NULL, NULL";

const CHANNEL = channelNamed("?1");

/**
 * Of a page of an archive, the last change of what is in it counts, hidden or not, and the one with which the next page
 * became full: from then on the page links it. The page itself is there once its last place is given.
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
 * The last change of a scope and of the publication's settings above it, as of one moment. It takes two to four rows, and
 * two for each article of an archive page; one more for an address that isn't an id. Undefined before the first publish and while the database is being restored, when there is nothing to show.
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
