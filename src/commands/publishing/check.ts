import type { IdentifiedArticle } from "../../model/article/article.ts";
import type { ImageFile } from "../../model/article/image.ts";
import { timeVersion } from "../../model/article/version.ts";
import { inForce, type Masthead, type MastheadInput } from "../../model/masthead.ts";
import type { Mistake } from "../../model/mistake.ts";
import { retiredAfter } from "../../model/retiring.ts";
import { instant } from "../../model/time.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import { readImages } from "../../store/article/image.ts";
import { type ArticleRecord, readRecords } from "../../store/article/record.ts";
import { readMasthead } from "../../store/masthead.ts";
import type { DeskContext } from "./commit.ts";
import { applyDecisions, draft, hashOf, placeWarnings, sentMistakes } from "./draft.ts";
import { outAfter } from "./plan.ts";
import { type RetiredNames, retiredNames, retiringMistakes } from "./retire.ts";
import { closedLinks } from "./story-links.ts";

/** A set to be checked. `others` are articles beside those that are sent, for what is retired; without them, every other one. */
export type CheckedSet = {
  masthead: MastheadInput;
  articles: readonly IdentifiedArticle[];
  others?: readonly string[] | undefined;
};

/** What a publish of a set would be refused for, what it would retire, and what cleaning would do. */
export type CheckOutcome = {
  mistakes: (Mistake & { article?: string })[];
  warnings: PlacedWarning[];
} & Pick<RetiredNames, "kept" | "retired">;

/**
 * What publishing these articles after this masthead would be refused for, and what cleaning would do to them. Writes nothing: so a set that takes several
 * publishes can be found right before the first of them.
 */
export async function checkSet(desk: DeskContext, { masthead, articles, others }: CheckedSet): Promise<CheckOutcome> {
  const stored = await readMasthead(desk.db);
  const before = stored && inForce(stored, instant(desk.now));
  const found = await checkArticles(desk, articles, namesOf(masthead, before));
  const ids = (unchanged: boolean) => found.filter(({ isSame }) => isSame === unchanged).map(({ id }) => id);
  const closedIn = await closedLinks(
    desk.db,
    found,
    outAfter(found.flatMap((each) => ("after" in each ? each.after : []))),
  );
  // What is sent as it was stands as it stood; the rest is checked as it will stand.
  const which = others === undefined ? { except: ids(false) } : { among: [...others, ...ids(true)] };
  return {
    mistakes: [
      ...(await retiringMistakes(desk, masthead, before, which)),
      ...found.flatMap(({ id, mistakes }) => mistakes.map((mistake) => ({ ...mistake, article: id }))),
    ],
    warnings: found.flatMap((each) => [...each.warnings, ...closedIn(each)]),
    ...retiredNames(before, masthead),
  };
}

async function checkArticles(desk: DeskContext, articles: readonly IdentifiedArticle[], names: CheckedNames) {
  const records = await readRecords(
    desk.db,
    articles.map(({ id }) => id),
  );
  const files = await readImages(
    desk.db,
    articles.flatMap(({ images }) => images.map(({ sha256 }) => sha256)),
  );
  return Promise.all(
    articles.map((input) => checkArticle(desk, input, { names, files, before: records.get(input.id) })),
  );
}

type Known = { names: CheckedNames; files: ReadonlyMap<string, ImageFile>; before: ArticleRecord | undefined };

async function checkArticle(desk: DeskContext, input: IdentifiedArticle, { names, files, before }: Known) {
  const { now } = desk;
  const { id } = input;
  const made = draft(input, names, files, desk.origin);
  const checked = { id, warnings: placeWarnings(made.warnings, id), links: [], isSame: false };
  if (!made.ok) return { ...checked, mistakes: [...made.mistakes, ...sentMistakes(input, before, now)] };
  const { article, mistakes } = applyDecisions(input, made.article, before, { names, now, body: made.body });
  // The same again writes nothing, so nothing of it is refused.
  const isSame = before?.hash === (await hashOf(made));
  const after = { article, ...timeVersion(before, article, now) };
  return { ...checked, links: made.links, isSame, mistakes: isSame ? [] : mistakes, after };
}

/** What will be known once the masthead is published: its own names, and those that stay. */
const namesOf = (input: MastheadInput, before: Masthead | undefined) => ({
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
