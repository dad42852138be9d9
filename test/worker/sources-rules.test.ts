import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { FakeWordPress, time } from "../support/fake-wordpress.ts";
import { png } from "../support/png.ts";
import { sendToSource, sourcePage } from "../support/source-pages.ts";
import { article, feed, polls, report, wireWithSource } from "../support/sources.ts";
import { desk, get, request } from "../support/wire.ts";

let site: FakeWordPress;
const begin = async (over: Record<string, unknown> = {}) => {
  await wireWithSource(over);
  site = new FakeWordPress();
  site.answer();
};
beforeEach(() => begin());
afterEach(() => void vi.restoreAllMocks());

const term = (slug: string, name = slug) => ({ id: slug.length, slug, name });
const warningsOf = async (post: string): Promise<string> =>
  (await report()).posts.find((each) => each.post === post)?.warnings.join(" ") ?? "";

const OWN = "https://paper.example/wp-content/uploads/ferry.png";
const FOREIGN = "https://paper.example/wp-content/uploads/reuters.png";

describe("what a source's rules say", () => {
  test("pictures come with their rights, and one of which nothing is said stays out with a warning", async () => {
    await begin({ images: [{ credit: "*/ Harbor Paper*", owner: "Harbor Paper", licence: "open" }] });
    site.images.set(OWN, png(40, 30, "a"));
    site.images.set(FOREIGN, png(50, 30, "b"));
    const figure = (src: string, caption: string) =>
      `<figure class="wp-block-image"><img src="${src}" alt="A ferry" srcset="x 2x"><figcaption>${caption}</figcaption></figure>`;
    site.write({
      slug: "ferry",
      content: `<p>It runs.</p>${figure(OWN, "The ferry (Photo by Ana Ruiz / Harbor Paper)")}${figure(FOREIGN, "Rough sea (Photo: Jo Doe/Reuters)")}<figure class="wp-block-pullquote"><p>It runs.</p></figure><p>[gallery ids="1,2"]</p>`,
      media: { source_url: FOREIGN, alt_text: "", caption: "<p>Rough sea (Photo by Jo Doe/Reuters)</p>" },
    });
    await polls(3);
    const { images, body } = (await article("ferry")).article;
    expect(images).toMatchObject([
      { owner: "Harbor Paper", licence: "open", credit: "Photo by Ana Ruiz / Harbor Paper" },
    ]);
    expect(body).not.toContain("Rough sea");
    expect(await warningsOf("1")).toContain(
      "A picture was left out because nothing says who owns it. (Rough sea (Photo by Jo Doe/Reuters))",
    );
    expect(site.asked.filter(({ address }) => address === FOREIGN)).toEqual([]);
    site.edit(1, { title: "The ferry runs" });
    await polls();
    expect(site.asked.filter(({ address }) => address === OWN)).toHaveLength(1);
  });

  test("sections, topics, licences and exclusion follow categories and tags", async () => {
    await begin({
      sections: { Asien: "asia" },
      topics: { trade: "trade" },
      licences: [{ tag: "reserved", licence: "reserved" }],
      exclude: [{ tag: "reuters" }],
      take: { not: [{ category: "sports" }], from: "2026-01-01T00:00:00Z" },
    });
    site.write({ slug: "one", categories: [term("asia-news", "Asien")], tags: [term("trade"), term("reserved")] });
    site.write({ slug: "two", tags: [term("reuters")] });
    site.write({ slug: "three", categories: [term("sports")] });
    site.write({ slug: "old", date_gmt: "2025-01-01T00:00:00" });
    site.write({ slug: "secret", password: true });
    await polls(3);
    expect((await article("one")).article).toMatchObject({ section: "asia", topics: ["trade"], licence: "reserved" });
    expect((await article("two")).article).toMatchObject({ section: "world", exclude: true });
    const { source, posts } = await report();
    expect(source.posts).toEqual({ taken: 2, "left-out": 3 });
    expect(posts.filter(({ state }) => state === "left-out").map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        "One of this source's rules excludes it.",
        "It's older than this source accepts.",
        "It's protected by a password.",
      ]),
    );
    // A story that the rules come to leave out is withheld.
    site.edit(1, { categories: [term("sports")] });
    await polls();
    expect((await article("one")).status).toBe("withheld");
  });

  test("a byline has everybody in it, never an account; a scheduled post comes under embargo; a note becomes a correction", async () => {
    await begin({ corrections: [{ begins: "Correction:" }] });
    site.user = { name: "wire", password: "abcd" };
    await desk("PUT", "/sources/paper/credentials", { user: "wire", password: "abcd" });
    site.write({ slug: "both", coauthors: ["Ana Ruiz", "Gast Schreiber"] });
    site.write({ slug: "nobody", authorName: "admin" });
    site.write({ slug: "later", status: "future", date_gmt: time(Date.now() + 7_200_000) });
    await polls(3);
    expect((await article("both")).article.authors).toEqual(["ana-ruiz", "gast-schreiber"]);
    expect((await article("nobody")).article.authors).toEqual([]);
    expect(await warningsOf("2")).toContain("The byline isn't a person's name");
    expect((await article("later")).article.embargo).toBe("2026-06-01T14:00:00Z");
    expect(await feed()).toHaveLength(2);

    const corrected = "<p>The text.</p><p><em>Correction: The ferry has two decks.</em></p>";
    site.edit(1, { content: corrected });
    await polls();
    expect((await article("both")).article).toMatchObject({
      corrections: [{ note: "The ferry has two decks.", kind: "correction" }],
      body: "<p>The text.</p>",
    });
    site.edit(1, { content: `${corrected}<p>More.</p>` });
    await polls();
    expect((await article("both")).article.corrections).toHaveLength(1);
    expect((await report()).source.posts.taken).toBe(3);
  });
});

describe("review", () => {
  test("a story waits for one click, and what is previewed is what leaves", async () => {
    await begin({ mode: "review" });
    site.write({
      slug: "ferry",
      title: "The ferry",
      content: "<p>It <b onclick='x()'>runs</b>.</p><script>x()</script>",
    });
    await polls(3);
    expect(await feed()).toEqual([]);
    expect((await report()).source.posts).toEqual({ waiting: 1 });
    expect(await (await sourcePage("")).text()).toContain("Waiting for the desk");
    const preview = await (await sourcePage("/posts/1")).text();
    expect(preview).toContain("<p>It <b>runs</b>.</p>");
    expect(preview).not.toContain("onclick");

    site.edit(1, { content: "<p>Another text.</p>" });
    await polls();
    const stale = await sendToSource("/posts/1", { modified: "2026-06-01T12:00:00Z" });
    expect([stale.status, await feed()]).toEqual([409, []]);
    const modified = /name="modified" value="([^"]+)"/.exec(await stale.text())?.[1] ?? "";
    expect((await sendToSource("/posts/1", { modified })).status).toBe(303);
    expect(await feed()).toMatchObject([
      { title: "The ferry", content_html: expect.stringContaining("Another text.") },
    ]);
    // Nothing waits twice; an edit waits for approval again while the previous text stays public.
    expect((await sendToSource("/posts/1", { modified })).status).toBe(404);
    site.edit(1, { title: "The ferry again" });
    await polls();
    expect(await feed()).toMatchObject([{ title: "The ferry" }]);
    // A post that disappears is withheld without a click.
    site.edit(1, { status: "draft" });
    site.write({ slug: "other" });
    await polls();
    expect(await feed()).toEqual([]);
  });

  test("the pages of the desk are for the desk alone, and an address says look now", async () => {
    for (const path of ["/desk/sources", "/desk/sources/paper", "/v1/desk/sources"])
      expect((await get(path)).status).toBe(401);
    const made = await desk("POST", "/sources/paper/look-address");
    const { address } = await made.json<{ address: string }>();
    await polls(3);
    site.write({ slug: "now" });
    pass(60);
    await cron();
    expect(await feed()).toEqual([]);
    expect((await request(new URL(address).pathname, { method: "POST" })).status).toBe(204);
    await cron();
    expect(await feed()).toHaveLength(1);
    expect((await request("/look/0123", { method: "POST" })).status).toBe(404);
  });
});

test("settings that can't be are refused, field by field", async () => {
  const refused = await desk("PUT", "/sources", {
    sources: { paper: { kind: "wordpres", address: "http://10.0.0.1/", section: "world", minuts: 3 } },
  });
  const { errors } = await refused.json<{ errors: { field: string }[] }>();
  expect(refused.status).toBe(422);
  expect(errors.map(({ field }) => field).sort()).toEqual([
    "sources.paper.address",
    "sources.paper.kind",
    "sources.paper.minuts",
  ]);
  const unknown = await desk("PUT", "/sources/paper", {
    kind: "wordpress",
    address: "https://paper.example",
    section: "wrld",
  });
  expect(await unknown.json()).toMatchObject({ errors: [{ field: "section", suggestion: "world" }] });
});
