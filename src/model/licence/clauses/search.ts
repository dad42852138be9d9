import { z } from "zod";
import { allOf, anyOf, type Clause, describeDuty, describeFact, duty, isAsked, setOf } from "../clause.ts";

/** How a copy can point search engines to the original. */
const SIGNS = ["canonical", "noindex", "link", "topLine"] as const;

/** What a copy's page must tell search engines. */
export const searchFields = {
  duty: duty.describe("Telling search engines where the original is."),
  of: setOf(SIGNS).describe("How: `canonical`, `noindex`, a `link` to the original, or a `topLine` that names it."),
  enough: z.enum(["any", "all"]).describe("Whether `any` of them is enough. If omitted, `all` are needed."),
};
export const Search = z.object(searchFields).partial({ duty: true, enough: true });
export type Search = z.infer<typeof Search>;

const WAYS: Record<(typeof SIGNS)[number], string> = {
  canonical: "the original’s address as rel=canonical",
  noindex: "noindex",
  link: "a link to the original",
  topLine: "a line at the top that names the original",
};

const ALL = { must: "All of them are needed.", should: "We ask for all of them." } as const;

/** The clauses about search engines. */
export function searchClauses({ duty: value, of, enough }: Search): Clause[] {
  if (!isAsked(value)) return describeDuty("search.duty", value, "mark your copy’s page for search engines", true);
  const ways = of.map((each) => WAYS[each]);
  const joined = enough === "any" ? anyOf(ways) : allOf(ways);
  return [
    ...describeDuty("search.duty", value, `mark your copy’s page for search engines with ${joined}`, true),
    ...describeFact("search.of", of, `What counts: ${ways.join(", ")}.`, true),
    ...describeFact("search.enough", enough, enough === "any" ? "Any one of them is enough." : ALL[value], true),
  ];
}
