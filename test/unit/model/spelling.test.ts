import { describe, expect, test } from "vitest";
import { spell } from "../../../src/model/spelling.ts";

describe("a sentence of ours", () => {
  test.each(["/licences/open", "licences[0]", "images[0].licence", "?licence=open", "licences.open.name"])(
    "leaves %s as it is",
    (path) => {
      expect(spell(path, "en-US")).toBe(path);
      expect(spell(path, "en-GB")).toBe(path);
    },
  );

  test.each(["en", "en-US", "en-us", "en-PH", "en-Latn-US", "de-DE", "fr", "pt-BR"])(
    "in %s is American",
    (language) => {
      expect(spell("License terms: 2 licences, licensed.", language)).toBe("License terms: 2 licenses, licensed.");
    },
  );

  test.each(["en-GB", "en-gb", "en-AU", "en-CA", "en-IE", "en-IN", "en-NZ", "en-ZA", "en-Latn-GB", "EN-GB"])(
    "in %s has the noun with a c, and nothing else",
    (language) => {
      expect(spell("License terms: 2 licenses.", language)).toBe("Licence terms: 2 licences.");
      expect(spell("Licensed, licensing, relicense, licensee.", language)).toBe(
        "Licensed, licensing, relicense, licensee.",
      );
    },
  );
});
