import type { IdentifiedArticle } from "../../model/article/article.ts";
import { takenFrom } from "../../model/article/exported.ts";
import type { ImageFile } from "../../model/article/image.ts";
import { revokedLicenceDoubts } from "../../model/article/revoked-licence.ts";
import { timeVersion } from "../../model/article/version.ts";
import { inForce, type Masthead, type MastheadInput, type NamedMasthead } from "../../model/masthead.ts";
import type { Doubt, Mistake } from "../../model/mistake.ts";
import type { Superseded } from "../../model/publisher/superseding.ts";
import { retiredAfter } from "../../model/retiring.ts";
import { instant } from "../../model/time.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import type { FoundLink } from "../../sources/html/story-links.ts";
import { readImages } from "../../store/article/image.ts";
import { readMasthead } from "../../store/masthead.ts";
import type { DeskContext } from "./commit.ts";
import { applyDecisions, draft, hashOf, placeWarnings, sentMistakes } from "./draft.ts";
import { readLicenceTexts } from "./licence-texts.ts";
import { type LookedUp, nameArticles } from "./name-articles.ts";
import { type NamedAuthors, nameAuthors, readAuthorIds, withAuthorIds } from "./name-authors.ts";
import { outAfter } from "./plan.ts";
import { ofArticle } from "./publish-articles.ts";
import { type RetiredNames, retiredNames, retiringMistakes } from "./retire.ts";
import { closedLinks } from "./story-links.ts";

/** A set to check. `others` are articles besides those sent, relevant for retiring; without it, every other article counts. */
export type CheckedSet = {
  masthead: MastheadInput;
  articles: readonly IdentifiedArticle[];
  others?: readonly string[] | undefined;
};

/**
 * What a publish of a set would be refused for, what it would retire, and its warnings. Mistakes about the masthead name no
 * article.
 */
export type CheckOutcome = {
  mistakes: (Mistake & { article?: string })[];
  warnings: PlacedWarning[];
  doubts: (Doubt & { article?: string })[];
  /** Publishers that would have to accept a changed license. */
  superseded: Superseded[];
} & Pick<RetiredNames, "kept" | "retired">;

/**
 * Checks what publishing these articles after this masthead would be refused for, and what cleaning would change. Writes nothing,
 * so a set that takes several publishes can be checked before the first of them.
 */
export async function checkSet(desk: DeskContext, { masthead, articles, others }: CheckedSet): Promise<CheckOutcome> {
  const stored = await readMasthead(desk.db);
  const before = stored && inForce(stored, instant(desk.now));
  const authors = await nameAuthors(desk.db, masthead.authors, before?.authors);
  const sent = withAuthorIds(masthead, authors);
  const names = namesOf(sent, before);
  const all = await nameArticles(desk.db, articles, await authorIds(desk.db, authors, names, articles));
  const found = await checkArticles(desk, all, names);
  const ids = (unchanged: boolean) => found.filter(({ isSame }) => isSame === unchanged).map(({ article }) => article);
  const after = outAfter(found.flatMap((each) => ("after" in each ? each.after : [])));
  const closedIn = await closedLinks(
    desk.db,
    found,
    after,
    all.flatMap(({ added }) => added),
  );
  // An unchanged article counts as it is; the others are checked as they will be.
  const which = others === undefined ? { except: ids(false) } : { among: [...others, ...ids(true)] };
  const texts = await readLicenceTexts(desk, masthead, before);
  return {
    mistakes: [
      ...texts.mistakes,
      ...(await retiringMistakes(desk, sent, before, which)),
      ...authors.mistakes,
      ...found.flatMap(({ id, mistakes }) => ofArticle(id, mistakes)),
    ],
    warnings: found.flatMap((each) => [...each.warnings, ...closedIn(each)]),
    doubts: [
      ...authors.warnings,
      ...all.flatMap(({ name, warnings }) => ofArticle(name, warnings)),
      ...found.flatMap(({ id, doubts }) => ofArticle(id, doubts)),
    ],
    superseded: texts.superseded,
    ...retiredNames(before, sent),
  };
}

async function checkArticles(desk: DeskContext, all: readonly LookedUp[], names: CheckedNames) {
  const images = all.flatMap(({ article }) => article.images.map(({ sha256 }) => sha256));
  const files = await readImages(desk.db, images);
  return Promise.all(all.map((each) => checkArticle(desk, each, names, files)));
}

/** Checks one article, under the name `id` it was sent with; `article` is its id. */
async function checkArticle(
  { origin, now }: DeskContext,
  { name, article, before, mistakes: ofNames }: LookedUp,
  names: CheckedNames,
  files: ReadonlyMap<string, ImageFile>,
) {
  const made = draft(article, names, files, origin);
  const links: readonly FoundLink[] = [];
  const doubts: readonly Doubt[] = [];
  const about = { id: name, article: article.id, warnings: placeWarnings(made.warnings, name) };
  const checked = { ...about, links, doubts, isSame: false };
  if (ofNames.length > 0) return { ...checked, mistakes: ofNames };
  if (!made.ok) return { ...checked, mistakes: [...made.mistakes, ...sentMistakes(article, before, now)] };
  const decided = applyDecisions(article, made.article, before, { names, now, body: made.body });
  // An unchanged article writes nothing, so none of it is refused.
  const isSame = before?.hash === (await hashOf(made));
  const after = {
    article: decided.article,
    ...timeVersion(before, decided.article, now, takenFrom(article.exported, before)),
  };
  const mistakes = isSame ? [] : decided.mistakes;
  const revoked = revokedLicenceDoubts(before, decided.article, names.licences);
  return { ...checked, links: made.links, doubts: revoked, isSame, mistakes, after };
}

/** Returns the ids of authors by other names: those that the masthead gives them, and their former ones. */
async function authorIds(
  db: D1Database,
  { ids }: NamedAuthors,
  { authors }: { authors: Record<string, unknown> },
  articles: readonly IdentifiedArticle[],
): Promise<ReadonlyMap<string, string>> {
  const names = articles.flatMap((article) => article.authors);
  return new Map([...(await readAuthorIds(db, authors, names)), ...ids]);
}

/** Returns the names that will be known once the masthead is published: its own, and those that stay. */
const namesOf = (input: NamedMasthead, before: Masthead | undefined) => ({
  publication: {
    sections: { ...before?.publication.sections, ...input.publication.sections },
    topics: { ...before?.publication.topics, ...input.publication.topics },
    sectionLicences: input.publication.sectionLicences,
    licence: input.publication.licence,
    language: input.publication.language,
  },
  authors: { ...before?.authors, ...input.authors },
  licences: { ...before?.licences, ...input.licences },
  retired: retiredAfter(before, input),
});
type CheckedNames = ReturnType<typeof namesOf>;
