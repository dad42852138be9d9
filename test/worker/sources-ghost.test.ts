import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SOURCES } from "../../src/model/policy.ts";
import { FakeGhost, ghostTime, tag } from "../support/fake-ghost.ts";
import { png } from "../support/png.ts";
import { article, feed, polls, report, titles, wireWithSource } from "../support/sources.ts";
import { act, desk } from "../support/wire.ts";

let site: FakeGhost;
const begin = async (over: Record<string, unknown> = {}) => {
  await wireWithSource({ kind: "ghost", ...over });
  site = new FakeGhost();
  site.answer();
  expect((await desk("PUT", "/sources/paper/credentials", { key: site.key })).status).toBe(200);
};
beforeEach(() => begin());
afterEach(() => void vi.restoreAllMocks());

const postAt = async (slug: string) => {
  const found = (await report()).posts.find(({ url }) => url === `https://paper.example/${slug}/`);
  if (found === undefined) throw new Error(`There is no post ${slug}.`);
  return found;
};

describe("a Ghost as a source", () => {
  test("its stories come, and follow what becomes of them there", async () => {
    site.write({
      ...{ slug: "harbor", title: "Mayor’s “plan” & the harbor", html: "<p>The harbor opens.</p>" },
      custom_excerpt: "The harbor, in short.",
    });
    site.write({ slug: "ferry", title: "Ferry" });
    await polls(3);
    expect(await titles()).toEqual(expect.arrayContaining(["Mayor’s “plan” & the harbor", "Ferry"]));
    const harbor = await article("harbor");
    expect(harbor.article).toMatchObject({ summary: "The harbor, in short.", authors: ["ana-ruiz"] });
    expect(harbor.article.canonical).toBe("https://paper.example/harbor/");

    site.edit("harbor", { html: "<p>The harbor opens on Monday.</p>" });
    await polls();
    expect(await article("harbor")).toMatchObject({ version: 2, status: "usable" });

    site.edit("harbor", { slug: "harbor-opens" });
    await polls();
    expect(await article("harbor")).toMatchObject({
      version: 3,
      article: { canonical: "https://paper.example/harbor-opens/" },
    });
    expect(await titles()).toHaveLength(2);

    site.edit("harbor-opens", { status: "draft" });
    await polls();
    expect(await article("harbor")).toMatchObject({ status: "withheld" });
    site.edit("harbor-opens", { status: "published" });
    await polls();
    expect(await article("harbor")).toMatchObject({ status: "usable" });

    site.delete("harbor-opens");
    await polls();
    expect(await article("harbor")).toMatchObject({ status: "withheld" });
    expect(await titles()).toEqual(["Ferry"]);
    expect((await report()).source).toMatchObject({ failure: null, posts: { taken: 1, withheld: 1 } });
  });

  test("all of many posts of one second come, once each, and a quiet poll is four requests", async () => {
    for (let number = 0; number < 230; number++) site.write();
    await polls(6);
    expect((await report()).source).toMatchObject({ phase: "follow", posts: { taken: 230 } });
    // An hour later, none of it is new anymore.
    await polls(40);
    site.asked = [];
    await polls();
    expect((await report()).source.failure).toBeNull();
    expect(site.asked).toHaveLength(4);
    for (const address of site.asked) {
      const query = new URL(address).searchParams;
      expect(query.has("formats")).toBe(false);
      expect(Number(query.get("limit"))).toBeLessThanOrEqual(SOURCES.listPage);
    }
  }, 120_000);

  test("changes that move no time there are followed, too: tags, authors, the words of a picture", async () => {
    await begin({ take: { not: [{ tag: "#nowire" }] }, sections: { Asia: "asia" } });
    site.write({ slug: "harbor" });
    site.write({ slug: "ferry" });
    await polls(3);
    expect((await article("harbor")).article.section).toBe("world");
    site.edit("harbor", { tags: [tag("Asia")] });
    await polls();
    expect((await article("harbor")).article.section).toBe("asia");
    site.edit("harbor", {
      authors: [
        { id: "author-2", name: "Jo Doe" },
        { id: "author-1", name: "Ana Ruiz" },
      ],
    });
    await polls();
    expect((await article("harbor")).article.authors).toEqual(["jo-doe", "ana-ruiz"]);
    site.edit("harbor", { tags: [tag("Asia"), tag("#nowire")] });
    await polls();
    expect(await article("harbor")).toMatchObject({ status: "withheld" });
    expect(await postAt("harbor")).toMatchObject({ reason: "One of this source's rules excludes it." });
    const { version } = await article("ferry");
    await polls(3);
    expect((await article("ferry")).version).toBe(version);
  });

  test("tags decide section, topics, licence and exclusion; internal ones, too", async () => {
    await begin({
      sections: { Asia: "asia" },
      topics: { trade: "trade" },
      licences: [{ tag: "#reserved", licence: "reserved" }],
      exclude: [{ tag: "hash-agency" }],
      take: { from: "2026-01-01T00:00:00Z" },
      corrections: [{ begins: "Correction:" }],
    });
    site.write({ slug: "one", tags: [tag("News"), tag("Asia"), tag("Trade"), tag("#reserved")] });
    site.write({ slug: "two", tags: [tag("#agency")], html: "<p>Text.</p><p>Correction: it was two.</p>" });
    site.write({ slug: "old", published_at: "2025-01-01T08:00:00.000+01:00" });
    site.write({ slug: "nobody", authors: [{ id: "author-0", name: "Ghost" }] });
    site.write({ slug: "theirs", canonical_url: "https://agency.example/wire/1" });
    await polls(3);
    expect((await article("one")).article).toMatchObject({ section: "asia", topics: ["trade"], licence: "reserved" });
    expect((await article("two")).article).toMatchObject({
      ...{ section: "world", exclude: true, body: "<p>Text.</p>" },
      corrections: [{ note: "it was two." }],
    });
    expect(await postAt("old")).toMatchObject({ state: "left-out", reason: "It's older than this source accepts." });
    expect((await postAt("nobody")).warnings.join()).toContain("The byline isn't a person's name");
    expect((await postAt("theirs")).warnings.join()).toContain("first published elsewhere");
    expect((await postAt("theirs")).warnings.join()).toContain("https://agency.example/wire/1");
  });

  test("what is for members never comes, whole or cut, and leaves where it comes to be for members", async () => {
    site.write({
      slug: "members",
      visibility: "members",
      html: "<p>Free words.</p>",
      paywall: "<p>Members' words.</p>",
    });
    site.write({ slug: "paid", visibility: "paid", html: "<p>Paid words.</p>" });
    site.write({ slug: "tiers", visibility: "tiers", html: "<p>Tier words.</p>" });
    site.write({ slug: "open", html: "<p>Free.</p>", paywall: "<!--members-only--><p>Free, too.</p>" });
    await polls(3);
    expect((await report()).source.posts).toEqual({ taken: 1, "left-out": 3 });
    for (const slug of ["members", "paid", "tiers"])
      expect(await postAt(slug)).toMatchObject({ state: "left-out", reason: "Only members of the site may read it." });
    expect((await article("open")).article.body).toBe("<p>Free.</p><p>Free, too.</p>");
    for (const words of ["Free words", "Members' words", "Paid words", "Tier words"])
      expect(JSON.stringify([await feed(), await report()])).not.toContain(words);
    site.edit("open", { visibility: "paid" });
    await polls();
    expect(await article("open")).toMatchObject({ status: "withheld" });
    site.edit("open", { visibility: "public" });
    await polls();
    expect(await article("open")).toMatchObject({ status: "usable" });
  });

  test("a story keeps what the desk decided", async () => {
    site.write({ slug: "harbor" });
    site.write({ slug: "ferry" });
    await polls(3);
    await act("harbor", "kill", { reason: "It was wrong." });
    site.edit("harbor", { html: "<p>Another text.</p>" });
    await polls();
    expect(await article("harbor")).toMatchObject({ status: "canceled" });
  });

  test("a Ghost whose admin is elsewhere is asked there, and its stories have their public address", async () => {
    await begin({ address: "https://paper.ghost.example/ghost/" });
    site.api = "https://paper.ghost.example";
    site.write({ slug: "harbor" });
    await polls(3);
    expect((await report()).source.failure).toBeNull();
    expect((await article("harbor")).article.canonical).toBe("https://paper.example/harbor/");
  });
});

describe("pictures of a Ghost", () => {
  const OWN = "https://paper.example/content/images/2026/05/ferry.png";
  const FOREIGN = "https://paper.example/content/images/2026/05/reuters.png";
  const CARD = "https://other.example/thumbnail.png";

  test("come with their rights; one of which nothing is said stays out, and so do those of cards, whatever the rule", async () => {
    await begin({
      images: [
        { credit: "*Reuters*", owner: "Reuters", licence: "none" },
        { credit: "*", owner: "Harbor Paper", licence: "open" },
      ],
    });
    for (const [address, color] of [
      [OWN, "a"],
      [FOREIGN, "b"],
      [CARD, "c"],
    ] as const)
      site.images.set(address, png(40, 30, color));
    site.write({
      slug: "ferry",
      feature_image: OWN,
      feature_image_alt: "A ferry",
      feature_image_caption: "<i>The ferry</i> at dawn (Photo by Ana Ruiz)",
      html: `<p>It runs.</p><figure class="kg-card kg-bookmark-card kg-card-hascaption"><a class="kg-bookmark-container" href="https://other.example/x"><div class="kg-bookmark-content"><div class="kg-bookmark-title">Other page</div></div><div class="kg-bookmark-thumbnail"><img src="${CARD}" alt=""></div></a><figcaption>Read this</figcaption></figure><figure class="kg-card kg-image-card"><img src="${FOREIGN}" class="kg-image" alt="Sea" srcset="x 600w"></figure>`,
    });
    await polls(3);
    const { images, body } = (await article("ferry")).article;
    expect(images).toMatchObject([
      { owner: "Harbor Paper", credit: "Photo by Ana Ruiz", caption: "The ferry at dawn (Photo by Ana Ruiz)" },
    ]);
    expect(body).toContain('<a href="https://other.example/x">Other page</a>');
    expect(body).not.toContain("<img");
    const warnings = (await postAt("ferry")).warnings.join();
    expect(warnings).toContain("A picture was left out because nothing says who owns it. (Read this)");
    expect(warnings).toContain("A picture was left out because nothing says who owns it. (Sea)");
    expect(site.asked).not.toContain(CARD);
    expect(site.asked).not.toContain(FOREIGN);
    // Changing only a caption doesn't move `updated_at` in Ghost, but may name the image's owner.
    site.edit("ferry", { feature_image_caption: "Photo: Jo Doe/Reuters" });
    await polls();
    expect((await article("ferry")).article.images).toMatchObject([{ owner: "Reuters" }]);
  });
});

test("a post that can't be read is told, and holds up none", async () => {
  site.write({ slug: "good" });
  site.write({ slug: "bad", published_at: "yesterday" });
  site.write({ slug: "later", published_at: ghostTime(Date.now() - 60_000) });
  await polls(3);
  expect(await titles()).toEqual(expect.arrayContaining(["Story 1", "Story 3"]));
});
