/** The newest version of an article that a publisher was handed, and when. */
export type HeldVersion = { article: string; version: number; at: string };

/** Returns which of some articles a publisher was handed in full; reads two rows each. */
export async function readHeld(
  db: D1Database,
  publisher: string,
  articles: readonly string[],
): Promise<Map<string, HeldVersion>> {
  const sql = `SELECT article, version, at FROM json_each(?2) AS wanted
    CROSS JOIN holding ON holding.publisher = ?1 AND holding.article = wanted.value`;
  const { results } = await db.prepare(sql).bind(publisher, JSON.stringify(articles)).all<HeldVersion>();
  return new Map(results.map((held) => [held.article, held]));
}
