import type { Clause, Effect } from "./clause.ts";
import { clauses } from "./licence.ts";
import type { Terms } from "./terms.ts";

/** What somebody who republishes one story must, may and may not do, and what they are asked for, in short. */
export type Checklist = { must: string[]; may: string[]; mayNot: string[]; ask: string[]; should: string[] };

/** What a checklist says of the story at hand in a clause's place: the byline itself, the pictures that travel. */
export type StoryFacts = { byline: string; pictures: number; keptPictures: number };

/** The checklist of a story, from its own clauses. Facts that bear on no act are on the licence's page. */
export function checklistOf(terms: Terms, facts: StoryFacts): Checklist {
  const all = clauses(terms).filter(({ id }) => !NOT_IN_SHORT.has(id) && !id.startsWith("eligibility."));
  const of = (effect: Effect) =>
    all.filter((clause) => clause.effect === effect).map((clause) => inShort(clause, facts));
  // A licence that says nothing of images forbids none, though none leaves with the story.
  const [taken, left] = terms.assets.images === undefined ? [[], []] : pictureLines(facts);
  return {
    must: of("must"),
    may: [...of("may"), ...taken],
    mayNot: [...of("mayNot"), ...left],
    ask: of("ask"),
    should: of("should"),
  };
}

/**
 * What is nobody's question who has the story before them: linking and quoting are free, and images are counted. Nor is who
 * may have the licence.
 */
const NOT_IN_SHORT = new Set(["grant.link", "grant.quote", "assets.images"]);

function inShort({ id, words }: Clause, { byline }: StoryFacts): string {
  if (id === "attribution.byline" && byline !== "") return `Keep the byline: “${byline}”`;
  const [first = "", ...rest] = words;
  return first.toUpperCase() + rest.join("");
}

/** Which of the story's pictures may be used. */
function pictureLines({ pictures, keptPictures }: StoryFacts): [string[], string[]] {
  const all = pictures + keptPictures;
  if (all === 0) return [[], []];
  if (keptPictures === 0) return [[all === 1 ? "Use its picture" : `Use its ${all} pictures`], []];
  if (pictures === 0) return [[], [all === 1 ? "Use its picture" : "Use its pictures"]];
  const stay = keptPictures === 1 ? "Use the picture that isn’t licensed" : "Use the pictures that aren’t licensed";
  return [[`Use ${pictures} of its ${all} pictures`], [stay]];
}
