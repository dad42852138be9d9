import { addressOf, type IdentifiedArticle } from "../../model/article/article.ts";
import { takenFrom } from "../../model/article/exported.ts";
import { noteFormerLicences, revokedLicenceDoubts } from "../../model/article/revoked-licence.ts";
import type { Status } from "../../model/article/status.ts";
import { timeVersion } from "../../model/article/version.ts";
import type { Masthead } from "../../model/masthead.ts";
import type { Doubt, Mistake } from "../../model/mistake.ts";
import { instant } from "../../model/time.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import type { AddressRow } from "../../store/address.ts";
import { readImages } from "../../store/article/image.ts";
import type { ArticleRecord } from "../../store/article/record.ts";
import type { ArticleWrite } from "../../store/article/write.ts";
import { readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { Done, doneWithout } from "../effects.ts";
import { commit, type DeskContext, isTooLarge, untilCommitted } from "./commit.ts";
import { applyDecisions, draft, hashOf, placeWarnings } from "./draft.ts";
import { type LookedUp, nameArticles } from "./name-articles.ts";
import { readAuthorIds } from "./name-authors.ts";
import { carriersOf, isVisibleChange, outAfter, planWrites } from "./plan.ts";
import { planEffects } from "./plan-effects.ts";
import { closedLinks, type LinkingArticle, withLinks } from "./story-links.ts";

/**
 * What a publish did to one article, and its current status: sending it again doesn't restore what the desk withheld or killed.
 */
export type PublishedArticle = {
  id: string;
  address: string;
  version: number;
  outcome: "created" | "updated" | "unchanged";
  status: Status;
};

/** The outcome of a publish; a refused publish wrote nothing. */
export type PublishOutcome =
  | { ok: true; articles: PublishedArticle[]; warnings: PlacedWarning[]; doubts: PlacedMistake[] }
  | { ok: false; because: "mistakes"; mistakes: PlacedMistake[] }
  | { ok: false; because: "no masthead" }
  | { ok: false; because: "too large" }
  | { ok: false; because: "meanwhile" }
  | { ok: false; because: "busy" };

/** A mistake with the article it is in, under the name by which that was sent. */
export type PlacedMistake = Doubt & { article: string };

/**
 * Publishes articles in one D1 batch. Unchanged content writes nothing. `over` is the version to be replaced, 0 for new articles;
 * the publish is refused if the stored version differs.
 */
export async function publishArticles(
  desk: DeskContext,
  inputs: readonly IdentifiedArticle[],
  over?: number,
): Promise<Done<PublishOutcome>> {
  const done = await untilCommitted(() => attempt(desk, inputs, over));
  return done ?? refuse({ ok: false, because: "busy" });
}

async function attempt(
  desk: DeskContext,
  inputs: readonly IdentifiedArticle[],
  over: number | undefined,
): Promise<Done<PublishOutcome> | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const masthead = await readMasthead(desk.db);
  if (masthead === undefined) return refuse({ ok: false, because: "no masthead" });
  const authors = inputs.flatMap((input) => input.authors);
  const all = await nameArticles(desk.db, inputs, await readAuthorIds(desk.db, masthead.authors, authors));
  if (over !== undefined && all.some(({ before }) => (before?.version ?? 0) !== over))
    return refuse({ ok: false, because: "meanwhile" });
  const files = await readImages(
    desk.db,
    inputs.flatMap(({ images }) => images.map(({ sha256 }) => sha256)),
  );
  const steps = await Promise.all(all.map((each) => step(desk, each, masthead, files)));
  const mistakes = steps.flatMap((each) => (each.ok ? [] : ofArticle(each.name, each.mistakes)));
  if (mistakes.length > 0) return refuse({ ok: false, because: "mistakes", mistakes });
  const changed = steps.flatMap((each) => (each.ok && each.written ? [each.written] : []));
  const articles = steps.flatMap((each) => (each.ok ? [each.published] : []));
  const addresses = all.flatMap(({ added }) => added);
  const warnings = await warningsOf(desk, steps, addresses);
  const doubts = [
    ...all.flatMap((each) => ofArticle(each.name, each.warnings)),
    ...steps.flatMap((each) => (each.ok ? ofArticle(each.id, each.doubts) : [])),
  ];
  const outcome = { ok: true as const, articles, warnings, doubts };
  if (changed.length === 0 && addresses.length === 0) return doneWithout<PublishOutcome>(outcome);
  if (isTooLarge(changed)) return refuse({ ok: false, because: "too large" });
  const records = new Map(all.flatMap(({ before }) => (before ? [[before.id, before] as const] : [])));
  const carriers = await carriersOf(desk.db, changed);
  const planned = {
    ...planWrites(revision, changed, records, carriers, { at: instant(desk.now), masthead }),
    addresses,
  };
  const plan = await withLinks(desk.db, planned, records);
  if (!(await commit(desk, plan))) return "moved on";
  return new Done<PublishOutcome>(outcome, planEffects(desk, plan));
}

/** Adds the article to mistakes or warnings about it. */
export const ofArticle = (article: string, mistakes: readonly Doubt[]): PlacedMistake[] =>
  mistakes.map((mistake) => ({ ...mistake, article }));

const refuse = (outcome: Extract<PublishOutcome, { ok: false }>): Done<PublishOutcome> =>
  doneWithout<PublishOutcome>(outcome);

type Step =
  | (LinkingArticle & {
      ok: true;
      published: PublishedArticle;
      written?: ArticleWrite;
      warnings: PlacedWarning[];
      doubts: Doubt[];
    })
  | { ok: false; name: string; mistakes: Mistake[] };

/** Returns the warnings from cleaning each article, and for links that will be closed. */
async function warningsOf(
  desk: DeskContext,
  steps: readonly Step[],
  added: readonly AddressRow[],
): Promise<PlacedWarning[]> {
  const taken = steps.filter((each) => each.ok);
  const closedIn = await closedLinks(desk.db, taken, outAfter(taken.flatMap(({ written }) => written ?? [])), added);
  return taken.flatMap((each) => [...each.warnings, ...closedIn(each)]);
}

async function step(
  desk: DeskContext,
  { name, article: input, before, mistakes: ofNames }: LookedUp,
  masthead: Masthead,
  files: Awaited<ReturnType<typeof readImages>>,
): Promise<Step> {
  // It is unclear which article this is, so nothing else is reported.
  if (ofNames.length > 0) return { ok: false, name, mistakes: ofNames };
  const made = draft(input, masthead, files, desk.origin);
  if (!made.ok) return { ok: false, name, mistakes: made.mistakes };
  const warnings = placeWarnings(made.warnings, name);
  const hash = await hashOf(made);
  const linking = { ok: true as const, id: name, links: made.links, warnings, doubts: [] };
  if (before?.hash === hash) return { ...linking, published: published(before, before, "unchanged") };
  const {
    article: asSent,
    sent,
    decided,
    mistakes,
  } = applyDecisions(input, made.article, before, {
    names: masthead,
    now: desk.now,
    body: made.body,
  });
  if (mistakes.length > 0) return { ok: false, name, mistakes };
  const { body } = made;
  const article = { ...asSent, ...noteFormerLicences(before, asSent, masthead.licences, desk.now) };
  const next = { article, ...timeVersion(before, article, desk.now, takenFrom(input.exported, before)) };
  const written = {
    ...next,
    body,
    hash,
    sent,
    decided,
    noticed: isVisibleChange(next, before),
    links: made.links.map(({ story }) => story),
    warnings: made.warnings,
    shown: takenFrom(input.exported, before)?.shown,
  };
  const outcome = before ? "updated" : "created";
  const doubts = revokedLicenceDoubts(before, article, masthead.licences);
  return { ...linking, doubts, published: published(article, written, outcome), written };
}

/** Returns the article's current state for its sender. */
export const published = (
  { id, address, status }: Pick<ArticleRecord, "id" | "status"> & { address?: string },
  { version }: { version: number },
  outcome: PublishedArticle["outcome"],
): PublishedArticle => ({
  id,
  address: addressOf({ id, ...(address === undefined ? {} : { address }) }),
  version,
  status,
  outcome,
});
