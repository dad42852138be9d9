import fc from "fast-check";

const DRAWN = ["a", "b", "c", "d"] as const;
/** Published in only one sequence, so that it is always new there. */
const NEW = "e";
export const IDS = [...DRAWN, NEW] as const;
export const LICENCES = ["open", "eligible", "reserved"] as const;
export const DAY = 24 * 3600;

const id = fc.constantFrom(...DRAWN);
const licence = fc.constantFrom(...LICENCES);
const minutes = fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined });
const days = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });

const published = fc.record({
  id,
  licence,
  word: fc.nat(5),
  embargo: minutes,
  expires: fc.option(fc.integer({ min: 30, max: 90 }), { nil: undefined }),
  exclude: fc.constantFrom(false, false, true),
  status: fc.constantFrom("usable", "usable", "usable", "withheld", "canceled"),
});
const acted = fc.record({
  id,
  name: fc.constantFrom(
    "correct",
    "correct",
    "relicense",
    "relicense",
    "withhold",
    "kill",
    "restore",
    "restore",
    "expire",
  ),
  licence,
});
/** Taken away and brought back, or only brought back if it is already away. */
const returned = fc.record({ id, name: fc.constantFrom("withhold", "kill", "expire") });
/**
 * A license's next text: at once or announced, possibly with an end, a grace period, and a limit on how long an acceptance lasts.
 */
const text = fc.record({
  licence,
  publicText: fc.constantFrom("full", "summary", "link"),
  word: fc.nat(9),
  from: minutes,
  to: minutes,
  graceDays: days,
  lapsesAfterDays: days,
});
const publisher = fc.nat(1);
const licences = fc.subarray([...LICENCES], { minLength: 1 });

/** A single step. */
const single = fc.oneof(
  { weight: 6, arbitrary: published.map((value) => ({ does: "publish", value }) as const) },
  { weight: 8, arbitrary: acted.map((value) => ({ does: "act", value }) as const) },
  { weight: 3, arbitrary: returned.map((value) => ({ does: "return", value }) as const) },
  { weight: 3, arbitrary: text.map((value) => ({ does: "text", value }) as const) },
  {
    weight: 2,
    arbitrary: fc
      .record({ publisher, decision: fc.constantFrom("approve", "suspend", "restore", "restore", "refuse"), licences })
      .map((value) => ({ does: "decide", value }) as const),
  },
  { weight: 4, arbitrary: fc.record({ publisher, licence }).map((value) => ({ does: "accept", value }) as const) },
  {
    weight: 1,
    arbitrary: fc
      .record({ publisher, days: fc.constantFrom(0, 2, 300) })
      .map((value) => ({ does: "prove", value }) as const),
  },
  {
    weight: 4,
    arbitrary: fc
      .record({
        seconds: fc.oneof(
          fc.integer({ min: 1, max: 90 * 60 }),
          fc.integer({ min: 1, max: 12 }).map((each) => each * DAY),
        ),
        isCron: fc.constantFrom(true, true, false),
      })
      .map((value) => ({ does: "wait", value }) as const),
  },
);
export type Step = Exclude<Of<typeof single>, { does: "publish" }> | { does: "publish"; value: Published };
export type TextStep = Extract<Step, { does: "text" }>["value"];
type Published = Omit<Of<typeof published>, "id"> & { id: (typeof IDS)[number] };
type Of<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const everything = [...LICENCES];
const wait = (seconds: number): Step => ({ does: "wait", value: { seconds, isCron: true } });
const story = { word: 0, embargo: undefined, expires: undefined, exclude: false, status: "usable" } as const;
const terms = {
  publicText: "summary",
  from: undefined,
  to: undefined,
  graceDays: undefined,
  lapsesAfterDays: undefined,
} as const;

/** The setting of a sequence: the publisher, the article and the license, and how the article changes at its end. */
const scene = fc.record({
  publisher,
  id,
  licence,
  word: fc.nat(99),
  last: fc.constantFrom("withhold", "kill", "expire"),
});
type Scene = Of<typeof scene>;

/** A publisher with access, and a public article under a license that it has accepted. */
const granted = ({ publisher: at, id: of, licence: under, word }: Scene): Step[] => [
  { does: "decide", value: { publisher: at, decision: "restore", licences: everything } },
  { does: "decide", value: { publisher: at, decision: "approve", licences: everything } },
  { does: "prove", value: { publisher: at, days: 300 } },
  { does: "text", value: { ...terms, licence: under, word, graceDays: 1 } },
  { does: "accept", value: { publisher: at, licence: under } },
  { does: "publish", value: { ...story, id: of, licence: under } },
];

/** Corrected, then taken away and brought back: at least one of these is allowed, whatever happened to the article before. */
const changes = ({ id: of, licence: under, last }: Scene): Step[] => [
  { does: "act", value: { id: of, name: "correct", licence: under } },
  { does: "return", value: { id: of, name: last } },
];

/**
 * Sequences that reach each rule that keeps a publisher from a text: single steps seldom come in such an order. In each, the
 * article changes while that rule alone keeps the publisher from it.
 */
const COURSES: ((scene: Scene) => Step[])[] = [
  // The license ends, and an embargo ends after it. The end is in its last text, so whatever is accepted after that ends with it.
  (at) => [
    ...granted(at),
    { does: "publish", value: { ...story, id: NEW, licence: at.licence, embargo: 40 } },
    { does: "text", value: { ...terms, licence: at.licence, word: at.word + 1, to: 20 } },
    wait(20 * 60),
    ...changes(at),
    wait(40 * 60),
  ],
  // The grace period of an accepted text, set in that text, is over after an announced text took effect.
  (at) => [
    ...granted(at),
    { does: "text", value: { ...terms, licence: at.licence, word: at.word + 1, from: 5 } },
    wait(5 * 60),
    wait(DAY),
    ...changes(at),
  ],
  // The publisher is suspended.
  (at) => [
    ...granted(at),
    { does: "decide", value: { publisher: at.publisher, decision: "suspend", licences: everything } },
    ...changes(at),
  ],
  // The proof of its domain has lapsed.
  (at) => [...granted(at), { does: "prove", value: { publisher: at.publisher, days: 0 } }, ...changes(at)],
  // The article excludes itself from its license.
  (at) => [
    ...granted(at),
    { does: "publish", value: { ...story, id: at.id, licence: at.licence, exclude: true } },
    ...changes(at),
  ],
];

/** Every sequence once, in any order, with single steps around each. */
export const walk: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.shuffledSubarray(COURSES, { minLength: COURSES.length }),
    fc.array(scene, { minLength: COURSES.length, maxLength: COURSES.length }),
    fc.array(fc.array(single, { maxLength: 4, size: "max" }), {
      minLength: COURSES.length + 1,
      maxLength: COURSES.length + 1,
    }),
  )
  .map(([courses, scenes, between]) =>
    between.flatMap((singles, at) => {
      const [course, where] = [courses[at], scenes[at]];
      return course === undefined || where === undefined ? singles : [...singles, ...course(where)];
    }),
  );
