import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { expectProblem } from "../support/problem.ts";
import { sites } from "../support/publisher.ts";
import { lead, refused, renameAnn, renamedAnn, withAuthors } from "../support/renaming.ts";
import {
  act,
  article,
  desk,
  fill,
  freshWire,
  get,
  MASTHEAD,
  ORIGIN,
  publish,
  publishMasthead,
  tagOf,
} from "../support/wire.ts";

const LATER = "2027-01-01T00:00:00Z";
const ID = `${ORIGIN}/articles/harbour`;

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  await publish("harbour");
  pass(60);
  sites({});
});

const { ann } = MASTHEAD.authors;

describe("a renamed author", () => {
  test("keeps their feed, in which everything is, and its id; the old address leads there", async () => {
    const atom = async (path: string) => {
      const text = await (await get(path)).text();
      return [/<id>([^<]+)/.exec(text)?.[1], /rel="self" href="([^"]+)/.exec(text)?.[1], text.includes(ID)];
    };
    const id = `${ORIGIN}/feeds/author/ann.atom`;
    expect(await atom("/feeds/author/ann.atom")).toEqual([id, id, true]);
    const tag = await tagOf("/feeds/author/ann.atom");
    expect(await (await renameAnn()).json()).toMatchObject({ outcome: "updated", kept: [], warnings: [] });
    pass(60);
    expect(await atom("/feeds/author/annie.atom")).toEqual([id, `${ORIGIN}/feeds/author/annie.atom`, true]);
    expect(await tagOf("/feeds/author/annie.atom")).not.toBe(tag);
    expect(await (await renameAnn()).json()).toMatchObject({ outcome: "unchanged", kept: [] });
    for (const format of ["rss", "atom", "json"])
      expect(await lead(`/feeds/author/ann.${format}?a=b`)).toBe(`308 ${ORIGIN}/feeds/author/annie.${format}?a=b`);
  });

  test("is linked by the new address everywhere, and keeps the id in the API", async () => {
    await renameAnn();
    pass(60);
    for (const path of ["/articles/harbour", "/feeds", "/feeds.opml"]) {
      const text = await (await get(path)).text();
      expect(text).toContain("/feeds/author/annie.rss");
      expect(text).not.toContain("/feeds/author/ann.");
    }
    const { authors } = await (await get("/v1/articles/harbour")).json<{ authors: { id: string; url: string }[] }>();
    expect(authors).toMatchObject([{ id: "ann" }]);
    for (const name of ["ann", "annie"]) {
      const list = await (await get(`/v1/articles?channel=author/${name}`)).json<{ articles: { slug: string }[] }>();
      expect(list.articles.map(({ slug }) => slug)).toEqual(["harbour"]);
    }
  });

  test("is named by stories with either name, which is the same story", async () => {
    await renameAnn();
    expect(await publish("harbour", { authors: ["annie"] })).toMatchObject({ outcome: "unchanged" });
    await act("harbour", "correct", { note: "Also by Bob.", changes: { authors: ["annie", "bob"] } });
    const { authors } = await (await get("/v1/articles/harbour")).json<{ authors: { id: string }[] }>();
    expect(authors.map(({ id }) => id)).toEqual(["ann", "bob"]);
    expect(await refused("more", { authors: ["ann", "annie"] })).toEqual(['authors[1]: is listed twice ("ann")']);
    const checked = await desk("POST", "/check", {
      masthead: withAuthors({ anna: { ...ann, was: ["ann", "annie"] } }),
      articles: ["ann", "annie", "anna"].map((name) => article({ id: `by-${name}`, authors: [name] })),
    });
    expect(await checked.json()).toMatchObject({ articles: 3, warnings: [] });
  });

  test("has an archive that leads on, page by page", async () => {
    await fill("world");
    await renameAnn();
    pass(60);
    expect(await lead("/feeds/author/ann/archive/1.rss")).toBe(`308 ${ORIGIN}/feeds/author/annie/archive/1.rss`);
    const page = await (await get("/feeds/author/annie/archive/1.atom")).text();
    expect(page).toContain(`<id>${ORIGIN}/feeds/author/ann.atom</id>`);
    expect(page).toContain(`rel="current" href="${ORIGIN}/feeds/author/annie.atom"`);
    expect(await lead("/feeds/author/ann/archive/9.rss")).toBe("404");
  });

  test("without a story that is out has no address that leads anywhere", async () => {
    const { ghost, ...rest } = MASTHEAD.authors;
    await publish("secret", { authors: ["ghost"], embargo: LATER });
    await publishMasthead({ ...MASTHEAD, authors: { ...rest, spirit: { ...ghost, was: ["ghost"] } } });
    pass(60);
    for (const name of ["ghost", "spirit"]) expect(await lead(`/feeds/author/${name}.rss`)).toBe("404");
    vi.setSystemTime(new Date("2027-01-01T00:01:00Z"));
    await cron();
    expect(await lead("/feeds/author/ghost.rss")).toBe(`308 ${ORIGIN}/feeds/author/spirit.rss`);
  });

  test("tells the hub of each address of theirs, for whoever subscribed before", async () => {
    const hub = { ...MASTHEAD.publication, hub: "https://hub.example/" };
    await desk("PUT", "/masthead", { ...withAuthors({ annie: renamedAnn }), publication: hub });
    await env.DB.prepare("DELETE FROM delivery").run();
    await publish("second");
    const { results } = await env.DB.prepare("SELECT topic FROM delivery WHERE topic LIKE '%.rss' ORDER BY topic").all<{
      topic: string;
    }>();
    expect(results.map(({ topic }) => topic.slice(ORIGIN.length)).filter((topic) => topic.includes("author"))).toEqual([
      "/feeds/author/ann.rss",
      "/feeds/author/annie.rss",
    ]);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    [
      "an old file",
      { ann },
      ["authors.ann.was: is missing: ann is an earlier name of the author that is now at annie"],
    ],
    ["another's id", { anna: { ...ann, was: ["ann", "bob"] } }, ["authors.anna.was[1]: is another author"]],
    [
      "a later name first",
      { anna: { ...ann, was: ["annie"] } },
      ["authors.anna.was[0]: is a later name of the author, not its original one"],
    ],
    [
      "another file for one that is gone",
      { anna: ann },
      ["authors.anna.was: is missing: ann has the same byline but is no longer sent"],
    ],
    [
      "two that are the same",
      { annie: ann, anna: { ...ann, was: ["ann"] } },
      ["authors.anna.was[0]: says that this is the same author as annie"],
    ],
  ])("%s is a mistake", async (_, authors, mistakes) => {
    await renameAnn();
    const response = await desk("PUT", "/masthead", withAuthors(authors));
    const { errors } = await expectProblem(response, 422, "invalid");
    expect(errors.map(({ field, problem }) => `${field}: ${problem}`)).toEqual(mistakes);
    const checked = await desk("POST", "/check", { masthead: withAuthors(authors), articles: [] });
    expect(checked.status).toBe(422);
  });
});
