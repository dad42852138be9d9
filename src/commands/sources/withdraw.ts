import { readRecords } from "../../store/article/record.ts";
import { type KnownPost, writePosts } from "../../store/source/post.ts";
import { act } from "../publishing/act.ts";
import type { Visit } from "./context.ts";

/**
 * Handles a story whose post is no longer public or no longer wanted: withholds it or reports it, by the source's rule. Never
 * kills.
 */
export async function withdraw(visit: Visit, row: KnownPost, reason: string): Promise<void> {
  const { context, source } = visit;
  const next = { ...row, reason, draft: null, ...(await standingOf(visit, row, reason)) };
  await context.db.batch(writePosts(context.db, source.id, [next]));
}

async function standingOf(
  { context, desk, source }: Visit,
  { article }: KnownPost,
  reason: string,
): Promise<Pick<KnownPost, "state" | "version">> {
  const record = article === null ? undefined : (await readRecords(context.db, [article])).get(article);
  // It was waiting for the desk, and was never published.
  if (article === null || record === undefined) return { state: "left-out", version: null };
  if (source.settings.gone === "report") return { state: "reported", version: null };
  // The desk has already decided, and that holds.
  if (record.status !== "usable" || record.expired) return { state: "withheld", version: null };
  const outcome = await context.settle(
    await act(desk, article, { action: "withhold", reason: `${source.id}: ${reason}` }),
  );
  return outcome.ok ? { state: "withheld", version: outcome.article.version } : { state: "reported", version: null };
}
