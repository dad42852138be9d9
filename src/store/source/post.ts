import { SOURCES } from "../../model/policy.ts";
import type { PostState, PostWarning } from "../../model/source/state.ts";
import { articleNamed } from "../address.ts";
import { parseStored } from "../json.ts";

/** A post as the wire knows it. */
export type KnownPost = {
  post: string;
  article: string | null;
  modified: string;
  rules: string;
  state: PostState;
  /** Why it isn't published, for an editor. */
  reason: string | null;
  url: string;
  title: string;
  warnings: PostWarning[];
  /** Pictures that were taken: address to hash. */
  images: Record<string, string>;
  /** The article that awaits the desk, as JSON, as it would be published. */
  draft: string | null;
  /** The version in which the wire withheld it. */
  version: number | null;
  at: string;
};

type Row = Omit<KnownPost, "warnings" | "images"> & { warnings: string; images: string };
const COLUMNS = "post, article, modified, rules, state, reason, url, title, warnings, images, draft, version, at";

const postOf = ({ warnings, images, ...row }: Row): KnownPost => ({
  ...row,
  warnings: parseStored<PostWarning[]>(warnings),
  images: parseStored<Record<string, string>>(images),
});

/** Returns what is known about some posts of a source; reads a row each. */
export async function readPosts(
  db: D1Database,
  source: string,
  ids: readonly string[],
): Promise<Map<string, KnownPost>> {
  if (ids.length === 0) return new Map();
  const sql = `SELECT ${COLUMNS} FROM json_each(?2) AS wanted CROSS JOIN source_post ON source = ?1 AND post = wanted.value`;
  const { results } = await db.prepare(sql).bind(source, JSON.stringify(ids)).all<Row>();
  return new Map(results.map((row) => [row.post, postOf(row)]));
}

/** Writes posts and their blocks. New posts go into the last block while it has room. */
export function writePosts(db: D1Database, source: string, posts: readonly KnownPost[]): D1PreparedStatement[] {
  if (posts.length === 0) return [];
  const json = JSON.stringify(
    posts.map(({ warnings, images, ...post }) => ({
      ...post,
      warnings: JSON.stringify(warnings.slice(0, SOURCES.warnings)),
      images: JSON.stringify(images),
    })),
  );
  const columns = COLUMNS.split(", ");
  const values = columns.map((name) => `value ->> '${name}'`).join(", ");
  const updates = columns
    .slice(1)
    .map((name) => `${name} = excluded.${name}`)
    .join(", ");
  return [
    db
      .prepare(
        `INSERT INTO source_post (source, block, ${COLUMNS})
         SELECT ?1, ((SELECT coalesce(sum(json_array_length(posts)), 0) FROM source_block WHERE source = ?1 AND block =
             (SELECT max(block) FROM source_block WHERE source = ?1)) + key) / CAST(?3 AS INTEGER)
           + coalesce((SELECT max(block) FROM source_block WHERE source = ?1), 0), ${values} FROM json_each(?2) WHERE true
         ON CONFLICT (source, post) DO UPDATE SET ${updates}`,
      )
      .bind(source, json, SOURCES.listPage),
    db
      .prepare(
        `INSERT OR REPLACE INTO source_block (source, block, posts)
         SELECT source, block, json_group_array(json_array(post, modified, state, rules)) FROM source_post
         WHERE source = ?1 AND block IN (SELECT block FROM json_each(?2) CROSS JOIN source_post ON source = ?1 AND post = value ->> 'post')
         GROUP BY source, block`,
      )
      .bind(source, json),
  ];
}

/** A post in a block: its id, time of change, state, and the rules that applied. */
export type BlockPost = readonly [id: string, modified: string, state: PostState, rules: string];

/** Returns the posts of a block, or undefined after the last one. Reads one row. */
export async function readBlock(db: D1Database, source: string, block: number): Promise<BlockPost[] | undefined> {
  const row = await db
    .prepare("SELECT posts FROM source_block WHERE source = ?1 AND block = ?2")
    .bind(source, block)
    .first<{ posts: string }>();
  return row === null ? undefined : parseStored<BlockPost[]>(row.posts);
}

/** Returns every post of a source; reads a row per block. */
export async function readBlocks(db: D1Database, source: string): Promise<BlockPost[]> {
  const { results } = await db
    .prepare("SELECT posts FROM source_block WHERE source = ?1")
    .bind(source)
    .all<{ posts: string }>();
  return results.flatMap(({ posts }) => parseStored<BlockPost[]>(posts));
}

/** Counts a source's posts by state; reads an index entry per post. */
export async function countPosts(db: D1Database, source: string): Promise<Partial<Record<PostState, number>>> {
  const sql = "SELECT state, count(*) AS count FROM source_post WHERE source = ?1 GROUP BY state";
  const { results } = await db.prepare(sql).bind(source).all<{ state: PostState; count: number }>();
  return Object.fromEntries(results.map(({ state, count }) => [state, count]));
}

/** Returns a source's posts in the given states, newest first, for an editor. */
export async function listPosts(
  db: D1Database,
  source: string,
  states: readonly PostState[],
  limit: number,
): Promise<KnownPost[]> {
  const sql = `SELECT ${COLUMNS} FROM source_post WHERE source = ?1 AND state IN (SELECT value FROM json_each(?2)) ORDER BY at DESC, post LIMIT ?3`;
  const { results } = await db.prepare(sql).bind(source, JSON.stringify(states), limit).all<Row>();
  return results.map(postOf);
}

/** Returns the names that already stand for an article. */
export async function takenNames(db: D1Database, names: readonly string[]): Promise<Set<string>> {
  const sql = `SELECT wanted.value AS name FROM json_each(?1) AS wanted
    WHERE EXISTS (SELECT 1 FROM article WHERE id = ${articleNamed("wanted.value")})
      OR EXISTS (SELECT 1 FROM source_post WHERE source_post.article = wanted.value)`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(names)).all<{ name: string }>();
  return new Set(results.map(({ name }) => name));
}
