import { asSlug } from "../../model/mistake.ts";
import { LENGTH, SOURCES } from "../../model/policy.ts";
import type { Post } from "../../model/source/post.ts";
import { type KnownPost, takenNames, writePosts } from "../../store/source/post.ts";
import type { Visit } from "./context.ts";

/** Assigns article names to new posts and stores them before anything is published. `rows` are those of the posts. */
export async function nameArticles(visit: Visit, posts: readonly Post[], rows: readonly KnownPost[]): Promise<void> {
  const names = new Map(posts.map((post) => [post.id, namesFor(post, visit.source.id)]));
  const unnamed = rows.filter(({ article }) => article === null);
  if (unnamed.length === 0) return;
  const { db } = visit.context;
  for (let others = SOURCES.visits - 1; ; others--) {
    await nameAll(db, unnamed, names);
    try {
      await db.batch(writePosts(db, visit.source.id, unnamed));
      return;
    } catch (error) {
      // Each source that is visited at the same time may have just taken one of the names.
      if (others === 0) throw error;
    }
  }
}

type Names = ReadonlyMap<string, string[]>;

async function nameAll(db: D1Database, unnamed: readonly KnownPost[], names: Names): Promise<void> {
  const used = await takenNames(
    db,
    unnamed.flatMap(({ post }) => names.get(post) ?? []),
  );
  for (const row of unnamed) {
    row.article = names.get(row.post)?.find((name) => !used.has(name)) ?? null;
    if (row.article !== null) used.add(row.article);
    row.state = "taking";
  }
}

/** Returns the names that a post's article may have, nicest first; the last one is unique to it. */
function namesFor({ slug, id }: Post, source: string): string[] {
  const name = (asSlug(slug.replaceAll("/", "-")) ?? "post").slice(0, LENGTH.slug / 2).replace(/[-.]+$/, "");
  const own = `${source}-${asSlug(id) ?? "post"}`.slice(0, LENGTH.slug).replace(/[-.]+$/, "");
  return [name, `${name}-${asSlug(id) ?? source}`.slice(0, LENGTH.slug).replace(/[-.]+$/, ""), own];
}
