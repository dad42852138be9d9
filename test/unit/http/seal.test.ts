import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seal, unseal } from "../../../src/http/respond/seal.ts";
import { openCursor, sealCursor } from "../../../src/http/wire/change-cursor.ts";
import { PUBLIC } from "../../../src/model/access.ts";
import { type ChangeCursor, startCursor, UNKNOWN_VERSION, withAccess } from "../../../src/model/change-cursor.ts";

const place = fc.record({ change: fc.nat(1_000_000), id: fc.stringMatching(/^[a-z0-9-]{0,40}$/) });
const licences = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 4 });
const texts = fc.uniqueArray(
  fc.record({ id: fc.stringMatching(/^[a-z]{1,12}$/), version: fc.integer({ min: 1, max: 99 }) }),
  {
    maxLength: 4,
  },
);
const cursor: fc.Arbitrary<ChangeCursor> = fc
  .record({
    at: place,
    since: fc.nat(1_000_000),
    access: fc.oneof(
      fc.constant(PUBLIC),
      texts.map((each) => ({ kind: "licensed" as const, licences: each })),
    ),
    again: fc.option(fc.record({ all: fc.boolean(), under: licences, at: place }), { nil: undefined }),
  })
  .map(({ again, ...rest }) => (again === undefined ? rest : { ...rest, again }));

describe("a sealed cursor", () => {
  test("stands for its cursor, and is the same word each time", async () => {
    await fc.assert(
      fc.asyncProperty(cursor, async (each) => {
        const word = await sealCursor(each, "salt");
        expect(word).toMatch(/^[\w-]+$/);
        expect(await sealCursor(each, "salt")).toBe(word);
        expect(await openCursor(word, "salt")).toEqual(each);
      }),
    );
  });

  test("from before it named versions still opens; its texts are unknown ones", async () => {
    const word = await seal('[7,"~",7,["free"],null]', "salt");
    expect(await openCursor(word, "salt")).toEqual({
      at: { change: 7, id: "~" },
      since: 7,
      access: { kind: "licensed", licences: [{ id: "free", version: UNKNOWN_VERSION }] },
    });
  });

  test("opens with no other secret, and not with a single letter changed, cut off or added", async () => {
    const word = await sealCursor(startCursor(7, PUBLIC), "salt");
    expect(await openCursor(word, "another")).toBeNull();
    for (let at = 0; at < word.length; at++) {
      const other = word.charAt(at) === "A" ? "Q" : "A";
      expect(await openCursor(word.slice(0, at) + other + word.slice(at + 1), "salt")).toBeNull();
    }
    for (const wrong of [word.slice(4), word.slice(0, -4), `${word}AAAA`, "", "x", "%%%", "null", btoa('[7,"~",7]')])
      expect(await openCursor(wrong, "salt")).toBeNull();
  });

  test("of something else that we sealed is none", async () => {
    for (const text of ["null", '{"at":1}', '[1,"a",1,null]'])
      expect(await openCursor(await seal(text, "salt"), "salt")).toBeNull();
  });

  test("tells neither numbers nor ids: what is one apart looks wholly different, and small and large are as long", async () => {
    const of = (change: number, id: string) =>
      sealCursor({ at: { change, id }, since: change, access: PUBLIC }, "salt");
    const words = await Promise.all([of(1, "a"), of(2, "a"), of(999_999, "harbour-reopens")]);
    expect(new Set(words.map((word) => word.length)).size).toBe(1);
    const [first = "", second = ""] = words;
    const alike = [...first].filter((letter, at) => letter === second[at]).length;
    expect(alike).toBeLessThan(first.length / 4);
  });

  test("keeps what it was given but for the blanks behind it", async () => {
    expect((await unseal(await seal("words", "salt"), "salt"))?.trimEnd()).toBe("words");
  });
});

test("a cursor whose access changes in the middle of telling again tells what either change concerns", () => {
  const once = withAccess(
    { ...startCursor(7, PUBLIC), again: { all: false, under: [], at: { change: 3, id: "x" } } },
    PUBLIC,
    ["b"],
  );
  expect(withAccess(once, PUBLIC, ["a", "b"]).again).toEqual({
    all: false,
    under: ["a", "b"],
    at: { change: 0, id: "" },
  });
  expect(withAccess(once, PUBLIC, []).again).toEqual(once.again);
});
