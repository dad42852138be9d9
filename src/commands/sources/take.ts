import type { IdentifiedArticle } from "../../model/article/article.ts";
import { mistakeSentence } from "../../model/mistake.ts";
import { LENGTH, SOURCES } from "../../model/policy.ts";
import { leftOutBecause } from "../../model/source/mapping.ts";
import type { Post } from "../../model/source/post.ts";
import { MISSED, type PostWarning } from "../../model/source/state.ts";
import { instant } from "../../model/time.ts";
import { warningSentence } from "../../model/warning.ts";
import { draftPost } from "../../sources/cms/draft-post.ts";
import { type ArticleRecord, readRecords } from "../../store/article/record.ts";
import { readMasthead } from "../../store/masthead.ts";
import { type KnownPost, readPosts, writePosts } from "../../store/source/post.ts";
import { act } from "../publishing/act.ts";
import { addAuthors } from "../publishing/add-authors.ts";
import { type PublishOutcome, publishArticles } from "../publishing/publish-articles.ts";
import type { Visit } from "./context.ts";
import { keepPicture } from "./keep-picture.ts";
import { nameArticles } from "./name-articles.ts";
import { withdraw } from "./withdraw.ts";

/** Takes posts by their source's rules: publishes them, holds them for the desk, or leaves them out. Skips unchanged posts. */
export async function takePosts(visit: Visit, posts: readonly Post[]): Promise<void> {
  for (let at = 0; at < posts.length; at += SOURCES.texts) await takeSome(visit, posts.slice(at, at + SOURCES.texts));
}

type Taken = { post: Post; row: KnownPost; article: IdentifiedArticle; before: ArticleRecord | undefined };

async function takeSome(visit: Visit, posts: readonly Post[]): Promise<void> {
  const { db } = visit.context;
  const { id, rules, settings } = visit.source;
  const known = await readPosts(
    db,
    id,
    posts.map((post) => post.id),
  );
  const fresh = posts.filter((post) => !isTaken(known.get(post.id), post, rules));
  if (fresh.length === 0) return;
  const wanted = fresh.filter((post) => leftOutBecause(post, settings) === undefined);
  await leaveOut(
    visit,
    fresh.filter((post) => !wanted.includes(post)),
    known,
  );
  const rows = wanted.map((post) => rowOf(visit, post, known.get(post.id)));
  await nameArticles(visit, wanted, rows);
  const records = await readRecords(
    db,
    rows.flatMap(({ article }) => article ?? []),
  );
  const taken = await draftAll(visit, wanted, rows, records);
  if (settings.mode === "review") {
    const drafts = taken.map(({ row, article }) => ({
      ...row,
      state: "waiting" as const,
      draft: JSON.stringify(article),
    }));
    if (drafts.length > 0) await db.batch(writePosts(db, id, drafts));
    return;
  }
  await publishTaken(visit, taken);
}

/** Returns the value that tells one state of a post from another. */
const revisionOf = ({ revision, modified }: Post): string => revision ?? modified;

/** Whether a post is known in this state. A missing post that is back, or one that wasn't finished, doesn't count. */
export const isTaken = (known: KnownPost | undefined, post: Post, rules: string): boolean =>
  known !== undefined &&
  known.modified === revisionOf(post) &&
  known.rules === rules &&
  known.state !== "taking" &&
  !MISSED.includes(known.state);

/** Records posts that are left out, and withdraws those that were taken before. */
async function leaveOut(visit: Visit, posts: readonly Post[], known: ReadonlyMap<string, KnownPost>): Promise<void> {
  const { context, source } = visit;
  const rows = posts.map((post) => {
    const reason = leftOutBecause(post, source.settings) ?? "";
    return { ...rowOf(visit, post, known.get(post.id)), state: "left-out" as const, reason, draft: null };
  });
  for (const row of rows.filter(({ article }) => article !== null)) await withdraw(visit, row, row.reason);
  const never = rows.filter(({ article }) => article === null);
  if (never.length > 0) await context.db.batch(writePosts(context.db, source.id, never));
}

/** Returns the row of a post before anything has been decided about it. */
export const rowOf = ({ source, context }: Visit, post: Post, known: KnownPost | undefined): KnownPost => ({
  post: post.id,
  article: known?.article ?? null,
  modified: revisionOf(post),
  rules: source.rules,
  state: known?.state ?? "taking",
  reason: null,
  url: post.url.slice(0, LENGTH.webAddress),
  title: post.title.slice(0, LENGTH.title),
  warnings: [],
  images: known?.images ?? {},
  draft: known?.draft ?? null,
  version: known?.version ?? null,
  at: instant(context.now),
});

/** Drafts every post, adds new authors, and records posts that can't be taken. */
async function draftAll(
  visit: Visit,
  posts: readonly Post[],
  rows: readonly KnownPost[],
  records: ReadonlyMap<string, ArticleRecord>,
): Promise<Taken[]> {
  const { context, desk, source } = visit;
  const masthead = await readMasthead(context.db);
  const authors: Record<string, { name: string }> = { ...masthead?.authors };
  const made = {};
  const taken: Taken[] = [];
  const refused: KnownPost[] = [];
  for (const [at, post] of posts.entries()) {
    const row = rows[at];
    if (row?.article == null) continue;
    const before = records.get(row.article);
    const drafting = {
      settings: source.settings,
      now: context.now,
      keepPicture: (url: string) => keepPicture(visit, url),
    };
    const draft = await draftPost(drafting, post, row.article, authors, {
      images: row.images,
      corrections: before?.corrections ?? [],
    });
    const next = { ...row, warnings: draft.warnings };
    if (!draft.ok) refused.push({ ...next, state: "refused", reason: draft.reason.slice(0, LENGTH.note) });
    else {
      Object.assign(authors, draft.made);
      Object.assign(made, draft.made);
      taken.push({ post, row: { ...next, images: draft.images }, article: draft.article, before });
    }
  }
  await context.settle(await addAuthors(desk, made));
  if (refused.length > 0) await context.db.batch(writePosts(context.db, source.id, refused));
  return taken;
}

/** Publishes drafts in one batch; if that fails, one by one, so that a bad draft doesn't block the others. */
async function publishTaken(visit: Visit, taken: readonly Taken[]): Promise<void> {
  if (taken.length === 0) return;
  const { context, desk } = visit;
  const together = await context.settle(
    await publishArticles(
      desk,
      taken.map(({ article }) => article),
    ),
  );
  if (together.ok) return keep(visit, taken, together);
  for (const each of taken) {
    const alone = taken.length === 1 ? together : await context.settle(await publishArticles(desk, [each.article]));
    if (alone.ok) await keep(visit, [each], alone);
    else await refuse(visit, each, alone);
  }
}

async function keep(
  visit: Visit,
  taken: readonly Taken[],
  outcome: Extract<PublishOutcome, { ok: true }>,
): Promise<void> {
  const { context, source } = visit;
  const rows: KnownPost[] = [];
  for (const { row, article, before } of taken) {
    const cleaned = outcome.warnings
      .filter((each) => each.article === article.id)
      .map((each): PostWarning => ({ code: "cleaned", detail: warningSentence(each) }));
    const stands = outcome.articles.find(({ id, address }) => id === article.id || address === article.id);
    const held = await bringBack(visit, row, before, stands?.version);
    rows.push({
      ...row,
      state: "taken",
      reason: null,
      draft: null,
      version: null,
      warnings: [...row.warnings, ...held, ...cleaned],
    });
  }
  await context.db.batch(writePosts(context.db, source.id, rows));
}

/** Restores a story that is public on the site again, if the wire itself withheld it and nobody has decided since. */
async function bringBack(
  { context, desk, source }: Visit,
  row: KnownPost,
  before: ArticleRecord | undefined,
  version: number | undefined,
): Promise<PostWarning[]> {
  if (row.state !== "withheld" || row.article === null || before === undefined || version === undefined) return [];
  if (row.version !== before.version || before.status !== "withheld")
    return before.status === "usable" ? [] : [{ code: "held-by-desk", detail: `It is ${before.status}.` }];
  // If this is interrupted, the next visit finds the version in which it was withheld.
  await context.db.batch(writePosts(context.db, source.id, [{ ...row, version, modified: "" }]));
  const outcome = await context.settle(
    await act(desk, row.article, { action: "restore", reason: "It's public on the site again." }),
  );
  return outcome.ok ? [] : [{ code: "held-by-desk", detail: "We couldn't restore it." }];
}

async function refuse(visit: Visit, { row }: Taken, outcome: Extract<PublishOutcome, { ok: false }>): Promise<void> {
  const { db } = visit.context;
  const reason =
    outcome.because === "mistakes"
      ? outcome.mistakes.map(mistakeSentence).join(" ").slice(0, LENGTH.note)
      : REFUSED[outcome.because];
  // Temporary failures are retried at the next visit.
  const state =
    outcome.because === "mistakes" || outcome.because === "too large" ? ("refused" as const) : ("taking" as const);
  await db.batch(writePosts(db, visit.source.id, [{ ...row, state, reason }]));
}

const REFUSED = {
  "no masthead": "Nothing has been published here yet. Publish the settings first.",
  "too large": "It is too large.",
  meanwhile: "Something else was published at the same time.",
  busy: "Something else was published at the same time.",
} as const;
