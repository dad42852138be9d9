import type { Clause, Effect } from "./clause.ts";
import { clauses } from "./licence.ts";
import type { Terms } from "./terms.ts";

/** A summary of what somebody who republishes a story must, may and may not do, and what they are asked to do. */
export type Checklist = { must: string[]; may: string[]; mayNot: string[]; ask: string[]; should: string[] };

/** Facts of the story that replace clauses in its checklist: the byline itself, and the pictures included. */
export type StoryFacts = { byline: string; pictures: number; keptPictures: number };

/** Returns the checklist of a story from its own clauses. Facts that require no action are only on the license's page. */
export function checklistOf(terms: Terms, facts: StoryFacts): Checklist {
  const all = clauses(terms).filter(({ id }) => !NOT_IN_SHORT.has(id) && !id.startsWith("eligibility."));
  const of = (effect: Effect) =>
    all.filter((clause) => clause.effect === effect).map((clause) => inShort(clause, facts));
  // A license that doesn't mention images forbids none, although none is distributed.
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
 * Clauses that don't matter to somebody with the story at hand: linking and quoting are always free, images are counted, and
 * who may have the license is already decided.
 */
const NOT_IN_SHORT = new Set(["grant.link", "grant.quote", "assets.images"]);

function inShort({ id, words }: Clause, { byline }: StoryFacts): string {
  if (id === "attribution.byline" && byline !== "") return `Keep the byline: “${byline}”`;
  const [first = "", ...rest] = words;
  return first.toUpperCase() + rest.join("");
}

/** Says which of the story's pictures may be used. */
function pictureLines({ pictures, keptPictures }: StoryFacts): [string[], string[]] {
  const all = pictures + keptPictures;
  if (all === 0) return [[], []];
  if (keptPictures === 0) return [[all === 1 ? "Use its picture" : `Use its ${all} pictures`], []];
  if (pictures === 0) return [[], [all === 1 ? "Use its picture" : "Use its pictures"]];
  const stay = keptPictures === 1 ? "Use the picture that isn’t licensed" : "Use the pictures that aren’t licensed";
  return [[`Use ${pictures} of its ${all} pictures`], [stay]];
}
