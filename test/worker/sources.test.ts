import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeWordPress } from "../support/fake-wordpress.ts";
import { article, feed, polls, report, source, titles, wireWithSource } from "../support/sources.ts";
import { act, desk, expectOk } from "../support/wire.ts";

let site: FakeWordPress;
beforeEach(async () => {
  await wireWithSource();
  site = new FakeWordPress();
  site.answer();
});
afterEach(() => void vi.restoreAllMocks());

describe("a WordPress as a source", () => {
  test("its stories come, and follow what becomes of them there", async () => {
    site.write({ slug: "harbor", title: "Mayor&#8217;s plan &#038; the harbor", content: "<p>The harbor opens.</p>" });
    site.write({ slug: "ferry", title: "Ferry" });
    await polls(3);
    expect(await titles()).toEqual(expect.arrayContaining(["Mayor’s plan & the harbor", "Ferry"]));
    const [harbor] = (await feed()).filter(({ title }) => title.startsWith("Mayor"));
    expect(harbor).toMatchObject({ authors: [{ name: expect.stringContaining("Ana Ruiz") }] });
    expect(harbor?.content_html).toContain("The harbor opens.");

    site.edit(1, { content: "<p>The harbor opens on Monday.</p>" });
    await polls();
    expect(await article("harbor")).toMatchObject({ version: 2, status: "usable" });

    site.edit(1, { slug: "harbor-opens" });
    await polls();
    expect(await article("harbor")).toMatchObject({
      version: 3,
      article: { canonical: "https://paper.example/harbor-opens/" },
    });
    expect(await titles()).toHaveLength(2);

    site.edit(1, { status: "draft" });
    await polls();
    expect(await article("harbor")).toMatchObject({ version: 4, status: "withheld" });
    expect(await titles()).toEqual(["Ferry"]);

    site.edit(1, { status: "publish" });
    await polls();
    expect(await article("harbor")).toMatchObject({ status: "usable" });
    expect(await titles()).toHaveLength(2);

    site.delete(1);
    await polls();
    expect(await article("harbor")).toMatchObject({ status: "withheld" });
    expect((await report()).posts.find(({ post }) => post === "1")).toMatchObject({
      state: "withheld",
      article: "harbor",
    });
  });

  test("changes that move no time there are followed, too: tags, authors, the lead picture", async () => {
    await expectOk(
      await desk("PUT", "/sources/paper", source({ take: { not: [{ tag: "nowire" }] }, topics: { harbor: "trade" } })),
    );
    const post = site.write({ slug: "harbor" });
    site.write({ slug: "ferry" });
    await polls(3);
    const was = await article("harbor");
    post.tags = [{ id: 5, slug: "harbor", name: "Harbor" }];
    await polls();
    expect(await article("harbor")).toMatchObject({ version: was.version + 1, article: { topics: ["trade"] } });
    Object.assign(post, { author: 2, authorName: "Jun Park" });
    await polls();
    expect(await article("harbor")).toMatchObject({ version: was.version + 2, article: { authors: ["jun-park"] } });
    post.media = { source_url: "https://paper.example/x.png", alt_text: "", caption: "The quay" };
    await polls();
    expect((await report()).posts.find((each) => each.post === "1")?.warnings.join()).toContain("The quay");
    post.tags = [{ id: 6, slug: "nowire", name: "No wire" }];
    await polls();
    expect(await titles()).toEqual(["Story 2"]);
  });

  test("what the desk decided holds, whatever is sent again", async () => {
    site.write({ slug: "harbor" });
    site.write({ slug: "ferry" });
    await polls(3);
    await act("harbor", "kill", { reason: "It was wrong." });
    site.edit(1, { content: "<p>Another text.</p>" });
    await polls();
    expect(await article("harbor")).toMatchObject({ status: "canceled" });
    site.edit(1, { status: "draft" });
    await polls();
    site.edit(1, { status: "publish" });
    await polls(2);
    expect(await article("harbor")).toMatchObject({ status: "canceled" });
    const { posts } = await report();
    expect(posts.find(({ post }) => post === "1")?.warnings.join()).toContain("The desk's decision stands");
  });
});
