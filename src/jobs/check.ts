import type { IdentifiedArticle, Names } from "../model/article.ts";
import { overlooked } from "../model/decision.ts";
import type { MastheadInput } from "../model/masthead.ts";
import type { Mistake } from "../model/mistake.ts";
import { timingMistakes } from "../model/version.ts";
import { readStandings } from "../store/article.ts";
import { readImages } from "../store/image.ts";
import { readMasthead } from "../store/masthead.ts";
import type { Desk } from "./commit.ts";
import { checked } from "./draft.ts";

/**
 * What publishing these articles after this masthead would be refused for. Writes nothing: so a set that takes several
 * publishes can be found right before the first of them.
 */
export async function checkSet(
  desk: Desk,
  masthead: MastheadInput,
  articles: readonly IdentifiedArticle[],
): Promise<(Mistake & { article: string })[]> {
  const names = namesOf(masthead, await readMasthead(desk.db));
  const standings = await readStandings(
    desk.db,
    articles.map(({ id }) => id),
  );
  const files = await readImages(
    desk.db,
    articles.flatMap(({ images }) => images.map(({ sha256 }) => sha256)),
  );
  return articles.flatMap((input) => {
    const { mistakes } = checked(input, names, files, desk.origin);
    const before = standings.get(input.id);
    const atDesk = [...timingMistakes(before, input, desk.now), ...overlooked(before, input)];
    return [...mistakes, ...atDesk].map((mistake) => ({ ...mistake, article: input.id }));
  });
}

/** What will be known once the masthead is published: its own names, and those that stay. */
const namesOf = (input: MastheadInput, before: Names | undefined): Names => ({
  publication: {
    sections: { ...before?.publication.sections, ...input.publication.sections },
    topics: { ...before?.publication.topics, ...input.publication.topics },
    sectionLicences: input.publication.sectionLicences,
    licence: input.publication.licence,
  },
  authors: { ...before?.authors, ...input.authors },
  licences: { ...before?.licences, ...input.licences },
});
