import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { BATCH } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { costOf } from "../support/d1.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import {
  article,
  desk,
  freshWire,
  get,
  MASTHEAD,
  publish,
  publishMasthead,
  request,
  TOKEN,
  upload,
} from "../support/wire.ts";

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
});

const count = async (table: string) =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())?.n;

describe("publishing works", () => {
  test("a new article is created, a changed one gets a version, the same one nothing", async () => {
    expect(await publish("harbour")).toMatchObject({ version: 1, outcome: "created" });
    pass(60);
    expect(await publish("harbour", { headline: "Harbour opens" })).toMatchObject({ version: 2, outcome: "updated" });
    pass(60);
    expect(await publish("harbour", { headline: "Harbour opens" })).toMatchObject({ version: 2, outcome: "unchanged" });
  });

  test("the same content again: no version, no date, no ETag, no purge, no write", async () => {
    pass(60);
    await publish("harbour");
    pass(5);
    const before = await get("/feeds/latest.atom");
    const [text, tag] = [await before.text(), before.headers.get("ETag")];
    pass(3600);
    const cost = await costOf(() => publish("harbour"));
    await publishMasthead();
    const after = await get("/feeds/latest.atom");
    expect(cost.batches).toEqual([]);
    expect(after.headers.get("ETag")).toBe(tag);
    expect(after.headers.get("Last-Modified")).toBe(before.headers.get("Last-Modified"));
    expect(await after.text()).toBe(text);
    expect(await count("article_version")).toBe(1);
  });

  test("one batch a publish, of no more statements than the policy says, for one article and for fifty", async () => {
    const one = await costOf(() => publish("harbour"));
    const many = Array.from({ length: 50 }, (_, at) =>
      article({ id: `story-${at}`, section: at % 2 ? "asia" : "world" }),
    );
    const fifty = await costOf(() => desk("PUT", "/articles", { articles: many }));
    const masthead = {
      ...MASTHEAD,
      publication: { ...MASTHEAD.publication, name: "Other name" },
      authors: { ...MASTHEAD.authors, ann: { name: "Ann A. Author" } },
      licences: { ...MASTHEAD.licences, open: { ...MASTHEAD.licences.open, name: "Other", text: "" } },
    };
    const settings = await costOf(() => desk("PUT", "/masthead", masthead));
    for (const cost of [one, fifty, settings]) {
      expect(cost.batches).toHaveLength(1);
      expect(cost.batches[0]).toBeLessThanOrEqual(BATCH.statements);
    }
    expect(fifty.batches).toEqual(one.batches);
    expect(await count("article")).toBe(51);
  });

  test("dates: published stays, modified is the author's date, then the time of the change", async () => {
    await publish("harbour", { updated: "2026-05-01T10:30:00+09:00" });
    const first = await (await get("/v1/articles/harbour")).json<{ published: string; modified: string }>();
    expect(first).toMatchObject({ published: "2026-05-01T00:00:00Z", modified: "2026-05-01T01:30:00Z" });
    pass(90);
    await publish("harbour", { updated: "2026-05-01T10:30:00+09:00", headline: "Changed" });
    const second = await (await get("/v1/articles/harbour")).json<{ published: string; modified: string }>();
    expect(second).toMatchObject({ published: "2026-05-01T00:00:00Z", modified: "2026-06-01T12:01:30Z" });
  });

  test("an image is kept under its hash, once", async () => {
    const bytes = png(1200, 800, "photo");
    const sha256 = await upload(bytes);
    const again = await request(`/v1/desk/images/${sha256}`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${TOKEN}` },
      body: bytes,
    });
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ sha256, extension: "png", width: 1200, height: 800, bytes: bytes.length });
    expect(await (await desk("GET", `/images/${sha256}`)).json()).toMatchObject({ width: 1200 });
    expect(await env.IMAGES.head(sha256)).not.toBeNull();
  });

  test("the desk lists hidden articles too, and who published is in the log", async () => {
    await publish("harbour");
    await publish("secret", { status: "withheld" });
    const { articles } = await (await desk("GET", "/articles")).json<{
      articles: { id: string; released: string | null }[];
    }>();
    expect(articles.map(({ id, released }) => [id, released])).toEqual([
      ["harbour", "2026-06-01T12:00:00Z"],
      ["secret", null],
    ]);
    expect(await env.DB.prepare("SELECT kind, by FROM change WHERE article IS NOT NULL").all()).toMatchObject({
      results: [{ kind: "released", by: "tester" }],
    });
  });

  test("ids that every object has are ids like others", async () => {
    const licences = { ...MASTHEAD.licences, constructor: MASTHEAD.licences.open };
    const authors = { ...MASTHEAD.authors, constructor: { name: "C. Onstructor" } };
    await publishMasthead({ ...MASTHEAD, authors, licences });
    expect(await publish("harbour", { licence: "constructor", authors: ["constructor"] })).toMatchObject({
      version: 1,
    });
    expect(await (await get("/feeds/author/constructor.rss")).text()).toContain("C. Onstructor");
    await expectProblem(
      await desk("PUT", "/masthead", { ...MASTHEAD, licences: { ...MASTHEAD.licences, none: MASTHEAD.licences.open } }),
      422,
      "invalid",
    );
  });

  test("what follows the publication follows it without a new version", async () => {
    await publish("harbour");
    await publishMasthead({ ...MASTHEAD, publication: { ...MASTHEAD.publication, name: "Renamed Foundation" } });
    expect(await publish("harbour")).toMatchObject({ version: 1, outcome: "unchanged" });
    expect(await (await get("/v1/articles/harbour")).json()).toMatchObject({
      metadata: { holder: "Renamed Foundation" },
    });
  });

  test("sections, topics, authors and licences that aren't sent stay, and are named", async () => {
    const untouched = { retired: [], back: [], warnings: [], moreWarnings: 0 };
    const { asia: _asia, ...sections } = MASTHEAD.publication.sections;
    const without = await desk("PUT", "/masthead", { ...MASTHEAD, publication: { ...MASTHEAD.publication, sections } });
    expect(await without.json()).toEqual({ outcome: "unchanged", kept: ["sections/asia"], ...untouched });
    const { ghost: _, ...authors } = MASTHEAD.authors;
    const response = await desk("PUT", "/masthead", { ...MASTHEAD, authors });
    expect(await response.json()).toEqual({ outcome: "unchanged", kept: ["authors/ghost"], ...untouched });
  });

  test("a licence whose text changes gets a version, and its articles a row of the log", async () => {
    await publish("one");
    await publish("two", { licence: "eligible" });
    await publishMasthead({
      ...MASTHEAD,
      licences: { ...MASTHEAD.licences, open: { ...MASTHEAD.licences.open, text: "<p>New.</p>" } },
    });
    const { results } = await env.DB.prepare("SELECT licence, version FROM licence_version ORDER BY 1, 2").all();
    expect(results).toEqual([
      { licence: "eligible", version: 1 },
      { licence: "open", version: 1 },
      { licence: "open", version: 2 },
      { licence: "reserved", version: 1 },
    ]);
    const log = await env.DB.prepare("SELECT article FROM change WHERE kind = 'relicensed'").all();
    expect(log.results).toEqual([{ article: "one" }]);
  });
});

describe("checking", () => {
  const set = (overrides: Record<string, unknown>) => ({
    masthead: { ...MASTHEAD, publication: { ...MASTHEAD.publication, sections: { new: "New" } } },
    articles: [{ id: "harbour", ...article(overrides) }],
  });

  test("knows what the masthead brings, and what stays from the one before", async () => {
    const licences = { fresh: { ...MASTHEAD.licences.open, name: "Fresh" } };
    const masthead = { publication: { ...MASTHEAD.publication, licence: "fresh" }, authors: {}, licences };
    const articles = [
      { id: "new", ...article({ licence: "fresh", authors: ["ann"] }) },
      { id: "old", ...article({ licence: "eligible" }) },
    ];
    expect((await desk("POST", "/check", { masthead, articles })).status).toBe(200);
    const { errors } = await expectProblem(
      await desk("POST", "/check", { masthead, articles: [{ id: "x", ...article({ authors: ["zoe"] }) }] }),
      422,
      "invalid",
    );
    expect(errors).toMatchObject([{ field: "authors[0]", allowed: "ann, bob, ghost" }]);
  });

  test("says what would be refused after the masthead, and writes nothing", async () => {
    await publish("harbour");
    expect((await desk("POST", "/check", set({ section: "new" }))).status).toBe(200);
    const { errors } = await expectProblem(
      await desk("POST", "/check", set({ section: "old", embargo: "2030-01-01T00:00:00Z" })),
      422,
      "invalid",
    );
    expect(errors).toMatchObject([
      { article: "harbour", field: "section", allowed: "asia, new, world" },
      { article: "harbour", field: "embargo" },
    ]);
    expect((await desk("PUT", "/articles/other", article({ section: "new" }))).status).toBe(422);
  });
});

describe("publishing refuses", () => {
  test("every mistake at once, each with field, value and what is allowed", async () => {
    const response = await desk(
      "PUT",
      "/articles/bad",
      article({ headline: "", section: 7, published: "yesterday", nonsense: 1, licence: "Open Licence" }),
    );
    const { errors } = await expectProblem(response, 422, "invalid");
    expect(errors.map(({ field }) => field).sort()).toEqual([
      "headline",
      "licence",
      "nonsense",
      "published",
      "section",
    ]);
    expect(errors.find(({ field }) => field === "published")).toEqual({
      field: "published",
      value: '"yesterday"',
      problem: "is not allowed",
      allowed: "a date and time with its time zone, such as 2019-01-05T07:26:00+09:00",
    });
    expect(errors.find(({ field }) => field === "nonsense")?.allowed).toContain("headline");
  });

  test.each([
    [{ section: "nowhere" }, "section", "asia, world"],
    [{ topics: ["trade", "nope"] }, "topics[1]", "hidden, trade"],
    [{ authors: ["nobody"] }, "authors[0]", "ann, bob, ghost"],
    [{ licence: "free" }, "licence", "eligible, open, reserved"],
    [{ authors: ["ann", "ann"] }, "authors[1]", "each only once"],
    [{ authors: ["constructor"] }, "authors[0]", "ann, bob, ghost"],
    [{ status: "canceled" }, "reason", "a public reason for the kill"],
    [{ updated: "2026-04-30T00:00:00Z" }, "updated", "a time at or after published"],
    [
      { images: [{ sha256: "0".repeat(64), alt: "a", credit: "c", owner: "o", licence: "none" }] },
      "images[0].sha256",
      "an image uploaded with PUT /v1/desk/images/{sha256}",
    ],
    [
      { body: '<p>x</p><img src="https://elsewhere.example/photo.jpg">' },
      "body",
      "images listed in `images`, with owner, credit, licence and alt",
    ],
  ])("%j: what leads nowhere or contradicts itself", async (overrides, field, allowed) => {
    const { errors } = await expectProblem(await desk("PUT", "/articles/bad", article(overrides)), 422, "invalid");
    expect(errors).toMatchObject([{ field, allowed }]);
    expect(await count("article")).toBe(0);
  });

  test("the same image twice, with rights that contradict each other", async () => {
    const sha256 = await upload(png(10, 10, "twice"));
    const image = (licence: string) => ({ sha256, alt: "a", credit: "c", owner: "o", licence });
    const { errors } = await expectProblem(
      await desk("PUT", "/articles/bad", article({ images: [image("none"), image("open")] })),
      422,
      "invalid",
    );
    expect(errors).toMatchObject([{ field: "images[1]", allowed: "each only once" }]);
  });

  test("at most a hundred mistakes are told", async () => {
    const nonsense = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`n${at}`, at]));
    const { errors } = await expectProblem(
      await desk("PUT", "/articles/bad", { ...article(), ...nonsense }),
      422,
      "invalid",
    );
    expect(errors).toHaveLength(100);
  });

  test("a batch with one mistake writes nothing", async () => {
    const articles = [article({ id: "good" }), article({ id: "bad", section: "nowhere" }), article({ id: "good" })];
    const { errors } = await expectProblem(await desk("PUT", "/articles", { articles }), 422, "invalid");
    expect(errors).toMatchObject([
      { field: "section", article: "bad" },
      { field: "articles[2].id", article: "good" },
    ]);
    expect(await count("article")).toBe(0);
  });

  test("an article that was released isn't taken back by a date", async () => {
    await publish("harbour");
    const { errors } = await expectProblem(
      await desk("PUT", "/articles/harbour", article({ embargo: "2027-01-01T00:00:00Z" })),
      422,
      "invalid",
    );
    expect(errors).toMatchObject([{ field: "embargo" }]);
  });

  test("more than 50 articles, more than 1 MB, other types, broken JSON", async () => {
    const many = Array.from({ length: 51 }, (_, at) => article({ id: `s-${at}` }));
    await expectProblem(await desk("PUT", "/articles", { articles: many }), 422, "invalid");
    await expectProblem(
      await desk("PUT", "/articles/big", article({ body: "x".repeat(1024 * 1024) })),
      413,
      "too-large",
    );
    const send = (headers: Record<string, string>, body: string) =>
      request("/v1/desk/articles/x", {
        method: "PUT",
        headers: { Authorization: `Bearer ${TOKEN}`, ...headers },
        body,
      });
    await expectProblem(await send({ "Content-Type": "text/plain" }, "{}"), 415, "unsupported-media-type");
    await expectProblem(
      await send({ "Content-Type": "application/json", "Content-Encoding": "gzip" }, "{}"),
      415,
      "unsupported-media-type",
    );
    await expectProblem(await send({ "Content-Type": "application/json" }, '{"headline":'), 400, "malformed");
    await expectProblem(await send({ "Content-Type": "application/json" }, "null"), 422, "invalid");
  });

  test("an image that isn't one, or isn't the one it says", async () => {
    const sha = "a".repeat(64);
    const send = (path: string, body: string) =>
      request(path, { method: "PUT", headers: { Authorization: `Bearer ${TOKEN}` }, body });
    await expectProblem(await send(`/v1/desk/images/${sha}`, "hello"), 422, "invalid");
    await expectProblem(
      await send("/v1/desk/images/2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "hello"),
      422,
      "invalid",
    );
    await expectProblem(await send("/v1/desk/images/short", "hello"), 422, "invalid");
    expect(await count("image")).toBe(0);
  });

  test("before a masthead there is nothing to publish into, and nothing to read", async () => {
    await freshWire();
    await expectProblem(await desk("PUT", "/articles/early", article()), 503, "nothing-published");
    await expectProblem(await get("/feeds/latest.rss"), 503, "nothing-published");
    expect((await get("/health")).status).toBe(200);
  });
});

describe("publishing is guarded", () => {
  test.each([
    "GET /articles",
    "PUT /articles",
    "PUT /articles/x",
    "PUT /masthead",
    `PUT /images/${"a".repeat(64)}`,
    "DELETE /anything",
  ])("%s needs a token", async (route) => {
    const [method = "", path = ""] = route.split(" ");
    for (const authorization of [
      undefined,
      "Bearer ",
      "Bearer wrong",
      "Basic dGVzdGVyOmN3ZGVza190ZXN0",
      `Bearer ${TOKEN}x`,
    ]) {
      const response = await request(`/v1/desk${path}`, {
        method,
        headers: authorization ? { Authorization: authorization } : {},
      });
      const { detail } = await expectProblem(response, 401, "unauthorized");
      expect(response.headers.get("WWW-Authenticate")).toMatch(/^Bearer realm="desk"/);
      expect(detail).not.toContain("wrong");
    }
  });

  test("a token in the query is no token", async () => {
    await expectProblem(await request(`/v1/desk/articles?token=${TOKEN}&access_token=${TOKEN}`), 401, "unauthorized");
  });

  test("unknown methods and addresses, with a token", async () => {
    const response = await desk("DELETE", "/articles/x");
    await expectProblem(response, 405, "method-not-allowed");
    expect(response.headers.get("Allow")).toBe("PUT, GET, HEAD");
    await expectProblem(await desk("GET", "/nothing"), 404, "not-found");
  });

  test("what the desk reads is never cached", async () => {
    expect((await desk("GET", "/articles")).headers.get("Cache-Control")).toBe("private, no-store");
    expect((await desk("PUT", "/articles/x", article())).headers.get("Cache-Control")).toBe("private, no-store");
  });

  test("ten publishes at once all land, each once", async () => {
    const done = await Promise.all(
      Array.from({ length: 10 }, (_, at) => desk("PUT", `/articles/s-${at}`, article({ headline: `Story ${at}` }))),
    );
    const statuses = done.map(({ status }) => status);
    // A request that loses the race on every attempt gets 409, and writes nothing.
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    expect(await count("article")).toBe(statuses.filter((status) => status === 200).length);
    expect(await count("change WHERE kind = 'released'")).toBe(await count("article"));
  });
});
