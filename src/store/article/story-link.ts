import { articleNamed } from "../address.ts";
import { CHANGED_AT, NEWEST } from "../ledger.ts";
import { IS_OUT, isOutAs } from "./article.ts";

/** A link from a version of an article to a story, by the name in its address. */
export type StoryLink = { article: string; target: string; version: number };

/** SQL that resolves a name in a link's address, an id or any address, to an article; the only place that does so. */
const targetOf = (link: string): string => `JOIN article AS target ON target.id = ${articleNamed(link)}`;

/** SQL that keeps only links that are still in their article's text. */
const CURRENT = "JOIN article ON article.id = story_link.article AND article.version = story_link.version";

/** Writes the links of new versions. Other links of older versions stay, but no longer count. */
export const writeStoryLinks = (db: D1Database, links: readonly StoryLink[]) =>
  db
    .prepare(
      `INSERT INTO story_link (article, target, version)
       SELECT value ->> 'article', value ->> 'target', value ->> 'version' FROM json_each(?1) WHERE true
       ON CONFLICT (article, target) DO UPDATE SET version = excluded.version`,
    )
    .bind(JSON.stringify(links));

/** Updates which links of some articles open. For released articles, this is a change that readers see. */
export const writeOpenLinks = (db: D1Database, articles: readonly string[]) =>
  db
    .prepare(
      `UPDATE article SET open_links = (${OPEN}),
         change = CASE WHEN ${IS_OUT} THEN ${NEWEST} ELSE change END,
         changed_at = CASE WHEN ${IS_OUT} THEN ${CHANGED_AT} ELSE changed_at END
       WHERE id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(articles));

const OPEN = `SELECT nullif(json_group_array(story_link.target), '[]')
  FROM story_link CROSS ${targetOf("story_link.target")}
  WHERE story_link.article = article.id AND story_link.version = article.version AND ${isOutAs("target")}`;

/** An article that links to a story, and a channel or other place that it is in; null if it is in none. */
export type Linker = { article: string; channel: string | null };

/**
 * Returns the articles that link to some stories by any current or former name, or by one of `names`, with each place that they
 * are in; reads two rows per link and one per place.
 */
export async function readLinkers(
  db: D1Database,
  stories: readonly string[],
  names: readonly string[],
): Promise<Linker[]> {
  const sql = `SELECT DISTINCT story_link.article, membership.channel
    FROM (SELECT value AS name FROM json_each(?1) UNION SELECT value FROM json_each(?2)
      UNION SELECT address.name FROM json_each(?1) AS story CROSS JOIN address ON address.kind = 'article' AND address.of = story.value) AS wanted
    CROSS JOIN story_link ON story_link.target = wanted.name CROSS ${CURRENT}
    LEFT JOIN membership ON membership.article = story_link.article`;
  return (await db.prepare(sql).bind(JSON.stringify(stories), JSON.stringify(names)).all<Linker>()).results;
}

/** The story that a name in a link refers to, and whether it is out. */
export type LinkTarget = { id: string; isOut: boolean };

/** Returns the stories that some names in links refer to; leaves out names that no story has. */
export async function readTargets(db: D1Database, names: readonly string[]): Promise<Map<string, LinkTarget>> {
  if (names.length === 0) return new Map();
  const sql = `SELECT wanted.value AS name, target.id AS id, ${isOutAs("target")} AS isOut
    FROM json_each(?1) AS wanted CROSS ${targetOf("wanted.value")}`;
  const { results } = await db
    .prepare(sql)
    .bind(JSON.stringify(names))
    .all<{ name: string; id: string; isOut: number }>();
  return new Map(results.map(({ name, id, isOut }) => [name, { id, isOut: isOut === 1 }]));
}
