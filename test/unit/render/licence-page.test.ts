import { describe, expect, test } from "vitest";
import { clauses } from "../../../src/model/licence/licence.ts";
import { unaddressed } from "../../../src/model/licence/unaddressed.ts";
import { licencePage } from "../../../src/render/html/wire/licence-page.tsx";
import { keptAs, LICENCES, type NamedLicence, siteWith } from "../../support/every-licence.ts";

/** Returns the page's text before anything is expanded: the summaries, but not the details. */
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
      "Not addressed here: translation, shortening, framing, use on social media, use on air. Ask us .",
    );
  });
});

describe("the terms page of a license that has ended", () => {
  /** Returns a license whose end has passed. */
  const ended = ({ id, licence }: NamedLicence): NamedLicence => ({
    id,
    licence: { ...licence, ended: true, effective: { to: "2026-06-02T00:00:00Z" } },
  });
  const wholePage = (known: NamedLicence): string => licencePage({ ...known, versions: [], site: siteWith(known) });

  test.each(LICENCES.map(ended))("of $id says so, and offers nothing before it unfolds", (known) => {
    const text = opened(known);
    expect(text).toContain("This license has ended. It no longer grants anything. It ended on June 1, 2026");
    expect(text).toContain("What it said until it ended");
    expect(text).not.toMatch(
      /You may|You must|We also ask|You don’t have to|Anyone may|open to anyone|Not addressed|Apply|Open a story/,
    );
    expect(text).not.toContain(known.licence.statement);
    const page = wholePage(known);
    expect(page).not.toMatch(/rel="license"|licence\/[\w-]+\.rss/);
    expect(/<meta name="description" content="([^"]*)"/.exec(page)?.[1]).toMatch(/^This license has ended/);
  });

  test.each(LICENCES.map(ended))("of $id says what it said as past, each clause under its own name", (known) => {
    const page = wholePage(known);
    const plain = page.replace(/“[^”]*”/g, "").replace(/<div class="text">.*?<\/div>/s, "");
    expect(plain).not.toMatch(/You (?:may|must|need|don’t have to)\b|Ask us before|We (?:also )?ask you/);
    for (const { id } of clauses(known.licence)) expect(page).toContain(`id="${id}"`);
  });

  test("words each kind of clause", () => {
    const known = keptAs("any", {
      name: "Any Licence",
      publicText: "full",
      statement: "Take it.",
      contact: "licensing@example.org",
      text: "<p>Be fair.</p>",
      grant: { republish: "allow", translate: "ask", archive: "deny" },
      attribution: { byline: "must", logo: "should", link: "no" },
    });
    const text = wholePage(ended(known))
      .replace(/<[^>]+>/g, " ")
      .replace(/\s+/g, " ");
    for (const words of [
      "It said: “Take it.”",
      "You could publish the full text.",
      "You had to ask us before you could translate the story.",
      "You could not keep the story in your archive.",
      "You had to show the author’s name exactly as written.",
      "We asked you to show our logo.",
      "You didn’t have to link to the original article.",
      "It said: “Anyone may read the full text in the public feeds.”",
    ])
      expect(text).toContain(words);
  });
});
