import { describe, expect, test } from "vitest";
import { clauses } from "../../../src/model/licence/licence.ts";
import { unaddressed } from "../../../src/model/licence/unaddressed.ts";
import { licencePage } from "../../../src/render/html/wire/licence-page.tsx";
import { keptAs, LICENCES, type NamedLicence, siteWith } from "../../support/every-licence.ts";

/** What the page says before anything is unfolded: the summaries of what folds, and not what is behind them. */
function opened({ id, licence }: NamedLicence): string {
  const page = licencePage({ id, licence, versions: [], site: siteWith({ id, licence }) });
  const [, main = ""] = /<main[^>]*>(.*?)<\/main>/s.exec(String(page)) ?? [];
  return main
    .replace(/<details[^>]*><summary>(.*?)<\/summary>.*?<\/details>/gs, " $1 ")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const words = (text: string): number => text.split(" ").length;

describe("the terms page, before it unfolds", () => {
  test.each(LICENCES)("of $id has at most 500 words, and neither ids of clauses nor hashes", (known) => {
    const text = opened(known);
    expect(words(text)).toBeLessThanOrEqual(500);
    expect(text).not.toContain(known.licence.hash);
    for (const { id } of clauses(known.licence).filter((clause) => clause.id.includes(".")))
      expect(text).not.toContain(id);
  });

  test.each(LICENCES)("of $id says once, and in one place, what it doesn't address", (known) => {
    const count = opened(known).split("Not addressed here: ").length - 1;
    expect(count).toBe(unaddressed(known.licence).length > 0 ? 1 : 0);
  });

  test("of terms that are open to nobody names what of machines they leave open, and no use of a copy", () => {
    const given = {
      name: "Closed",
      publicText: "link",
      statement: "Ours.",
      contact: "a@example.org",
      text: "",
    } as const;
    const closed = (machineUse: object) =>
      opened(keptAs("closed", { ...given, eligibility: { who: "nobody" }, machineUse }));
    expect(closed({ search: "allow" })).toContain("Not addressed here: AI answers, AI training. Ask us .");
    expect(closed({ search: "allow", ai: "deny" })).not.toContain("Not addressed here");
  });

  test("of the sample names what it leaves open, and whom to ask", () => {
    const sample = LICENCES.find(({ id }) => id === "free-republication");
    if (sample === undefined) throw new Error("no sample");
    expect(opened(sample)).toContain(
      "Not addressed here: translation, shortening, framing, publishing on social media, publishing on air. Ask us .",
    );
  });
});
