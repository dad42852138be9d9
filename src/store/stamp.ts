/** Which state of something a reader sees: the last change that touched it, and its second since 1970. */
export type Stamp = { change: number; changedAt: number };

/** What is shown: a channel, an article, an image, or the masthead with everything in it. */
export type Scope = { channel: string } | { article: string } | { image: string } | "masthead";

type Row = { change: number | null; changed_at: number; settings: number };

const SETTINGS = "SELECT settings_change AS change, settings_changed_at AS changed_at, 1 AS settings FROM masthead";

const OWN = {
  channel: "SELECT change, changed_at, 0 FROM channel WHERE id = ?1",
  article: "SELECT change, changed_at, 0 FROM article WHERE id = ?1",
  image: `SELECT max(article.change), max(article.changed_at), 0 FROM image_use CROSS JOIN article ON article.id = image_use.article
    WHERE image_use.sha256 = ?1 HAVING count(*) > 0`,
  masthead:
    "SELECT change, changed_at, 0 FROM masthead UNION ALL SELECT change, changed_at, 0 FROM channel WHERE id = ?1",
} as const;

/**
 * The stamp of a scope and of the publication's settings above it: two or three rows. `known` tells whether the scope
 * itself exists. Undefined before the first publish, when there is nothing to show.
 */
export async function readStamp(db: D1Database, scope: Scope): Promise<(Stamp & { known: boolean }) | undefined> {
  const [sql, id] = query(scope);
  const { results } = await db.prepare(`${SETTINGS} UNION ALL ${sql}`).bind(id).all<Row>();
  if (!results.some(({ settings }) => settings === 1)) return undefined;
  return {
    change: Math.max(...results.map(({ change }) => change ?? 0)),
    changedAt: Math.max(...results.map(({ changed_at }) => changed_at)),
    known: results.some(({ settings }) => settings === 0),
  };
}

function query(scope: Scope): [sql: string, id: string] {
  if (scope === "masthead") return [OWN.masthead, "latest"];
  if ("image" in scope) return [OWN.image, scope.image];
  return "channel" in scope ? [OWN.channel, scope.channel] : [OWN.article, scope.article];
}
