import { describe, expect, test } from "vitest";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { png } from "../support/png.ts";
import { act, article, desk, freshWire, get, getLicensed, publish, publishMasthead, upload } from "../support/wire.ts";

// The state of the story × where it is read × who reads: every cell has an expectation.
// `full`, `summary`, `link`: how much of it is there; followed by `corrected` if its modification time has moved, and, where
// there is text, the note is there. `notice`: that it was withdrawn, and why, but none of its text. `nothing`: no trace.

const READERS = ["public", "licensed"] as const;
type Reader = (typeof READERS)[number];
const SURFACES = ["RSS", "Atom", "JSON", "ninjs", "API", "changes", "page", "archive", "withdrawn", "image"] as const;
type Surface = (typeof SURFACES)[number];

const same = (word: string): [string, string] => [word, word];
const OUT: Record<Surface, [string, string]> = {
  RSS: ["summary", "full"],
  Atom: ["summary", "full"],
  JSON: ["summary", "full"],
  ninjs: ["summary", "full"],
  API: ["summary", "full"],
  changes: ["updated summary", "updated full"],
  page: ["summary", "full"],
  archive: ["summary", "full"],
  withdrawn: same("nothing"),
  image: ["nothing", "image"],
};
const GONE: Record<Surface, [string, string]> = {
  RSS: same("nothing"),
  Atom: same("nothing"),
  JSON: same("nothing"),
  ninjs: same("404"),
  API: same("404"),
  changes: same("removed"),
  page: same("404"),
  archive: same("nothing"),
  withdrawn: same("nothing"),
  image: same("nothing"),
};

/** Readers with a key, who may hold a copy, are notified of the removal. */
const WENT: typeof GONE = {
  ...GONE,
  RSS: ["nothing", "notice"],
  Atom: ["nothing", "notice"],
  JSON: ["nothing", "notice"],
};

const MATRIX: Record<string, Record<Surface, [forPublic: string, forLicensed: string]>> = {
  usable: OUT,
  released: OUT,
  corrected: {
    RSS: ["summary corrected", "full corrected"],
    Atom: ["summary corrected", "full corrected"],
    JSON: ["summary corrected", "full corrected"],
    ninjs: ["summary corrected", "full corrected"],
    API: ["summary corrected", "full corrected"],
    changes: ["updated summary corrected", "updated full corrected"],
    page: ["summary corrected", "full corrected"],
    archive: ["summary corrected", "full corrected"],
    withdrawn: same("nothing"),
    image: ["nothing", "image"],
  },
  relicensed: {
    RSS: same("link corrected"),
    Atom: same("link corrected"),
    JSON: same("link corrected"),
    ninjs: same("link corrected"),
    API: same("link corrected"),
    // The text under the old license is removed; the headline appears under the new one.
    changes: same("removed, updated link corrected"),
    page: same("link corrected"),
    archive: same("link corrected"),
    withdrawn: same("nothing"),
    image: same("nothing"),
  },
  withheld: WENT,
  expired: WENT,
  embargoed: { ...GONE, changes: same("nothing") },
  killed: {
    RSS: same("notice"),
    Atom: same("notice"),
    JSON: same("notice"),
    ninjs: same("410 notice"),
    API: same("410 notice"),
    changes: same("removed notice"),
    page: same("410 notice"),
    archive: same("nothing"),
    withdrawn: same("notice"),
    image: same("nothing"),
  },
};

/** The steps to each state once the story is published; `embargo` if it isn't published yet. */
const STEPS: Record<string, { embargo?: string; step?: () => Promise<void> }> = {
  usable: {},
  released: {
    embargo: "2026-06-01T12:05:00Z",
    step: async () => {
      pass(300);
      await cron();
    },
  },
  embargoed: { embargo: "2026-12-24T00:00:00Z", step: cron },
  corrected: { step: () => act("story", "correct", { note: "Quay note." }) },
  relicensed: { step: () => act("story", "relicense", { licence: "reserved" }) },
  withheld: { step: () => act("story", "withhold", { reason: "Quay secret." }) },
  expired: { step: () => act("story", "expire", { reason: "Quay secret." }) },
  killed: { step: () => act("story", "kill", { reason: "Quay reason." }) },
};

/** The modification times of a story that nobody changed. */
const UNCHANGED = ["2026-05-01T00:00:00Z", "2026-06-01T12:05:00Z"];
const ID = "http://localhost:8787/articles/story";

const read = (path: string, reader: Reader): Promise<Response> =>
  reader === "public" ? get(path) : getLicensed(path, ["eligible"]);

/** Describes what a text says about the story; `changed` are the dates in it that would show a reader a change. */
function words(text: string, changed: readonly (string | undefined)[]): string {
  if (!text.includes("/articles/story")) return "nothing";
  if (
    text.includes("Quay reason.") ||
    /(?:Withheld|Expired) story: |withholding this story|only for a limited time/.test(text)
  )
    return /Quay (?!reason)/.test(text) ? "a notice with words of the story" : "notice";
  const shows = text.includes("Quay body.") ? "full" : text.includes("Quay summary.") ? "summary" : "link";
  const isLater = changed.some(
    (date) => date !== undefined && !UNCHANGED.some((old) => Date.parse(old) === Date.parse(date)),
  );
  if (shows === "full" && isLater !== text.includes("Quay note.")) return "full, with a note and a date that don't fit";
  return shows + (isLater ? " corrected" : "");
}

/** Returns the dates after a name, in XML or JSON. */
const datesOf = (text: string, name: string): (string | undefined)[] =>
  [...text.matchAll(new RegExp(`${name}"?[>:] ?"?([0-9TZ:.-]+)`, "g"))].map(([, date]) => date);

/** Returns the part of a document about the story. */
const part = (document: string, pattern: RegExp): string =>
  document.match(pattern)?.find((each) => each.includes(ID)) ?? "";

async function feed(path: string, reader: Reader): Promise<string> {
  const text = await (await read(path, reader)).text();
  if (path.endsWith(".rss")) {
    const item = part(text, /<item>[\s\S]*?<\/item>/g);
    return words(item, datesOf(item, "dcterms:modified"));
  }
  if (path.endsWith(".atom")) {
    const entry = part(text, /<entry>[\s\S]*?<\/entry>|<at:deleted-entry[\s\S]*?<\/at:deleted-entry>/g);
    return words(entry, datesOf(entry, "<updated"));
  }
  const { items }: { items: { id: string; date_modified: string }[] } = JSON.parse(text);
  const item = items.find(({ id }) => id === ID);
  return item === undefined ? "nothing" : words(JSON.stringify(item), [item.date_modified]);
}

async function document(path: string, name: string, reader: Reader): Promise<string> {
  const response = await read(path, reader);
  const text = await response.text();
  if (response.status === 410) return `410 ${words(text + ID, [])}`;
  return response.ok ? words(text, datesOf(text, name)) : String(response.status);
}

type Entry = { type: string; slug: string; article?: { modified: string } };

async function changes(reader: Reader, after: string): Promise<string> {
  const response = await read(`/v1/changes?after=${after}`, reader);
  const { changes: entries } = await response.json<{ changes: Entry[] }>();
  const said = entries
    .filter(({ slug }) => slug === "story")
    .map(({ type, ...entry }) => {
      const text = JSON.stringify(entry);
      if (type === "removed") return text.includes("Quay reason.") ? `removed ${words(text, [])}` : "removed";
      return `updated ${words(text, [entry.article?.modified])}`;
    });
  return said.join(", ") || "nothing";
}

const FORMATS = ["rss", "atom", "json"];
const all = (words: string[]): string => [...new Set(words)].join(" / ");

type ImageCase = { image: string; after: Record<Reader, string> };

const LOOK: Record<Surface, (reader: Reader, known: ImageCase) => Promise<string>> = {
  RSS: (reader) => feed("/feeds/section/asia.rss", reader),
  Atom: (reader) => feed("/feeds/section/asia.atom", reader),
  JSON: (reader) => feed("/feeds/section/asia.json", reader),
  ninjs: (reader) => document("/v1/articles/story?format=ninjs", "versionCreated", reader),
  API: (reader) => document("/v1/articles/story", "modified", reader),
  changes: (reader, { after }) => changes(reader, after[reader]),
  page: (reader) => document("/articles/story", "dateModified", reader),
  archive: async (reader) =>
    all(await Promise.all(FORMATS.map((format) => feed(`/feeds/section/asia/archive/1.${format}`, reader)))),
  withdrawn: async (reader) =>
    all(await Promise.all(["json", "atom"].map((format) => feed(`/withdrawn.${format}`, reader)))),
  image: async (reader, { image }) => ((await read(image, reader)).ok ? "image" : "nothing"),
};

/** Creates a wire whose story has a state, with other stories so that there is an archive. */
async function wireOf(state: string): Promise<ImageCase> {
  await freshWire();
  await publishMasthead();
  const sha256 = await upload(png(1200, 800, "quay"));
  const others = (name: string, length: number) =>
    desk("PUT", "/articles", {
      articles: Array.from({ length }, (_, at) => article({ id: `${name}-${at}`, licence: "eligible" })),
    });
  await others("before", 49);
  pass(60);
  const { embargo, step } = STEPS[state] ?? {};
  const publishStory = () =>
    publish("story", {
      licence: "eligible",
      headline: "Quay headline",
      summary: "Quay summary.",
      body: "<p>Quay body.</p>",
      published: "2026-05-01T00:00:00Z",
      images: [{ sha256, alt: "Quay alt", credit: "Quay credit", owner: "Test Foundation", licence: "eligible" }],
      ...(embargo ? { embargo } : {}),
    });
  const here = async (reader: Reader) =>
    (await (await read("/v1/changes?limit=100", reader)).json<{ next: string }>()).next;
  if (step) await publishStory();
  const after = { public: await here("public"), licensed: await here("licensed") };
  await (step ?? publishStory)();
  pass(60);
  // Fills the archive's first page, whether or not the story is on it.
  await others("behind", 50);
  pass(60);
  return { image: `/images/${sha256}.png`, after };
}

describe.each(Object.entries(MATRIX))("a story that is %s", (state, row) => {
  test.each(READERS)("is shown to %s readers as each surface has to", async (reader) => {
    const known = await wireOf(state);
    const seen: Record<string, string> = {};
    for (const surface of SURFACES) seen[surface] = await LOOK[surface](reader, known);
    const expected = Object.fromEntries(SURFACES.map((surface) => [surface, row[surface][READERS.indexOf(reader)]]));
    expect(seen).toEqual(expected);
  });
});
