import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { ArticleJson } from "../../src/contract/article.ts";
import type { ChangeJson } from "../../src/contract/change.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { ANSWER, LENGTH, PAGES } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { costOf } from "../support/d1.ts";
import { read } from "../support/feeds.ts";
import { examples } from "../support/properties.ts";
import { bearer, publisherWithKey, sites } from "../support/publisher.ts";
import { act, article, desk, fill, freshWire, get, getLicensed, ORIGIN, publishMasthead } from "../support/wire.ts";

/**
 * The number of 1 MB stories; in mode `long` fifty, which fill a feed. They come before small ones in the archive, so that one of
 * its pages has both.
 */
const LONG = examples(50);
const SMALL = 60;
const FORMATS = ["rss", "atom", "json"] as const;

const long = (at: number) => `long-${String(at).padStart(2, "0")}`;
const textOf = (at: number) => {
  const end = ` The end of ${long(at)}.</p>`;
  return `<p>${"Rain on the quay. ".repeat(LENGTH.body / 18 + 1).slice(0, LENGTH.body - 3 - end.length)}${end}`;
};

/**
 * Publishes the long stories with short texts, then writes the long texts directly: cleaning them all would take longer than
 * everything else.
 */
async function publishLong(): Promise<void> {
  const story = (at: number) =>
    article({ id: long(at), licence: "eligible", published: new Date(Date.UTC(2026, 0, 1 + at)).toISOString() });
  const all = Array.from({ length: LONG }, (_, at) => at);
  expect((await desk("PUT", "/articles", { articles: all.map(story) })).status).toBe(200);
  for (const at of all)
    for (const [table, id] of [
      ["article", "id"],
      ["article_version", "article"],
    ])
      await env.DB.prepare(`UPDATE ${table} SET body = json_array(?2) WHERE ${id} = ?1`)
        .bind(long(at), textOf(at))
        .run();
}

let key = "";
let publisher = "";

beforeAll(async () => {
  await freshWire();
  sites({});
  await publishMasthead();
  await publishLong();
  await fill("asia", SMALL);
  pass(60);
  ({ key, id: publisher } = await publisherWithKey());
});

const licensed = (path: string) => get(path, bearer(key));

/** Returns a response's text, and checks that it isn't larger than allowed. */
async function bounded(path: string): Promise<string> {
  const response = await licensed(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const bytes = await response.arrayBuffer();
  expect(bytes.byteLength).toBeLessThanOrEqual(ANSWER.bytes);
  return new TextDecoder().decode(bytes);
}

const isWhole = (text: string, at: number): boolean => text.includes(`The end of ${long(at)}.`);
const wholeOnes = (text: string): number =>
  Array.from({ length: LONG }, (_, at) => at).filter((at) => isWhole(text, at)).length;

type FeedItem = { id: string; content_html?: string; content_text?: string; _commonwire: { shows: string } };

describe("a feed", () => {
  test.each(FORMATS)("in %s carries every story, as many in full as fit, the newest first", async (format) => {
    const text = await bounded(`/licensed/feeds/latest.${format}`);
    const { ids } = read(text);
    expect(ids.slice(0, PAGES.feedItems)).toHaveLength(PAGES.feedItems);
    for (let at = LONG - 1; at >= 0; at--) expect(ids).toContain(`${ORIGIN}/articles/${long(at)}`);
    expect(wholeOnes(text)).toBeGreaterThan(0);
    expect(isWhole(text, LONG - 1)).toBe(true);
    // The small ones after them have room.
    if (LONG < PAGES.feedItems) expect(text).toContain("The harbour is open again.");
    expect(text).toContain(`too long for this list. Read it at ${ORIGIN}/licensed/articles/${long(0)}`);
  });

  test("says of each how much of it stands there, and the record has only what was handed over", async () => {
    await env.DB.prepare("DELETE FROM holding").run();
    isolate.reset();
    const { items }: { items: FeedItem[] } = JSON.parse(await bounded("/licensed/feeds/latest.json"));
    const full = items.filter(({ content_text }) => content_text === undefined);
    expect(full.every(({ _commonwire }) => _commonwire.shows === "full")).toBe(true);
    const shortened = items.filter(({ content_text }) => content_text !== undefined);
    expect(shortened.length).toBe(LONG - wholeOnes(JSON.stringify(items)));
    for (const { id, content_text, _commonwire } of shortened) {
      expect(_commonwire.shows).toBe("summary");
      expect(content_text).toContain(`The harbour reopened on Monday. The full text is too long`);
      expect(content_text).toContain(id.replace("/articles/", "/licensed/articles/"));
    }
    await vi.waitFor(async () => {
      const { results } = await env.DB.prepare("SELECT article FROM holding WHERE publisher = ?1 ORDER BY article")
        .bind(publisher)
        .all();
      expect(results.map(({ article }) => `${ORIGIN}/articles/${article}`)).toEqual(full.map(({ id }) => id).sort());
    });
  });

  test.each(FORMATS)("'s archive page in %s has the same bound", async (format) => {
    const text = await bounded(`/licensed/feeds/latest/archive/1.${format}`);
    expect(read(text).ids).toHaveLength(PAGES.archive);
    expect(wholeOnes(text)).toBeGreaterThan(0);
    expect(text).toContain("too long for this list");
  });
});

describe("a follower", () => {
  /** Returns every page from an address on, following each one's `next`. */
  async function pagesOf<Page extends { next: string | null }>(
    path: string,
    by: string,
    isLast: (page: Page) => boolean,
  ): Promise<Page[]> {
    const pages: Page[] = [];
    for (let at = path; ; at = `${path}&${by}=${pages.at(-1)?.next}`) {
      const page: Page = JSON.parse(await bounded(at));
      pages.push(page);
      if (isLast(page)) return pages;
    }
  }

  const everyStory = [
    ...Array.from({ length: LONG }, (_, at) => long(at)),
    ...Array.from({ length: SMALL }, (_, at) => `asia-${at}`),
  ].sort();
  const isInFull = ({ slug, body: text, metadata }: ArticleJson): boolean =>
    metadata.shows === "full" &&
    text?.includes(slug.startsWith("long") ? `The end of ${slug}.` : "The harbour is open again.") === true;

  test("of the list gets every story once and in full", async () => {
    const pages = await pagesOf<{ articles: ArticleJson[]; next: string | null }>(
      "/v1/articles?limit=50",
      "cursor",
      ({ next }) => next === null,
    );
    const articles = pages.flatMap((page) => page.articles);
    expect(articles.map(({ slug }) => slug).sort()).toEqual(everyStory);
    expect(articles.every(isInFull)).toBe(true);
    expect(pages.every((page) => page.articles.length > 0)).toBe(true);
  });

  test("of the changes, too, from the beginning; and again after a correction of them all", async () => {
    type Page = { changes: ChangeJson[]; next: string; more: boolean };
    const whole = (changes: readonly ChangeJson[]) =>
      changes.map((each) => (each.type === "updated" && isInFull(each.article) ? each.slug : `no ${each.slug}`)).sort();
    const first = await pagesOf<Page>("/v1/changes?limit=100", "after", ({ more }) => !more);
    expect(whole(first.flatMap(({ changes }) => changes))).toEqual(everyStory);
    const corrected = [long(0), "asia-3", long(1), long(2)].slice(0, LONG + 1);
    for (const slug of corrected) await act(slug, "correct", { note: "Mended." });
    const told: ChangeJson[] = [];
    for (let after = first.at(-1)?.next, more = true; more; ) {
      const page: Page = JSON.parse(await bounded(`/v1/changes?after=${after}`));
      told.push(...page.changes);
      ({ next: after, more } = page);
    }
    expect(whole(told)).toEqual([...corrected].sort());
  });
});

test("a page costs one statement more if it has long texts, and two rows for each of them", async () => {
  // At the inner entrypoint, so that the writes of the read log aren't counted.
  const read = async (path: string) => (await getLicensed(path, ["eligible"])).text();
  const costs = async (path: string) => {
    isolate.reset();
    await read("/v1/licences");
    return costOf(() => read(path));
  };
  const small = await costs("/v1/articles?limit=5&to=2026-01-01T00:00:00Z");
  const one = await costs(`/v1/articles?limit=5&to=2026-01-02T00:00:00Z`);
  expect([one.rowsRead - small.rowsRead, one.alone - small.alone]).toEqual([2, 1]);
});
