import { LENGTH } from "../../../model/policy.ts";
import { HELD } from "../../../model/source/state.ts";
import { instant } from "../../../model/time.ts";
import type { UnfitItem } from "../../../sources/cms/feed/posts.ts";
import { type KnownPost, readPosts, writePosts } from "../../../store/source/post.ts";
import type { Visit } from "../context.ts";

/** Reports items that can't become stories to the desk, each once. An existing story stays as it is, with a warning. */
export async function tellUnfit(visit: Visit, unfit: readonly UnfitItem[]): Promise<void> {
  const { context, source } = visit;
  const ids = unfit.map(({ id }) => id);
  const known = await readPosts(context.db, source.id, ids);
  const rows = unfit.flatMap((item) => rowOf(visit, item, known.get(item.id)) ?? []);
  const once = rows.filter(({ post }, at) => rows.findIndex((other) => other.post === post) === at);
  if (once.length > 0) await context.db.batch(writePosts(context.db, source.id, once));
}

/** Returns the row to write for an item; undefined if it was already reported. */
function rowOf(
  visit: Visit,
  { id, url, title, reason }: UnfitItem,
  known: KnownPost | undefined,
): KnownPost | undefined {
  if (known !== undefined && known.article !== null) return warned(known, reason);
  if (known?.state === "refused" && known.reason === reason) return undefined;
  return {
    ...{ post: id, article: null, modified: "", rules: visit.source.rules, state: "refused", reason },
    ...{ url: url.slice(0, LENGTH.webAddress), title: title.slice(0, LENGTH.title) },
    ...{ warnings: [], images: {}, draft: null, version: null, at: instant(visit.context.now) },
  };
}

function warned(known: KnownPost, reason: string): KnownPost | undefined {
  const isTold = known.warnings.some(({ detail }) => detail === reason);
  if (isTold || !HELD.includes(known.state)) return undefined;
  return { ...known, warnings: [...known.warnings, { code: "not-all-read", detail: reason }] };
}
