import fc from "fast-check";
import type { Clauses, Signal, Terms } from "./expected.ts";
import { type Licence, licenceOf } from "./publish.ts";

// Generated licenses with conditions on their permissions, and the terms expected of them, both from the same values.

const signal = fc.constantFrom<Signal[]>("allow", "deny", "unset");
const maybe = <const Word extends string>(...words: Word[]): fc.Arbitrary<Word | undefined> =>
  fc.option(fc.constantFrom(...words), { nil: undefined });

/** The three uses, or search and all uses of AI together. */
const anyUse = fc.oneof(
  fc.record({ search: signal, aiInput: signal, aiTrain: signal }),
  fc.record({ search: signal, ai: signal }),
);
type MachineUse = { search: Signal; aiInput?: Signal; aiTrain?: Signal; ai?: Signal };

/** Conditions: by whom, where, until when, and for what; and the story's own restrictions. */
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

/** Makes a draw publishable: a license open to nobody has no conditions and no limits on what it doesn't grant. */
export const mended = (drawn: Drawn): Drawn =>
  drawn.who === "nobody"
    ? { ...drawn, territories: [], removeAfterDays: undefined, credit: false, report: undefined, excluded: [] }
    : drawn;

/** Returns the license as its file has it. */
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

/** Returns the license's terms. */
export const termsOf = (drawn: Drawn): Terms => ({
  clauses: useOf(drawn.machineUse),
  isForAll: (drawn.who ?? "anyone") === "anyone" && drawn.excluded.length === 0,
  isForEver: drawn.to === undefined && drawn.removeAfterDays === undefined,
  territories: drawn.territories,
  isFree: !drawn.credit && drawn.report !== "must",
});

const SILENT: Clauses = { search: "unset", aiInput: "unset", aiTrain: "unset" };

/** Returns the terms of the story: without any signals if its license doesn't cover it. */
export function storyTermsOf(drawn: Drawn): Terms {
  const terms = termsOf(drawn);
  if (drawn.exclude) return { ...terms, clauses: SILENT };
  return { ...terms, isForEver: terms.isForEver && drawn.expires === undefined };
}

/** Returns the story's own fields. */
export const moreOf = ({ exclude, expires }: Drawn): Record<string, unknown> => ({
  ...(exclude ? { exclude } : {}),
  ...(expires === undefined ? {} : { expires }),
});
