import { describe, expect, test } from "vitest";
import { fileSentence } from "../../../src/sources/content-folder/file-mistake.ts";
import { fileWarningSentence } from "../../../src/sources/content-folder/file-warning.ts";
import { readContent } from "../../../src/sources/content-folder/read-content.ts";
import { LICENCE, PUBLICATION } from "../../support/content-folder.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const story = (text: string, ...lines: string[]) =>
  [
    "---",
    "headline: H",
    "summary: S",
    "section: asia",
    "published: 2026-05-01T09:00:00+09:00",
    ...lines,
    "---",
    text,
  ].join("\n");

const read = (files: Record<string, string>, origin?: string) => {
  const all = { "publication.yaml": PUBLICATION, "licences/open.md": LICENCE, ...files };
  const bytes = Object.entries(all).map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
  return readContent(new Map(bytes), NOW, origin);
};

const guide = (link: string) => story(`First.\n\nSee [the deal](${link}).\n`);
const told = async (files: Record<string, string>, origin?: string) => {
  const { mistakes, warnings } = await read(files, origin);
  return [...mistakes.map(fileSentence), ...warnings.map((each) => fileWarningSentence(each))];
};
const closed = (reason: string, address = "/articles/deal") =>
  `articles/guide.md:9: <a> “the deal” (${address}) is closed; its text is kept: ${reason}`;
const HIDDEN = "the linked story isn't live; the link opens once it is";
const UNKNOWN = "there's no story by that name; the link opens once one is live";

describe("a link to a story of the folder", () => {
  test.each([
    ["is out", [], []],
    ["is over only later", ["expires: 2026-06-01T12:00:01Z"], []],
    ["has an embargo that is over", ["embargo: 2026-06-01T12:00:00Z"], []],
    ["has an embargo", ["embargo: 2026-06-01T12:00:01Z"], [closed(HIDDEN)]],
    ["is withheld", ["status: withheld"], [closed(HIDDEN)]],
    ["is canceled", ["status: canceled", "reason: Wrong."], [closed(HIDDEN)]],
    ["is over", ["expires: 2026-06-01T11:59:59Z"], [closed(HIDDEN)]],
  ])("that %s", async (_name, lines, warnings) => {
    const files = { "articles/guide.md": guide("deal.md"), "articles/deal.md": story("Text.", ...lines) };
    expect(await told(files)).toEqual(warnings);
  });

  test("that isn't there is a mistake by its file, and a warning by its address, where the wire may have it", async () => {
    expect(await told({ "articles/guide.md": guide("deal.md") })).toEqual([
      'articles/guide.md:9: body: links to a story that isn\'t in this folder ("deal.md"); allowed: a file in the articles folder',
    ]);
    expect(await told({ "articles/guide.md": guide("/articles/deal#how") })).toEqual([closed(UNKNOWN)]);
    const both = `${guide("deal.md")}\n\nAnd [more](/articles/plan).\n`;
    expect(await told({ "articles/guide.md": both })).toHaveLength(2);
  });

  test("by a name that it had opens as by the one that it has", async () => {
    const files = { "articles/guide.md": guide("deal.md"), "articles/accord.md": story("Text.", "was: [deal]") };
    expect(await told(files)).toEqual([]);
    const hidden = { ...files, "articles/accord.md": story("Text.", "was: [deal]\nstatus: withheld") };
    expect(await told(hidden)).toEqual([closed(HIDDEN)]);
  });

  test("by a whole address is known once the wire is", async () => {
    const address = "https://wire.example/articles/deal";
    const files = { "articles/guide.md": guide(address), "articles/deal.md": story("Text.", "status: withheld") };
    expect(await told(files)).toEqual([]);
    expect(await told(files, "https://wire.example")).toEqual([closed(HIDDEN, address)]);
  });

  test("in terms is none", async () => {
    const files = { "licences/open.md": `${LICENCE}\nSee [the deal](deal.md).\n`, "articles/deal.md": story("Text.") };
    expect(await told(files)).toEqual([
      "licences/open.md:12: <a> “the deal” (/articles/deal) was unwrapped; its text is kept: license terms can't link to stories, because stories come and go",
    ]);
  });
});
