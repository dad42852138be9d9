import { type Body, IdentifiedArticle } from "../../model/article/article.ts";
import { mistakeSentence } from "../../model/mistake.ts";
import { LENGTH } from "../../model/policy.ts";
import type { PostWarning } from "../../model/source/state.ts";
import { instant } from "../../model/time.ts";
import { warningSentence } from "../../model/warning.ts";
import { readImages } from "../../store/article/image.ts";
import { readRecords } from "../../store/article/record.ts";
import { readMasthead } from "../../store/masthead.ts";
import { type KnownPost, readPosts, writePosts } from "../../store/source/post.ts";
import { Done, doneWithout } from "../effects.ts";
import type { DeskContext } from "../publishing/commit.ts";
import { checkDraft } from "../publishing/draft.ts";
import { publishArticles } from "../publishing/publish-articles.ts";

/**
 * A waiting post exactly as it would be published: its fields, its cleaned text, the warnings, and the mistakes that block it.
 */
export type Preview = {
  row: KnownPost;
  article: IdentifiedArticle;
  body: Body;
  warnings: string[];
  mistakes: string[];
  /** Whether an earlier text of it is already here. */
  isUpdate: boolean;
};

/** Returns a post that awaits approval; undefined if there is none. */
export async function previewPost(
  desk: Pick<DeskContext, "db" | "origin">,
  source: string,
  post: string,
): Promise<Preview | undefined> {
  const waiting = await readWaiting(desk.db, source, post);
  const masthead = await readMasthead(desk.db);
  if (waiting === undefined || masthead === undefined) return undefined;
  const { row, article } = waiting;
  const files = await readImages(
    desk.db,
    article.images.map(({ sha256 }) => sha256),
  );
  const { mistakes, cleaned } = checkDraft(article, masthead, files, desk.origin);
  return {
    row,
    article,
    body: cleaned.ok ? cleaned.body : [],
    warnings: cleaned.warnings.map(warningSentence),
    mistakes: mistakes.map(mistakeSentence),
    isUpdate: (await readRecords(desk.db, [article.id])).size > 0,
  };
}

async function readWaiting(db: D1Database, source: string, post: string) {
  const row = (await readPosts(db, source, [post])).get(post);
  if (row?.state !== "waiting" || row.draft === null) return undefined;
  const article = IdentifiedArticle.safeParse(JSON.parse(row.draft));
  return article.success ? { row, article: article.data } : undefined;
}

/** The outcome of an approval: `changed` if the post differs from the one that was previewed. */
export type Approval =
  | { ok: true; article: string }
  | { ok: false; because: "unknown" | "changed" | "refused"; detail: string };

/** Publishes a waiting post as it was previewed: `modified` is the post's value at that time. */
export async function approvePost(
  desk: DeskContext,
  source: string,
  post: string,
  modified: string,
): Promise<Done<Approval>> {
  const waiting = await readWaiting(desk.db, source, post);
  if (waiting === undefined)
    return doneWithout<Approval>({ ok: false, because: "unknown", detail: "No post is waiting for review here." });
  const { row, article } = waiting;
  if (row.modified !== modified)
    return doneWithout<Approval>({
      ok: false,
      because: "changed",
      detail: "The post has changed since then. Check it again.",
    });
  const done = await publishArticles(desk, [article]);
  const { effects, outcome } = done.handOver((effects, outcome) => ({ effects, outcome }));
  if (!outcome.ok) {
    const detail =
      outcome.because === "mistakes"
        ? outcome.mistakes.map(mistakeSentence).join(" ")
        : `It couldn't be published: ${outcome.because}.`;
    return doneWithout<Approval>({ ok: false, because: "refused", detail: detail.slice(0, LENGTH.note) });
  }
  const cleaned = outcome.warnings.map((each): PostWarning => ({ code: "cleaned", detail: warningSentence(each) }));
  const taken: KnownPost = {
    ...row,
    state: "taken",
    draft: null,
    reason: null,
    version: null,
    warnings: [...row.warnings, ...cleaned],
    at: instant(desk.now),
  };
  await desk.db.batch(writePosts(desk.db, source, [taken]));
  return new Done<Approval>({ ok: true, article: article.id }, effects);
}
