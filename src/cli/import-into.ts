import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CLI } from "../model/policy.ts";
import { authorizationOf } from "../model/source/credentials.ts";
import type { SourceSettings } from "../model/source/settings.ts";
import { askerOf } from "../sources/cms/ask.ts";
import { userAgent } from "../sources/outbound.ts";
import { pagesOf } from "./import-pages.ts";
import { readAuthors } from "./import-settings.ts";
import type { Tell } from "./publish-content.ts";
import { type PostOutcome, writePost } from "./write-post.ts";

/**
 * Writes a site's public posts as files of a content folder, for a newsroom that moves: texts, authors, and pictures whose
 * rights are known by a rule. Existing files stay, so it can be interrupted and restarted without losing edits. Requests keep
 * the same limits as a wire's.
 */
export async function importInto(
  folder: string,
  settings: SourceSettings,
  secret: string | undefined,
  tell: Tell,
): Promise<void> {
  for (const part of ["articles", "authors", "images"]) await mkdir(join(folder, part), { recursive: true });
  const authors = await readAuthors(folder);
  const counts: Record<PostOutcome, number> = { written: 0, kept: 0, leftOut: 0 };
  const authorization = secret && authorizationOf(settings.kind, secret);
  const asker = askerOf({ fetch, agent: userAgent("import"), site: settings.address, authorization });
  const names = new Set<string>();
  let read = 0;
  for await (const { posts, unread, total, hasMore } of pagesOf({ asker, settings, secret })) {
    for (const post of posts) counts[await writePost({ folder, settings, authors, names, asker, tell }, post)] += 1;
    for (const { url, reason } of unread) tell(`${url}: left out. ${reason}`);
    counts.leftOut += unread.length;
    read += posts.length + unread.length;
    tell(total === undefined ? `${read} posts` : `${Math.min(read, total)} of ${total} posts`);
    if (hasMore) await setTimeout(CLI.importAskedMs);
  }
  tell(`Written: ${counts.written}. Already there: ${counts.kept}. Left out: ${counts.leftOut}.`);
}
