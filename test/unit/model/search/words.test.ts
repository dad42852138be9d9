import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokensOf } from "../../../../src/model/search/words.ts";

// The words of a text: plain texts take a fast path, which must find the same as the general one.

/** A suffix that isn't plain, so that the whole text takes the general path. */
const OTHER = " ñandú";

const pieces = fc.constantFrom(
  "River",
  "42",
  "x1",
  "’",
  "“",
  "—",
  " ",
  "\u00A0",
  "\n",
  ".",
  "-",
  "_",
  "…",
  "@",
  "U.S.",
  "\u203F",
);

describe("it works", () => {
  test("a plain text has the words that it has beside one that is not plain, in the same places", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        expect(tokensOf(text)).toEqual(tokensOf(text + OTHER).slice(0, -1));
      }),
    );
  });

  test("joiners are part of their word, and of no token", () => {
    expect(tokensOf("co\u00ADop, no\u200Cmore").map(({ token }) => token)).toEqual(["coop", "nomore"]);
  });
});

describe("it refuses", () => {
  test.each(["", "  ", "… — “”", "?!"])("%o has no words", (text) => {
    expect(tokensOf(text)).toEqual([]);
  });
});
