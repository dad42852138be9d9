import fc from "fast-check";
import type { Clauses, Signal, Terms } from "./expected.ts";
import { type Licence, licenceOf } from "./publish.ts";

// Licences with the conditions under which something can be allowed, and what they mean, both from the same words.

const signal = fc.constantFrom<Signal[]>("allow", "deny", "unset");
const maybe = <const Word extends string>(...words: Word[]): fc.Arbitrary<Word | undefined> =>
  fc.option(fc.constantFrom(...words), { nil: undefined });

/** The three uses, or search and every use of AI at once. */
const anyUse = fc.oneof(
  fc.record({ search: signal, aiInput: signal, aiTrain: signal }),
  fc.record({ search: signal, ai: signal }),
);
type MachineUse = { search: Signal; aiInput?: Signal; aiTrain?: Signal; ai?: Signal };

/** Who and where, until when, and for what; and what one story says of itself. */
export const anyCondition = fc.record({
  machineUse: anyUse,
  who: maybe("anyone", "publishers", "nobody"),
  excluded: fc.constantFrom<string[][]>([], [], [], ["Campaigns"]),
  territories: fc.constantFrom<string[][]>([], [], ["US"], ["US", "JP"], ["US-CA"]),
  to: maybe("2032-01-01T00:00:00Z"),
  removeAfterDays: fc.constantFrom(undefined, undefined, 30),
  credit: fc.boolean(),
  report: maybe("must", "should"),
  expires: fc.constantFrom(undefined, undefined, "2031-01-01T00:00:00Z"),
  exclude: fc.constantFrom(false, false, false, true),
});
type Drawn = typeof anyCondition extends fc.Arbitrary<infer Value> ? Value : never;

/** One that can be published: what is open to nobody asks for nothing, and sets no limits to what it doesn't grant. */
export const mended = (drawn: Drawn): Drawn =>
  drawn.who === "nobody"
    ? { ...drawn, territories: [], removeAfterDays: undefined, credit: false, report: undefined, excluded: [] }
    : drawn;

/** The licence in the words of its file. */
export function licenceWith(drawn: Drawn): Licence {
  const { machineUse, who, excluded, territories, to, removeAfterDays, credit, report } = drawn;
  return licenceOf({
    machineUse,
    eligibility: { ...(who === undefined ? {} : { who }), ...(excluded.length === 0 ? {} : { excluded }) },
    ...(territories.length === 0 ? {} : { grant: { republish: "allow", territories } }),
    ...(to === undefined ? {} : { effective: { to } }),
    ...(removeAfterDays === undefined ? {} : { time: { removeAfterDays } }),
    ...(credit ? { attribution: { byline: "must", link: "must" } } : {}),
    ...(report === undefined
      ? {}
      : { measurement: { report, reportBy: ["email"], reportTo: "licensing@example.org" } }),
  });
}

const useOf = ({ search, aiInput, aiTrain, ai = "unset" }: MachineUse): Clauses => ({
  search,
  aiInput: aiInput ?? ai,
  aiTrain: aiTrain ?? ai,
});

/** What the licence says. */
export const termsOf = (drawn: Drawn): Terms => ({
  clauses: useOf(drawn.machineUse),
  isForAll: (drawn.who ?? "anyone") === "anyone" && drawn.excluded.length === 0,
  isForEver: drawn.to === undefined && drawn.removeAfterDays === undefined,
  territories: drawn.territories,
  isFree: !drawn.credit && drawn.report !== "must",
});

const SILENT: Clauses = { search: "unset", aiInput: "unset", aiTrain: "unset" };

/** What holds for the story: one that its licence doesn't cover says nothing at all. */
export function storyTermsOf(drawn: Drawn): Terms {
  const terms = termsOf(drawn);
  if (drawn.exclude) return { ...terms, clauses: SILENT };
  return { ...terms, isForEver: terms.isForEver && drawn.expires === undefined };
}

/** What the story says of itself. */
export const moreOf = ({ exclude, expires }: Drawn): Record<string, unknown> => ({
  ...(exclude ? { exclude } : {}),
  ...(expires === undefined ? {} : { expires }),
});
