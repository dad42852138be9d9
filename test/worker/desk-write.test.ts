import { beforeEach, describe, expect, test } from "vitest";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { png } from "../support/png.ts";
import { basic } from "../support/publisher.ts";
import { desk, get, harbourWire, publish, request, TOKEN, upload } from "../support/wire.ts";

beforeEach(harbourWire);

const STORY = [
  ["id", "ferry"],
  ["headline", "Ferry < runs > again"],
  ["summary", "The ferry runs again."],
  ["body", "<p>Twice a day.</p>\r\n<script>alert(1)</script>"],
  ["authors", "ann"],
  ["authors", "bob"],
  ["section", "world"],
  ["topics", "trade"],
  ["published", "2026-05-02T09:00:00+09:00"],
  ["embargo", ""],
  ["licence", ""],
] as const;

/** Sends the form as a browser does; `changes` replaces the fields of the same name. */
const send = (version: number, changes: readonly (readonly [string, string])[] = [], headers = {}) =>
  request("/desk/write", {
    method: "POST",
    redirect: "manual",
    headers: { Accept: "text/html", "Sec-Fetch-Site": "same-origin", ...basic(TOKEN), ...headers },
    body: new URLSearchParams(
      [
        ["version", String(version)],
        ...STORY.filter(([name]) => !changes.some(([changed]) => changed === name)),
        ...changes,
      ].map(([name = "", value = ""]) => [name, value]),
    ),
  });
const page = async (path: string) => (await get(path, { Accept: "text/html", ...basic(TOKEN) })).text();

describe("a story that is written on the desk's page", () => {
  test("is published like one from a file, cleaned, under the publication's licence", async () => {
    const sent = await send(0);
    expect([sent.status, sent.headers.get("Location")]).toEqual([303, "/desk/articles/ferry"]);
    expect(await (await get("/v1/articles/ferry")).json()).toMatchObject({
      headline: "Ferry < runs > again",
      body: expect.not.stringContaining("script"),
      authors: [{ id: "ann" }, { id: "bob" }],
      section: { id: "world" },
      published: "2026-05-02T00:00:00Z",
      metadata: { licence: { id: "open" } },
    });
  });

  test("with an embargo, can be written anew until it is released, and keeps what the form has no field for", async () => {
    const sha256 = await upload(png(640, 480, "quay"));
    const images = [{ sha256, alt: "Quay", credit: "c", owner: "o", licence: "open" }];
    await publish("scoop", { embargo: "2026-06-01T13:00:00Z", images, holder: "Partner", topics: [] });
    expect(await page("/desk/articles/scoop")).toContain("/desk/write?article=scoop");
    const form = await page("/desk/write?article=scoop");
    expect(form).toContain("The harbour is open again.");
    expect((await get("/articles/scoop")).status).toBe(404);
    const anew = [
      ["id", "scoop"],
      ["embargo", "2026-06-01T12:30:00Z"],
      ["body", `<p>Anew.</p><img src="/images/${sha256}">`],
    ] as const;
    expect((await send(1, anew)).status).toBe(303);
    pass(1800);
    await cron();
    expect(await (await get("/v1/articles/scoop")).json()).toMatchObject({
      body: expect.stringContaining("Anew."),
      metadata: { version: 2, holder: "Partner", images: [{ alt: "Quay" }] },
    });
    const out = await request("/desk/write?article=scoop", { headers: basic(TOKEN), redirect: "manual" });
    expect([out.status, out.headers.get("Location")]).toEqual([303, "/desk/articles/scoop"]);
  });
});

describe("the form refuses", () => {
  test("what is wrong, by field, and keeps what was filled in", async () => {
    const refused = await send(0, [
      ["id", "Not An Id"],
      ["published", "tomorrow"],
    ]);
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toContain('id="id-wrong"');
    expect(html).toContain('id="published-wrong"');
    expect(html).toContain("Ferry &lt; runs &gt; again");
    const unknown = await send(0, [["section", "nowhere"]]);
    expect([unknown.status, await unknown.text()]).toEqual([422, expect.stringContaining("section-wrong")]);
  });

  test("an id that is taken, a text that was overtaken, a story that is out by now", async () => {
    const taken = await send(0, [["id", "harbour"]]);
    expect([taken.status, await taken.text()]).toEqual([409, expect.stringContaining("with this id already exists")]);
    await publish("scoop", { embargo: "2026-07-01T00:00:00Z" });
    await publish("scoop", { embargo: "2026-07-01T00:00:00Z", headline: "By another" });
    const old = await send(1, [
      ["id", "scoop"],
      ["embargo", "2026-07-01T00:00:00Z"],
    ]);
    expect([old.status, await old.text()]).toEqual([409, expect.stringContaining("was published in the meantime")]);
    const out = await send(1, [["id", "harbour"]]);
    expect([out.status, await out.text()]).toEqual([409, expect.stringContaining("Correct it instead")]);
    const { article } = await (await desk("GET", "/articles/harbour")).json<{ article: { headline: string } }>();
    expect(article.headline).toBe("Harbour reopens");
  });
});

test("the form is guarded: no stranger, no other site, no cache", async () => {
  expect((await get("/desk/write")).status).toBe(401);
  expect((await send(0, [], { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
  expect((await get("/desk/write", basic(TOKEN))).headers.get("Cache-Control")).toBe("private, no-store");
  expect((await get("/desk/write?article=nothing", basic(TOKEN))).status).toBe(404);
  expect((await get("/articles/ferry")).status).toBe(404);
});
