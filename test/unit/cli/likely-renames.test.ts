import { afterEach, expect, test, vi } from "vitest";
import { Client } from "../../../src/cli/client.ts";
import { findLikelyRenames } from "../../../src/cli/likely-renames.ts";
import { fileSentence } from "../../../src/sources/content-folder/file-mistake.ts";
import { read, STORY } from "../../support/content-folder.ts";

const client = new Client({ origin: "https://wire.example", token: "t" });
afterEach(() => vi.unstubAllGlobals());

/** A wire with one story, published from the file `harbour.md` and since renamed to `address`. */
function wireWith(address = "harbour") {
  const line = { id: "harbour", address, version: 1, status: "usable", released: null, modified: "", sample: false };
  const article = {
    headline: "Harbour reopens",
    published: "2026-05-01T09:00:00+09:00",
    ...{ summary: "It reopened.", body: "" },
  };
  const whole = {
    ...{ ...line, standing: "released", releaseAt: "", embargo: null, expires: null, killed: null, expired: false },
    ...{ licence: { id: "open", name: "Open" }, actions: [], sent: {}, decided: {}, corrections: [], channels: [] },
    ...{ images: [], closedLinks: [], versions: [], log: [], article },
  };
  vi.stubGlobal("fetch", async (url: string) =>
    Response.json(url.endsWith("/articles") ? { articles: [line] } : whole),
  );
}

const port = STORY.replace("harbour.md", "port.md");

test.each<[string, string | undefined, Record<string, string | undefined>, string[]]>([
  [
    "a file that was renamed without a word",
    undefined,
    { "articles/harbour.md": undefined, "articles/port.md": port },
    [
      "articles/port.md:2: was: is missing: articles/harbour has the same headline and date, and its file is gone; allowed: was: [harbour], if it is the same story; if it isn't, bring back harbour.md",
    ],
  ],
  [
    "renamed before, it has two names to tell",
    "pier",
    { "articles/harbour.md": undefined, "articles/port.md": port },
    [
      "articles/port.md:2: was: is missing: articles/pier has the same headline and date, and its file is gone; allowed: was: [harbour, pier], if it is the same story; if it isn't, bring back pier.md",
    ],
  ],
  [
    "one that says so",
    undefined,
    { "articles/harbour.md": undefined, "articles/port.md": port.replace("---\n", "---\nwas: [harbour]\n") },
    [],
  ],
  [
    "another story",
    undefined,
    { "articles/harbour.md": undefined, "articles/port.md": port.replace("Harbour reopens", "Port closes") },
    [],
  ],
  ["one beside the old file", undefined, { "articles/port.md": port }, []],
])("%s", async (_, address, files, expected) => {
  wireWith(address);
  const content = await read(files);
  expect(content.mistakes).toEqual([]);
  expect((await findLikelyRenames(client, content, await client.articles())).map(fileSentence)).toEqual(expected);
});
