import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeWordPress } from "../support/fake-wordpress.ts";
import { feed, polls, report, wireWithSource } from "../support/sources.ts";
import { act, desk } from "../support/wire.ts";

let site: FakeWordPress;
beforeEach(async () => {
  await wireWithSource();
  site = new FakeWordPress();
  site.answer();
});
afterEach(() => void vi.restoreAllMocks());

const titles = async () => (await feed()).map(({ title }) => title);
type Desk = {
  version: number;
  status: string;
  article: {
    canonical?: string;
    embargo?: string;
    licence?: string;
    exclude?: boolean;
    section: string;
    images: { sha256: string; owner: string }[];
    corrections?: { note: string; kind: string }[];
    body: string;
  };
  id: string;
};
const article = async (id: string): Promise<Desk> => (await desk("GET", `/articles/${id}`)).json<Desk>();

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
    expect(posts.find(({ post }) => post === "1")?.warnings.join()).toContain("The desk decided otherwise");
  });
});
