import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { readTargets } from "../../src/store/article/story-link.ts";
import { applied as follow, freshRead, pagesOf, short } from "../support/changes.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { expectProblem } from "../support/problem.ts";
import { basic, bearer, publisherWithKey, sites } from "../support/publisher.ts";
import { lead, look, refused, renameAnn } from "../support/renaming.ts";
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
  request,
  TOKEN,
  tagOf,
} from "../support/wire.ts";

const LATER = "2027-01-01T00:00:00Z";
const ID = `${ORIGIN}/articles/harbour`;
const PAGE = `${ORIGIN}/articles/port`;

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  await publish("harbour");
  pass(60);
  sites({});
});

/** Builds a story as the desk's form sends it. */
const formOf = (fields: Record<string, string>) => {
  const { authors: _authors, topics: _topics, ...text } = article();
  return new URLSearchParams({ ...text, authors: "ann", topics: "trade", ...fields });
};

const rename = () => publish("port", { was: ["harbour"] });

describe("a renamed story", () => {
  test("is the same story at another address", async () => {
    expect(await rename()).toEqual({
      id: "harbour",
      address: "port",
      version: 2,
      outcome: "updated",
      status: "usable",
    });
    expect(await rename()).toMatchObject({ version: 2, outcome: "unchanged" });
    // An earlier name remains even if it is later left out.
    expect(await publish("port")).toMatchObject({ id: "harbour", address: "port", outcome: "unchanged" });
  });

  test.each<[string, string, (text: string) => (string | undefined)[]]>([
    [
      "RSS",
      "/feeds/latest.rss",
      (text) => [/<guid[^>]*>([^<]+)/.exec(text)?.[1], /<item>.*?<link>([^<]+)/s.exec(text)?.[1]],
    ],
    [
      "Atom",
      "/feeds/latest.atom",
      (text) => [/<entry>.*?<id>([^<]+)/s.exec(text)?.[1], /<entry>.*?<link href="([^"]+)/s.exec(text)?.[1]],
    ],
    ["JSON Feed", "/feeds/latest.json", (text) => [JSON.parse(text).items[0].id, JSON.parse(text).items[0].url]],
    ["the API", "/v1/articles/harbour", (text) => [JSON.parse(text).id, JSON.parse(text).url]],
    ["the API's list", "/v1/articles", (text) => [JSON.parse(text).articles[0].id, JSON.parse(text).articles[0].url]],
    ["the changes", "/v1/changes", (text) => [JSON.parse(text).changes[0].id, JSON.parse(text).changes[0].article.url]],
    [
      "ninjs",
      "/v1/articles/harbour?format=ninjs",
      (text) => [JSON.parse(text).uri, JSON.parse(text).renditions[0].href],
    ],
    [
      "schema.org",
      "/articles/port",
      (text) => {
        const data = JSON.parse(/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? "");
        return [data["@id"], data.url];
      },
    ],
    ["the page", "/articles/port", (text) => [ID, /rel="canonical" href="([^"]+)"/.exec(text)?.[1]]],
    ["the home page", "/", (text) => [ID, /<h[23][^>]*><a href="([^"]+)"/.exec(text)?.[1]]],
    ["RSL", "/articles/port/rsl.xml", (text) => [ID, /<content url="([^"]+)"/.exec(text)?.[1]]],
    [
      "the credit",
      "/v1/articles/harbour",
      (text) => [ID, /First published.*?href="([^"]+)"/.exec(JSON.parse(text).creditBlock.html)?.[1]],
    ],
  ])("keeps its id in %s, and is linked where it is", async (_, path, read) => {
    await rename();
    pass(60);
    expect(read(await (await get(path)).text())).toEqual([ID, PAGE]);
  });

  test("first published elsewhere is linked there, and has its page here at the new address", async () => {
    await publish("port", { was: ["harbour"], canonical: "https://paper.example/harbour" });
    const { id, url } = await (await get("/v1/articles/harbour")).json<{ id: string; url: string }>();
    expect([id, url]).toEqual([ID, "https://paper.example/harbour"]);
    expect(await lead("/articles/harbour")).toBe(`308 ${PAGE}`);
  });

  test("moves the ETags of its channels, and of its own addresses", async () => {
    const paths = [
      "/feeds/latest.rss",
      "/feeds/section/asia.atom",
      "/feeds/author/ann.json",
      "/v1/articles/harbour",
      "/",
    ];
    const before = await Promise.all(paths.map(tagOf));
    expect((await get("/articles/harbour")).status).toBe(200);
    await rename();
    pass(60);
    const after = await Promise.all(paths.map(tagOf));
    expect(after.filter((tag, at) => tag === before[at])).toEqual([]);
    expect(await lead("/articles/harbour")).toBe(`308 ${PAGE}`);
  });

  test("is renamed again, and back: every address of it leads to the one that it has", async () => {
    await rename();
    await publish("pier", { was: ["harbour", "port"] });
    pass(60);
    for (const name of ["harbour", "port"]) expect(await lead(`/articles/${name}`)).toBe(`308 ${ORIGIN}/articles/pier`);
    await publish("harbour", { was: ["harbour"] });
    pass(60);
    for (const name of ["port", "pier"]) expect(await lead(`/articles/${name}`)).toBe(`308 ${ID}`);
    expect(await lead("/articles/harbour")).toBe("200");
    expect(await lead("/v1/articles/harbour")).toBe("200");
  });

  test("that nobody has read yet has every name that it had, once it is out", async () => {
    await publish("draft-1", { embargo: LATER });
    await publish("final", { embargo: LATER, was: ["draft-1"] });
    vi.setSystemTime(new Date("2027-01-01T00:01:00Z"));
    await cron();
    expect(await lead("/articles/draft-1")).toBe(`308 ${ORIGIN}/articles/final`);
    const { articles } = await (await get("/v1/articles")).json<{ articles: { id: string }[] }>();
    expect(articles.map(({ id }) => id)).toContain(`${ORIGIN}/articles/draft-1`);
  });

  test("a fresh wire knows it from its folder alone, and says that it is new there", async () => {
    const response = await desk("PUT", "/articles/pier", article({ was: ["quay", "wharf"] }));
    const { articles, warnings } = await response.json<{ articles: unknown[]; warnings: { message: string }[] }>();
    expect(articles).toMatchObject([{ id: "quay", address: "pier", outcome: "created" }]);
    expect(warnings.map(({ message }) => message)).toEqual([
      `was[0]: isn't on this wire, so this is published as a new story with that ID ("quay")`,
    ]);
    for (const name of ["quay", "wharf"]) expect(await lead(`/articles/${name}`)).toBe(`308 ${ORIGIN}/articles/pier`);
    const again = await desk("PUT", "/articles/pier", article({ was: ["quay", "wharf"] }));
    expect(await again.json()).toMatchObject({ articles: [{ outcome: "unchanged" }], warnings: [] });
  });

  test("takes a name that is told only later, without another version", async () => {
    await rename();
    const response = await desk("PUT", "/articles/port", article({ was: ["harbour", "hafen"] }));
    expect(await response.json()).toMatchObject({
      articles: [{ version: 2, outcome: "unchanged" }],
      warnings: [{ field: "was[1]", reason: "unknown name", article: "port" }],
    });
    expect(await lead("/articles/hafen")).toBe(`308 ${PAGE}`);
  });

  test("a name that is nearly one of a story is asked for", async () => {
    const checked = await desk("POST", "/check", {
      masthead: MASTHEAD,
      articles: [article({ id: "port", was: ["harbuor"] })],
    });
    const { warnings } = await checked.json<{ warnings: { message: string }[] }>();
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringMatching(/did you mean harbour\?$/)]);
  });
});

describe("earlier addresses", () => {
  test.each([
    ["/articles/harbour", `${ORIGIN}/articles/port`],
    ["/articles/harbour?utm=a%20b&c", `${ORIGIN}/articles/port?utm=a%20b&c`],
    ["/articles/harbour/rsl.xml", `${ORIGIN}/articles/port/rsl.xml`],
    ["/v1/articles/port", `${ORIGIN}/v1/articles/harbour`],
    ["/v1/articles/port?format=ninjs", `${ORIGIN}/v1/articles/harbour?format=ninjs`],
  ])("%s leads on, as cacheable as what is there", async (path, target) => {
    await rename();
    pass(60);
    const there = await get(target.slice(ORIGIN.length));
    expect(there.status).toBe(200);
    // First from the database, then from memory.
    for (let time = 0; time < 2; time++) {
      const response = await look(path, { "If-None-Match": "*" });
      expect([response.status, response.headers.get("Location")]).toEqual([308, target]);
      expect(await response.text()).toBe("");
      for (const name of ["Cache-Control", "Access-Control-Allow-Origin", "X-Content-Type-Options"])
        expect([name, response.headers.get(name)]).toEqual([name, there.headers.get(name)]);
      for (const name of ["Cache-Tag", "Cloudflare-CDN-Cache-Control", "Commonwire-State", "ETag", "Link"])
        expect([name, response.headers.get(name)]).toEqual([name, null]);
    }
    expect((await request(path, { method: "HEAD", redirect: "manual" })).headers.get("Location")).toBe(target);
  });

  test("begin with the wire's own origin, whatever the request says", async () => {
    await rename();
    const asked = new Request("http://elsewhere.example/articles/harbour", { redirect: "manual" });
    const { exports } = await import("cloudflare:workers");
    expect((await exports.default.fetch(asked)).headers.get("Location")).toBe(PAGE);
  });

  test("of a story that narrows its licence lead to its offer, whose own id stays", async () => {
    await publish("port", { was: ["harbour"], translate: "deny" });
    const own = `${ID}/offer.jsonld`;
    expect(await lead("/articles/harbour/offer.jsonld")).toBe(`308 ${PAGE}/offer.jsonld`);
    const offer = await (await get("/articles/port/offer.jsonld")).json();
    expect(offer).toMatchObject({ uid: own, target: { "@id": ID } });
    const { metadata } = await (await get("/v1/articles/harbour")).json<{ metadata: { policy: string } }>();
    expect(metadata.policy).toBe(own);
    await publish("port");
    pass(60);
    // Without an offer, nothing redirects there.
    expect(await lead("/articles/harbour/offer.jsonld")).toBe("404");
  });

  test("lead on behind the door, and no key is ever written down", async () => {
    const { key } = await publisherWithKey();
    const feedKey = (await publisherWithKey({ domains: ["two.example"] }, { kind: "feed" })).key;
    await renameAnn();
    await rename();
    await fill("world");
    pass(60);
    for (let time = 0; time < 2; time++) {
      expect(await lead("/licensed/articles/harbour?a=b", basic(key))).toBe(`308 ${ORIGIN}/licensed/articles/port?a=b`);
      expect(await lead("/licensed/feeds/author/ann.rss", basic(key))).toBe(
        `308 ${ORIGIN}/licensed/feeds/author/annie.rss`,
      );
      expect(await lead("/v1/articles/port", bearer(key))).toBe(`308 ${ORIGIN}/v1/articles/harbour`);
      for (const path of ["author/ann.atom?x=y", "author/ann/archive/1.json"]) {
        const response = await look(`/k/${feedKey}/feeds/${path}`);
        const location = response.headers.get("Location") ?? "";
        expect(location).not.toContain(feedKey);
        const target = new URL(location, `${ORIGIN}/k/${feedKey}/feeds/${path}`);
        expect(target.href).toBe(`${ORIGIN}/k/${feedKey}/feeds/${path.replace("ann", "annie")}`);
        const there = await get(target.pathname);
        expect([there.status, await there.text()]).toEqual([200, expect.not.stringContaining(feedKey)]);
      }
    }
    // A redirect doesn't count as a read.
    const { results } = await env.DB.prepare("SELECT DISTINCT address FROM reading").all<{ address: string }>();
    expect(results.filter(({ address }) => /harbour|\/ann[./]/.test(address))).toEqual([]);
  });

  test("cost a row more than an id does, and an id costs none for it", async () => {
    const cost = (path: string) => costOf(async () => void (await get(path)).text());
    const plain = await cost("/articles/harbour");
    await publish("other");
    await rename();
    pass(60);
    expect((await cost("/articles/other")).rowsRead).toBeLessThanOrEqual(plain.rowsRead);
    expect((await cost("/articles/port")).rowsRead).toBeLessThanOrEqual(plain.rowsRead + 2);
  });
});

describe("nothing of a rename shows where the story doesn't", () => {
  const hidden: [string, () => Promise<unknown>][] = [
    ["embargoed", () => publish("pier", { was: ["quay"], embargo: LATER })],
    [
      "withheld",
      async () => {
        await publish("pier", { was: ["quay"] });
        await act("quay", "withhold", { reason: "r" });
      },
    ],
    [
      "expired",
      async () => {
        await publish("pier", { was: ["quay"] });
        await act("pier", "expire", { reason: "r" });
      },
    ],
  ];

  test.each(hidden)("%s, each name answers as one that was never used", async (_, happens) => {
    await happens();
    pass(60);
    const answer = async (path: string, headers = {}) => {
      const response = await look(path, headers);
      const text = (await response.text()).replaceAll(/quay|pier|none/g, "…");
      return [response.status, text, [...response.headers].filter(([name]) => name !== "date")];
    };
    for (const path of ["/articles/…", "/articles/…/rsl.xml", "/articles/…/offer.jsonld", "/v1/articles/…"])
      for (const accept of ["text/html", "*/*"]) {
        const unknown = await answer(path.replace("…", "none"), { Accept: accept });
        expect(unknown[0]).toBe(404);
        for (const name of ["quay", "pier"])
          expect(await answer(path.replace("…", name), { Accept: accept })).toEqual(unknown);
      }
    const seen = await Promise.all(
      ["/", "/feeds/latest.json", "/v1/articles", "/v1/changes", "/feeds"].map(async (path) =>
        (await get(path)).text(),
      ),
    );
    expect(seen.join("\n")).not.toMatch(/pier/);
  });

  test("killed, each of its names says so at once, and its notices have its id", async () => {
    await rename();
    pass(60);
    expect(await lead("/articles/harbour")).toBe(`308 ${PAGE}`);
    await act("port", "kill", { reason: "Wrong." });
    pass(60);
    for (const path of ["/articles/harbour", "/articles/port", "/v1/articles/harbour", "/v1/articles/port"])
      expect(await lead(path)).toBe("410");
    const { items } = await (await get("/feeds/latest.json")).json<{ items: { id: string; url: string }[] }>();
    expect(items).toMatchObject([{ id: ID, url: PAGE }]);
    const tag = await tagOf("/withdrawn.json");
    await publish("pier", { was: ["harbour"], status: "canceled", reason: "Wrong." });
    pass(60);
    expect(await tagOf("/withdrawn.json")).not.toBe(tag);
    const withdrawn = await (await get("/withdrawn.json")).json<{ items: { id: string; url: string }[] }>();
    expect(withdrawn.items).toMatchObject([{ id: ID, url: `${ORIGIN}/articles/pier` }]);
  });

  test("restored under another name, it is where that says", async () => {
    await act("harbour", "withhold", { reason: "r" });
    await publish("port", { was: ["harbour"] });
    expect(await lead("/articles/port")).toBe("404");
    await act("port", "restore", { reason: "r" });
    pass(60);
    expect(await lead("/articles/harbour")).toBe(`308 ${PAGE}`);
    expect(await lead("/articles/port")).toBe("200");
  });
});

describe("a name that was used is never given to another", () => {
  beforeEach(async () => {
    await rename();
    await publish("other");
  });

  test.each<[string, string, Record<string, unknown>, string[]]>([
    [
      "an old file under the id",
      "harbour",
      {},
      ["was: is missing: harbour is an earlier name of the story that is now at port"],
    ],
    ["another story's id", "pier", { was: ["harbour", "other"] }, ['was[1]: is another story ("other")']],
    [
      "an address in the place of the id",
      "pier",
      { was: ["port"] },
      ['was[0]: is a later name of the story, not its original one ("port")'],
    ],
    [
      "a name of another story, for a new one",
      "port",
      { was: ["quay"] },
      ['was[0]: isn\'t the original name of port, which is a name of the story harbour ("quay")'],
    ],
    [
      "the address of another story",
      "port",
      { was: ["other"] },
      ['was[0]: isn\'t the original name of port, which is a name of the story harbour ("other")'],
    ],
    [
      "another story's file",
      "other",
      { was: ["harbour"] },
      ['was[0]: isn\'t the original name of other, which is another story ("harbour")'],
    ],
    ["the same name twice", "pier", { was: ["harbour", "harbour"] }, ['was[1]: is listed twice ("harbour")']],
    ["the name of a file", "pier", { was: ["harbour.md"] }, ['was[0]: is a file name ("harbour.md")']],
    ["a path", "pier", { was: ["/articles/harbour"] }, ['was[0]: isn\'t a valid id ("/articles/harbour")']],
    ["no name", "pier", { was: [] }, ["was: is not allowed ([])"]],
  ])("%s", async (_, name, overrides, mistakes) => {
    expect(await refused(name, overrides)).toEqual(mistakes);
    const checked = await desk("POST", "/check", {
      masthead: MASTHEAD,
      articles: [article({ id: name, ...overrides })],
    });
    expect(checked.status).toBe(422);
    const { articles } = await (await desk("GET", "/articles")).json<{ articles: { id: string; address: string }[] }>();
    expect(articles.map(({ id, address }) => `${id} ${address}`)).toEqual(["harbour port", "other other"]);
  });

  test("says what to do", async () => {
    const { errors } = await expectProblem(await desk("PUT", "/articles/harbour", article()), 422, "invalid");
    expect(errors[0]?.allowed).toBe(
      "was: [harbour, port], to rename it back to harbour; or the story under its current name, port",
    );
    const path = await expectProblem(
      await desk("PUT", "/articles/a", article({ was: ["/articles/harbour"] })),
      422,
      "invalid",
    );
    expect(path.errors).toMatchObject([{ suggestion: "harbour" }]);
  });

  test.each<[string, Record<string, unknown>[], string[]]>([
    [
      "two that say that they are the same",
      [{ id: "port" }, { id: "pier", was: ["harbour", "port"] }],
      ["pier was[0]"],
    ],
    ["an old file beside the new one", [{ id: "quay", was: ["old"] }, { id: "old" }], ["quay was[0]"]],
    [
      "one name for two",
      [
        { id: "a", was: ["x", "z"] },
        { id: "b", was: ["y", "z"] },
      ],
      ["b was[1]"],
    ],
    ["the same twice", [{ id: "other" }, { id: "other" }], ["other articles[1].id"]],
  ])("%s, in a batch", async (_, stories, mistakes) => {
    const response = await desk("PUT", "/articles", { articles: stories.map((each) => article(each)) });
    const { errors } = await expectProblem(response, 422, "invalid");
    expect(errors.map((each) => `${each.article} ${each.field}`)).toEqual(mistakes);
  });

  test("not even after a kill, and not by the desk's form", async () => {
    await act("harbour", "kill", { reason: "Wrong." });
    await publish("pier", { was: ["harbour"], status: "canceled", reason: "Wrong." });
    expect(await refused("port", {})).toHaveLength(1);
    const form = formOf({ id: "port", version: "0" });
    const sent = await request("/desk/write", {
      method: "POST",
      headers: { ...basic(TOKEN), "Sec-Fetch-Site": "same-origin" },
      body: form,
      redirect: "manual",
    });
    expect([sent.status, await sent.text()]).toEqual([
      409,
      expect.stringContaining("An article with this id already exists"),
    ]);
  });
});

describe("whoever follows", () => {
  test("/v1/changes ends with exactly what is there, by the same ids", async () => {
    const start = await pagesOf();
    const held = follow({}, start.changes);
    pass(60);
    await rename();
    await publish("second", { was: ["first"] });
    pass(60);
    await publish("pier", { was: ["harbour"], headline: "Pier" });
    await act("first", "kill", { reason: "Wrong." });
    const told = await pagesOf(start.next);
    expect(short(told)).toEqual(["updated corrected harbour", "removed killed first"]);
    const now = follow(held, told.changes);
    expect(now).toEqual(await freshRead());
    expect(now).toMatchObject({ harbour: { id: ID, url: `${ORIGIN}/articles/pier` } });
  });

  test("with a key holds the story under its id, is told of a rename as of any new text, and of its recall", async () => {
    const eligible = { licence: "eligible" };
    await publish("ours", eligible);
    pass(60);
    const { id, key } = await publisherWithKey();
    await get("/v1/articles/ours", bearer(key));
    const holding = () => env.DB.prepare("SELECT article, version FROM holding WHERE publisher = ?1").bind(id).first();
    await vi.waitFor(async () => expect(await holding()).toEqual({ article: "ours", version: 1 }));
    await env.DB.prepare(
      "INSERT INTO webhook (id, publisher, url, events, secret, state, created) VALUES ('w', ?1, 'https://cms.paper.example/in', ?2, 's', 'active', '')",
    )
      .bind(id, JSON.stringify(["article.corrected", "article.killed"]))
      .run();
    await publish("theirs", { ...eligible, was: ["ours"] });
    const todo = await (await get("/v1/publisher/todo", bearer(key))).json();
    expect(todo).toMatchObject({
      corrections: [{ article: `${ORIGIN}/articles/ours`, read: 1, version: 2, note: null }],
    });
    await get("/licensed/articles/theirs", bearer(key));
    await vi.waitFor(async () => expect(await holding()).toEqual({ article: "ours", version: 2 }));
    await act("theirs", "kill", { reason: "Wrong." });
    const { results } = await env.DB.prepare("SELECT body FROM delivery ORDER BY type").all<{ body: string }>();
    expect(results.map(({ body }) => JSON.parse(body).data)).toMatchObject([
      { id: `${ORIGIN}/articles/ours`, slug: "ours", url: `${ORIGIN}/v1/articles/ours` },
      { id: `${ORIGIN}/articles/ours`, slug: "ours", url: `${ORIGIN}/v1/articles/ours`, recall: "ours.3" },
    ]);
    expect(await (await desk("GET", "/recalls/ours.3")).json()).toMatchObject({
      article: `${ORIGIN}/articles/ours`,
      publishers: [{ publisher: id, copy: { version: 2, address: "/articles/theirs" } }],
    });
  });
});

describe("the desk", () => {
  beforeEach(rename);

  test.each(["harbour", "port"])("looks after it by the name %s", async (name) => {
    expect(await (await desk("GET", `/articles/${name}`)).json()).toMatchObject({
      ...{ id: "harbour", address: "port", version: 2, article: { was: ["harbour"], headline: "Harbour reopens" } },
      channels: expect.arrayContaining([{ id: "author/ann", address: "author/ann", archive: 1 }]),
    });
    expect(await (await desk("GET", `/articles/${name}/versions/1`)).json()).toMatchObject({
      ...{ id: "harbour", address: "harbour", article: { headline: "Harbour reopens" } },
    });
    expect(await (await desk("GET", `/articles/${name}/diff`)).json()).toMatchObject({
      id: "harbour",
      fields: [{ field: "address", from: "harbour", to: "port" }],
    });
    for (const page of ["", "/kill", "/diff", "/versions/2"])
      expect((await get(`/desk/articles/${name}${page}`, basic(TOKEN))).status).toBe(200);
    expect(await (await get(`/desk/articles/${name}`, basic(TOKEN))).text()).toContain("port; formerly harbour");
    const done = await desk("POST", `/articles/${name}/correct`, { note: "Mended.", changes: { headline: "Mended" } });
    expect(await done.json()).toMatchObject({ id: "harbour", address: "port", version: 3 });
    const { audit } = await (await desk("GET", `/audit?article=${name}`)).json<{ audit: { article: string }[] }>();
    expect(audit.map((line) => line.article)).toEqual(["harbour"]);
  });

  test("sends again what it read, and nothing changes", async () => {
    const { address, article: sent } = await (await desk("GET", "/articles/harbour")).json<{
      address: string;
      article: unknown;
    }>();
    expect(await (await desk("PUT", `/articles/${address}`, sent)).json()).toMatchObject({
      articles: [{ id: "harbour", outcome: "unchanged" }],
    });
    // Published under the id, it gets its first name back.
    expect(await (await desk("PUT", "/articles/harbour", sent)).json()).toMatchObject({
      articles: [{ id: "harbour", address: "harbour", outcome: "updated" }],
    });
  });

  test("edits one that isn't out yet where it is", async () => {
    await publish("draft-2", { embargo: LATER, was: ["draft-1"] });
    const page = await (await get("/desk/write?article=draft-1", basic(TOKEN))).text();
    expect(page).toContain('name="id" value="draft-2"');
    const form = formOf({ headline: "Edited", id: "draft-2", version: "1", embargo: LATER });
    const headers = { ...basic(TOKEN), "Sec-Fetch-Site": "same-origin" };
    const sent = await request("/desk/write", { method: "POST", headers, body: form, redirect: "manual" });
    expect(sent.status).toBe(303);
    expect(await (await desk("GET", "/articles/draft-1")).json()).toMatchObject({ address: "draft-2", version: 2 });
  });

  test("finds the stories that links name, by any of their names", async () => {
    const found = await readTargets(env.DB, ["harbour", "port", "none"]);
    expect([...found].map(([name, { id }]) => [name, id])).toEqual([
      ["harbour", "harbour"],
      ["port", "harbour"],
    ]);
  });
});
