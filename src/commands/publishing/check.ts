import type { IdentifiedArticle, Names } from "../../model/article/article.ts";
import type { MastheadInput } from "../../model/masthead.ts";
import type { Mistake } from "../../model/mistake.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import { readImages } from "../../store/article/image.ts";
import { readMasthead } from "../../store/masthead.ts";
import type { DeskContext } from "./commit.ts";
import { applyDecisions, draft, hashOf, placeWarnings, sentMistakes } from "./draft.ts";
import { type LookedUp, nameArticles } from "./name-articles.ts";
import { type NamedAuthors, nameAuthors, readAuthorIds } from "./name-authors.ts";
import { ofArticle } from "./publish-articles.ts";

/** What publishing would be refused for, and what it would be told. What is about the masthead names no article. */
type CheckOutcome = {
  mistakes: (Mistake & { article?: string })[];
  warnings: PlacedWarning[];
  nameWarnings: (Mistake & { article?: string })[];
};

/**
 * What publishing these articles after this masthead would be refused for, and what cleaning would do to them. Writes nothing: so a set that takes several
 * publishes can be found right before the first of them.
 */
export async function checkSet(
  desk: DeskContext,
  masthead: MastheadInput,
  articles: readonly IdentifiedArticle[],
): Promise<CheckOutcome> {
  const before = await readMasthead(desk.db);
  const authors = await nameAuthors(desk.db, masthead.authors, before?.authors);
  const names = namesOf(masthead, authors, before);
  const all = await nameArticles(desk.db, articles, await authorIds(desk.db, authors, names, articles));
  const files = await readImages(
    desk.db,
    articles.flatMap(({ images }) => images.map(({ sha256 }) => sha256)),
  );
  const known = { names, now: desk.now };
  const found = await Promise.all(
    all.map(async ({ name, article, before: record, mistakes: ofNames }: LookedUp) => {
      const made = draft(article, names, files, desk.origin);
      const warnings = placeWarnings(made.warnings, name);
      if (ofNames.length > 0) return { name, warnings, mistakes: ofNames };
      if (!made.ok) return { name, warnings, mistakes: [...made.mistakes, ...sentMistakes(article, record, desk.now)] };
      // The same again writes nothing, so nothing of it is refused.
      const isSame = record?.hash === (await hashOf(made));
      const { mistakes } = applyDecisions(article, made.article, record, { ...known, body: made.body });
      return { name, warnings, mistakes: isSame ? [] : mistakes };
    }),
  );
  return {
    mistakes: [...authors.mistakes, ...found.flatMap(({ name, mistakes }) => ofArticle(name, mistakes))],
    warnings: found.flatMap(({ warnings }) => warnings),
    nameWarnings: [...authors.warnings, ...all.flatMap(({ name, warnings }) => ofArticle(name, warnings))],
  };
}

/** The ids of authors by other names: those that the masthead gives them, and those that they had. */
async function authorIds(
  db: D1Database,
  { ids }: NamedAuthors,
  { authors }: { authors: Record<string, unknown> },
  articles: readonly IdentifiedArticle[],
): Promise<ReadonlyMap<string, string>> {
  const names = articles.flatMap((article) => article.authors);
  return new Map([...(await readAuthorIds(db, authors, names)), ...ids]);
}

/** What will be known once the masthead is published: its own names, and those that stay. */
const namesOf = (input: MastheadInput, { authors }: NamedAuthors, before: Names | undefined) => ({
  publication: {
    sections: { ...before?.publication.sections, ...input.publication.sections },
    topics: { ...before?.publication.topics, ...input.publication.topics },
    sectionLicences: input.publication.sectionLicences,
    licence: input.publication.licence,
    language: input.publication.language,
  },
  authors: { ...before?.authors, ...authors },
  licences: { ...before?.licences, ...input.licences },
});
