import type { IdentifiedArticle, Names } from "../../model/article/article.ts";
import { timeVersion } from "../../model/article/version.ts";
import type { MastheadInput } from "../../model/masthead.ts";
import type { Mistake } from "../../model/mistake.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import { readImages } from "../../store/article/image.ts";
import { readRecords } from "../../store/article/record.ts";
import { readMasthead } from "../../store/masthead.ts";
import type { DeskContext } from "./commit.ts";
import { applyDecisions, draft, hashOf, placeWarnings, sentMistakes } from "./draft.ts";
import { outAfter } from "./plan.ts";
import { closedLinks } from "./story-links.ts";

/**
 * What publishing these articles after this masthead would be refused for, and what cleaning would do to them. Writes nothing: so a set that takes several
 * publishes can be found right before the first of them.
 */
export async function checkSet(
  desk: DeskContext,
  masthead: MastheadInput,
  articles: readonly IdentifiedArticle[],
): Promise<{ mistakes: (Mistake & { article: string })[]; warnings: PlacedWarning[] }> {
  const names = namesOf(masthead, await readMasthead(desk.db));
  const records = await readRecords(
    desk.db,
    articles.map(({ id }) => id),
  );
  const files = await readImages(
    desk.db,
    articles.flatMap(({ images }) => images.map(({ sha256 }) => sha256)),
  );
  const known = { names, now: desk.now };
  const found = await Promise.all(
    articles.map(async (input) => {
      const { id } = input;
      const made = draft(input, names, files, desk.origin);
      const before = records.get(id);
      const warnings = placeWarnings(made.warnings, id);
      if (!made.ok)
        return { id, warnings, links: [], mistakes: [...made.mistakes, ...sentMistakes(input, before, desk.now)] };
      const { article, mistakes } = applyDecisions(input, made.article, before, { ...known, body: made.body });
      // The same again writes nothing, so nothing of it is refused.
      const isSame = before?.hash === (await hashOf(made));
      const after = { article, ...timeVersion(before, article, desk.now) };
      return { id, warnings, links: made.links, mistakes: isSame ? [] : mistakes, after };
    }),
  );
  const closedIn = await closedLinks(desk.db, found, outAfter(found.flatMap(({ after }) => after ?? [])));
  return {
    mistakes: found.flatMap(({ id, mistakes }) => mistakes.map((mistake) => ({ ...mistake, article: id }))),
    warnings: found.flatMap((each) => [...each.warnings, ...closedIn(each)]),
  };
}

/** What will be known once the masthead is published: its own names, and those that stay. */
const namesOf = (input: MastheadInput, before: Names | undefined) => ({
  publication: {
    sections: { ...before?.publication.sections, ...input.publication.sections },
    topics: { ...before?.publication.topics, ...input.publication.topics },
    sectionLicences: input.publication.sectionLicences,
    licence: input.publication.licence,
    language: input.publication.language,
  },
  authors: { ...before?.authors, ...input.authors },
  licences: { ...before?.licences, ...input.licences },
});
