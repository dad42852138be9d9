import { HELD } from "../../../model/source/state.ts";
import { idOf } from "../../../sources/cms/feed/posts.ts";
import { type KnownPost, readBlocks, readPosts } from "../../../store/source/post.ts";
import type { Visit } from "../context.ts";
import { refuseMany } from "../gone.ts";
import { withdraw } from "../withdraw.ts";
import { askFeed, type FeedAnswer } from "./ask-feed.ts";

const WITHDRAWN = "The feed says that it was withdrawn.";

/** Withdraws what a feed says is gone, by the source's rule, if a second request confirms it. */
export async function takeRemovals(visit: Visit, { document, address }: FeedAnswer): Promise<void> {
  const { context, source } = visit;
  const rows = await heldAmong(visit, document.removed);
  if (rows.length === 0) return;
  const held = (await readBlocks(context.db, source.id)).filter(([, , is]) => HELD.includes(is));
  refuseMany(visit, rows.length, held.length);
  const again = await askFeed(visit, address);
  const still = new Set((await heldAmong(visit, again?.document.removed ?? [])).map(({ post }) => post));
  for (const row of rows.filter(({ post }) => still.has(post))) await withdraw(visit, asNew(row), WITHDRAWN);
}

/** Makes a post that was never published count as new if it comes back. */
const asNew = (row: KnownPost): KnownPost => (row.state === "waiting" ? { ...row, modified: "" } : row);

async function heldAmong({ context, source }: Visit, removed: FeedAnswer["document"]["removed"]): Promise<KnownPost[]> {
  const ids = await Promise.all(removed.map(({ guid }) => idOf(guid)));
  const rows = await readPosts(context.db, source.id, ids);
  return [...rows.values()].filter(({ state }) => HELD.includes(state));
}
