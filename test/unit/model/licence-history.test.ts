import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { completeLicence, type LicenceVersion } from "../../../src/model/licence/licence.ts";
import { datedTexts } from "../../../src/model/licence/licence-history.ts";
import { inForce, type Masthead } from "../../../src/model/masthead.ts";
import { examples } from "../../support/properties.ts";

/** Returns a time of the day by its hour. */
const hour = (at: number): string => new Date(Date.UTC(2026, 0, 1, at)).toISOString().replace(".000", "");

type SentText = { at: number; since: number };

/** The texts as they were sent: when, and from when they were to be in force. */
const texts = (sent: readonly SentText[]) =>
  sent.map(({ at, since }, index) => ({ version: index + 1, hash: `${index}`, at: hour(at), since: hour(since) }));

/** Returns the interval in which each text was in force; null if it never was. */
const spans = (sent: readonly SentText[]) =>
  datedTexts(texts(sent)).map(({ since, until, neverInForce }) => (neverInForce ? null : [since, until]));

describe("the texts of a licence", () => {
  test.each<[string, SentText[], ([number, number?] | null)[]]>([
    ["a single one holds from its beginning on", [{ at: 1, since: 1 }], [[1]]],
    [
      "each one holds until the next",
      [
        { at: 1, since: 1 },
        { at: 3, since: 3 },
        { at: 7, since: 7 },
      ],
      [[1, 3], [3, 7], [7]],
    ],
    [
      "an announced one leaves the one before in force until its time",
      [
        { at: 1, since: 1 },
        { at: 2, since: 9 },
      ],
      [[1, 9], [9]],
    ],
    [
      "one that is announced and replaced at once never holds",
      [
        { at: 1, since: 1 },
        { at: 2, since: 9 },
        { at: 3, since: 3 },
      ],
      [[1, 3], null, [3]],
    ],
    [
      "one that is announced and replaced for the same time never holds",
      [
        { at: 1, since: 1 },
        { at: 2, since: 9 },
        { at: 3, since: 9 },
      ],
      [[1, 9], null, [9]],
    ],
    [
      "one that is announced and brought forward holds from the earlier time",
      [
        { at: 1, since: 1 },
        { at: 2, since: 9 },
        { at: 3, since: 5 },
      ],
      [[1, 5], null, [5]],
    ],
    [
      "one that was in force before the next was announced keeps its time",
      [
        { at: 1, since: 1 },
        { at: 2, since: 5 },
        { at: 6, since: 9 },
      ],
      [[1, 5], [5, 9], [9]],
    ],
    [
      "several announcements in a row leave one",
      [
        { at: 1, since: 1 },
        { at: 2, since: 9 },
        { at: 3, since: 8 },
        { at: 4, since: 7 },
      ],
      [[1, 7], null, null, [7]],
    ],
    ["none is none", [], []],
  ])("%s", (_, sent, expected) => {
    expect(spans(sent)).toEqual(
      expected.map((span) =>
        span === null ? null : [hour(span[0]), span[1] === undefined ? undefined : hour(span[1])],
      ),
    );
  });

  test("keep their number, hash and time of publishing", () => {
    const sent = texts([
      { at: 1, since: 1 },
      { at: 2, since: 4 },
    ]);
    expect(datedTexts(sent)).toMatchObject(sent);
  });

  /** Tracks hour by hour what a wire had in force: a new text replaces an announced one. */
  const wasInForce = (sent: readonly SentText[], last: number): Set<number>[] => {
    const seen = sent.map(() => new Set<number>());
    let masthead: Masthead = { ...MASTHEAD, licences: {} };
    for (let now = 0; now <= last; now++) {
      masthead = inForce(masthead, hour(now));
      for (const [index, { at, since }] of sent.entries())
        if (at === now) masthead = inForce({ ...masthead, coming: { a: text(index + 1, since) } }, hour(now));
      const version = masthead.licences.a?.version;
      if (version !== undefined) seen[version - 1]?.add(now);
    }
    return seen;
  };

  const told = (sent: readonly SentText[], last: number): Set<number>[] =>
    datedTexts(texts(sent)).map(
      ({ since, until, neverInForce }) =>
        new Set(
          Array.from({ length: last + 1 }, (_, at) => at).filter(
            (at) => !neverInForce && since <= hour(at) && (until === undefined || hour(at) < until),
          ),
        ),
    );

  const LAST = 30;

  /** At most one text per hour; the first takes effect at once, as it must. */
  const anySent: fc.Arbitrary<SentText[]> = fc
    .tuple(
      fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(9), { minLength: 6, maxLength: 6 }),
    )
    .map(([hours, ahead]) =>
      hours
        .sort((one, other) => one - other)
        .map((at, index) => ({ at, since: at + (index === 0 ? 0 : (ahead[index] ?? 0)) })),
    );

  /** Whether an announced text was postponed: replaced, before its time, by one for a later time. */
  const putsOff = (sent: readonly SentText[]): boolean =>
    sent.some(({ since }, index) => sent.slice(index + 1).some((later) => later.at <= since && later.since > since));

  test("are told as they were in force, whatever was announced and replaced", () => {
    fc.assert(
      fc.property(
        anySent.filter((sent) => !putsOff(sent)),
        (sent) => {
          expect(told(sent, LAST)).toEqual(wasInForce(sent, LAST));
        },
      ),
      { numRuns: examples(300) },
    );
  });

  test("that were in force were so, though a later one says that it holds from before", () => {
    const sent = [
      { at: 6, since: 6 },
      { at: 8, since: 5 },
    ];
    expect(spans(sent)).not.toContain(null);
  });

  // Regression tests.
  test("one that is announced and put off never holds at the time it was announced for", () => {
    const sent = [
      { at: 1, since: 1 },
      { at: 2, since: 5 },
      { at: 3, since: 9 },
    ];
    expect(told(sent, LAST)).toEqual(wasInForce(sent, LAST));
  });

  test("one whose beginning lies before its publishing doesn't take the past from the one before", () => {
    const [first] = spans([
      { at: 6, since: 1 },
      { at: 8, since: 1 },
    ]);
    expect(first).toEqual([hour(1), hour(8)]);
  });
});

const text = (version: number, since: number): LicenceVersion => ({
  ...completeLicence({ name: "A", statement: "A.", contact: "a@example.org", publicText: "full", text: "" }),
  version,
  hash: "",
  since: hour(since),
});

const MASTHEAD: Omit<Masthead, "licences"> = {
  publication: {
    name: "Test Foundation",
    description: "For tests.",
    homePage: "https://www.example.org/",
    language: "en-US",
    timeZone: "America/New_York",
    contacts: { tips: "tips@example.org", licensing: "licensing@example.org" },
    licence: "a",
    sections: {},
    topics: {},
  },
  authors: {},
};
