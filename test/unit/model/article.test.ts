import { describe, expect, test } from "vitest";
import { licenceFor } from "../../../src/model/article/article.ts";

describe("the licence of an article", () => {
  const rest = { sections: {}, topics: {} };
  test.each([
    ["is its own before all", { licence: "own", section: "asia" }, "own"],
    ["is its section's where it names none", { section: "asia" }, "of-asia"],
    ["is the publication's where its section has none", { section: "world" }, "of-all"],
    ["is the publication's where it has no section", {}, "of-all"],
    [
      "is the publication's where a section bears the name of what every object has",
      { section: "constructor" },
      "of-all",
    ],
    ["is its own though the section bears such a name", { licence: "own", section: "__proto__" }, "own"],
  ])("%s", (_, article, expected) => {
    expect(licenceFor(article, { ...rest, licence: "of-all", sectionLicences: { asia: "of-asia" } })).toBe(expected);
  });

  test("is unknown where nothing names one", () => {
    expect(licenceFor({ section: "asia" }, rest)).toBeUndefined();
    expect(licenceFor({ section: "asia" }, { ...rest, licence: "of-all" })).toBe("of-all");
  });
});
