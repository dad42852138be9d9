import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { publishMasthead as renameByJob } from "../../src/commands/publishing/publish-masthead.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { LOG, VISIBLE_CHANGES } from "../../src/store/article/change-log.ts";
import { applied, freshRead, pageOf, pagesOf, short } from "../support/changes.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import { bearer, publisherWithKey, sites } from "../support/publisher.ts";
import {
  act,
  article,
  desk,
  fill,
  get,
  getLicensed,
  harbourWire,
  MASTHEAD,
  publish,
  publishMasthead,
  tagOf,
  upload,
} from "../support/wire.ts";

beforeEach(harbourWire);

/** Returns the cursor at the end of the log, for the public or with some licenses. */
const end = async (licences?: string[]): Promise<string> => (await pagesOf(undefined, licences)).next;

/** Returns the changes listed after something happened. */
async function toldAfter(happens: () => Promise<unknown>, licences?: string[]) {
  const cursor = await end(licences);
  pass(60);
  await happens();
  return pagesOf(cursor, licences);
}

const { open, eligible } = MASTHEAD.licences;
const masthead = (licences: Record<string, unknown>) => ({
  ...MASTHEAD,
  licences: { ...MASTHEAD.licences, ...licences },
});

describe("it works: from the beginning", () => {
  test("everything that may be seen is told once, in the order of its changes, as /v1/articles has it", async () => {
    await publish("second", { licence: "eligible" });
    await act("harbour", "correct", { note: "One." });
    const page = await pageOf();
    expect(short(page)).toEqual(["updated released second", "updated corrected harbour"]);
    expect(page.more).toBe(false);
    expect(page.changes[1]).toMatchObject({ id: "http://localhost:8787/articles/harbour", version: 2 });
    expect(applied({}, page.changes)).toEqual(await freshRead());
  });

  test("in pages of any size the same is told, each once", async () => {
    await fill("world", 30);
    const whole = await pagesOf(undefined, undefined, 100);
    for (const limit of [1, 7, 31]) {
      const pages = await pagesOf(undefined, undefined, limit);
      expect(pages.changes).toEqual(whole.changes);
      expect(pages.next).toBe(whole.next);
    }
    expect(whole.changes.length).toBe(31);
  });

  test("what is gone already isn't told, and what goes in the middle of the walk is", async () => {
    await publish("gone", {});
    await act("gone", "withhold", { reason: "r" });
    await publish("last", {});
    const first = await pageOf(undefined, undefined, 1);
    expect([short(first), first.more]).toEqual([["updated released harbour"], true]);
    await act("harbour", "kill", { reason: "Wrong." });
    expect(short(await pagesOf(first.next))).toEqual(["updated released last", "removed killed harbour"]);
  });

  test("where nothing was ever released there is nothing, and a cursor that goes on", async () => {
    await env.DB.batch(["article", "membership"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
    isolate.reset();
    const page = await pageOf();
    expect([page.changes, page.more]).toEqual([[], false]);
    await publish("first");
    expect(short(await pageOf(page.next))).toEqual(["updated released first"]);
  });
});

describe("it works: going on", () => {
  test("while nothing changes the same cursor comes, with the same bytes, and 304", async () => {
    const cursor = await end();
    const path = `/v1/changes?after=${cursor}`;
    const first = await get(path);
    expect(await first.json()).toEqual({ changes: [], next: cursor, more: false });
    const tag = first.headers.get("ETag") ?? "";
    expect((await get(path, { "If-None-Match": tag })).status).toBe(304);
    await publish("other");
    expect((await get(path, { "If-None-Match": tag })).status).toBe(200);
  });

  test.each([
    ["correct", { note: "n", changes: { headline: "New" } }, "updated corrected harbour"],
    ["fix", { changes: { headline: "New" } }, "updated corrected harbour"],
    ["withhold", { reason: "r" }, "removed withheld harbour"],
    ["kill", { reason: "r" }, "removed killed harbour"],
    ["expire", { reason: "r" }, "removed expired harbour"],
  ])("%s", async (name, body, expected) => {
    expect(short(await toldAfter(() => act("harbour", name, body)))).toEqual([expected]);
  });

  test("restored after a kill, that is what is told; who was away saw neither", async () => {
    const cursor = await end();
    await act("harbour", "kill", { reason: "r" });
    const killed = await pageOf(cursor);
    pass(60);
    await act("harbour", "restore", { reason: "r" });
    for (const from of [cursor, killed.next]) expect(short(await pageOf(from))).toEqual(["updated restored harbour"]);
  });

  test("released by the cron at the end of its embargo, and taken away by it at the end of its time", async () => {
    const cursor = await end();
    await publish("later", { embargo: "2026-06-01T13:00:00Z", expires: "2026-06-01T14:00:00Z", licence: "eligible" });
    expect(await pageOf(cursor)).toEqual({ changes: [], next: cursor, more: false });
    pass(3600);
    await cron();
    const released = await pageOf(cursor);
    expect(short(released)).toEqual(["updated released later"]);
    pass(3600);
    await cron();
    expect(short(await pageOf(released.next))).toEqual(["removed expired later"]);
    expect(short(await pageOf(cursor))).toEqual(["removed expired later"]);
  });

  test("put under another licence while it was gone, what is left of it comes after it went", async () => {
    const cursor = await end();
    await act("harbour", "withhold", { reason: "r" });
    const gone = await pageOf(cursor);
    await act("harbour", "relicense", { licence: "reserved" });
    await act("harbour", "restore", { reason: "r" });
    expect(short(await pageOf(cursor))).toEqual(["removed relicensed harbour", "updated restored harbour"]);
    expect(short(await pageOf(gone.next))).toEqual(["updated restored harbour"]);
  });

  test("a cursor that names a hundred licences is taken, as every one that was given", async () => {
    const many = Array.from({ length: 100 }, (_, at) => `a-rather-long-name-of-a-licence-of-a-partner-${at}`);
    await publish("other", { licence: "eligible" });
    const { next } = await pageOf(undefined, [...many, "eligible"], 1);
    expect(short(await pageOf(next, [...many, "eligible"], 1))).toEqual(["updated released other"]);
  });

  test("another time zone, since the days of corrections are told in it", async () => {
    await act("harbour", "correct", { note: "One." });
    const held = await freshRead();
    const publication = { ...MASTHEAD.publication, timeZone: "Pacific/Kiritimati" };
    const told = await toldAfter(() => publishMasthead({ ...MASTHEAD, publication }));
    expect(applied(held, told.changes)).toEqual(await freshRead());
    expect(await freshRead()).not.toEqual(held);
  });

  test("an author renamed, a section, the publication: what bears the name, as settings", async () => {
    await publish("other", { authors: ["bob"], section: "world" });
    const { publication, authors } = MASTHEAD;
    const renamed = { ...MASTHEAD, authors: { ...authors, ann: { ...authors.ann, name: "Ann Other" } } };
    const told = await toldAfter(() => publishMasthead(renamed));
    expect(short(told)).toEqual(["updated settings harbour"]);
    expect(told.changes[0]).toMatchObject({ version: 1, article: { authors: [{ name: "Ann Other" }] } });
    const section = { ...renamed, publication: { ...publication, sections: { asia: "Asia", world: "The World" } } };
    expect(short(await toldAfter(() => publishMasthead(section)))).toEqual(["updated settings other"]);
    const named = { ...section, publication: { ...section.publication, name: "Another Foundation" } };
    const all = await toldAfter(() => publishMasthead(named));
    expect(short(all)).toEqual(["updated settings harbour", "updated settings other"]);
    const contact = { ...named, publication: { ...named.publication, description: "What no article bears." } };
    expect(short(await toldAfter(() => publishMasthead(contact)))).toEqual([]);
    expect(applied({}, all.changes)).toEqual(await freshRead());
  });
});

describe("it works: what a licence opens", () => {
  test("relicensed, so that less is left: gone, and then what may still be seen; never on two pages", async () => {
    const cursor = await end();
    await publish("between");
    await act("harbour", "relicense", { licence: "eligible" });
    const first = await pageOf(cursor, undefined, 1);
    const second = await pageOf(first.next, undefined, 1);
    expect([short(first), first.more]).toEqual([["updated released between"], true]);
    expect([short(second), second.more]).toEqual([["removed relicensed harbour", "updated relicensed harbour"], false]);
    expect(second.changes[1]).toMatchObject({ article: { metadata: { shows: "summary" } } });
    expect(JSON.stringify(second.changes)).not.toContain("The harbour is open again.");
    expect(short(await pagesOf(cursor, ["eligible"]))).toContain("updated relicensed harbour");
  });

  test("who is told of its release only now has lost nothing", async () => {
    const cursor = await end();
    await publish("fresh");
    await act("fresh", "relicense", { licence: "eligible" });
    expect(short(await pageOf(cursor))).toEqual(["updated relicensed fresh"]);
  });

  test("relicensed and then corrected, before anybody asked: the loss is told, on a later page too", async () => {
    const cursor = await end();
    await act("harbour", "relicense", { licence: "reserved" });
    await publish("between");
    await act("harbour", "correct", { note: "n" });
    const first = await pageOf(cursor, undefined, 1);
    expect(short(await pageOf(first.next, undefined, 1))).toEqual([
      "removed relicensed harbour",
      "updated corrected harbour",
    ]);
  });

  test("a licence's new text: each article under it", async () => {
    const narrowed = masthead({ open: { ...open, publicText: "summary" } });
    expect(short(await toldAfter(() => publishMasthead(narrowed)))).toEqual([
      "removed relicensed harbour",
      "updated relicensed harbour",
    ]);
    const widened = masthead({ open: { ...open, publicText: "full", statement: "More." } });
    expect(short(await toldAfter(() => publishMasthead(widened)))).toEqual(["updated relicensed harbour"]);
  });

  test("a new text of an image's licence: the articles that show the image, and none that is hidden", async () => {
    const sha256 = await upload(png(1200, 800, "photo"));
    const images = [{ sha256, alt: "Alt", credit: "Credit", owner: "Owner", licence: "eligible" }];
    await publish("pictured", { images });
    await publish("pulled", { images });
    await act("pulled", "withhold", { reason: "r" });
    const narrowed = masthead({ eligible: { ...eligible, publicText: "link" } });
    const told = await toldAfter(() => publishMasthead(narrowed), ["eligible"]);
    expect(short(told)).toEqual(["updated settings pictured"]);
  });

  test("an agreement that ended: what it opened is gone, and then what may still be seen; another that began", async () => {
    await publish("members", { licence: "eligible", body: "<p>For members.</p>" });
    await publish("others", { licence: "reserved" });
    await publish("after");
    const cursor = await end(["eligible"]);
    const ended = await pagesOf(cursor, []);
    expect(short(ended)).toEqual(["removed agreement-ended members", "updated agreement-ended members"]);
    expect(JSON.stringify(ended)).not.toContain("For members.");
    // A reader that no longer sends a key gets the same changes.
    expect(short(await pagesOf(cursor))).toEqual(short(ended));
    const begun = await pagesOf(ended.next, ["eligible", "reserved"]);
    expect(short(begun)).toEqual(["updated released members", "updated released others"]);
    expect(applied(applied({}, (await pagesOf()).changes), begun.changes)).toEqual(
      await freshRead(["eligible", "reserved"]),
    );
    expect(short(await pagesOf(begun.next, ["eligible", "reserved"]))).toEqual([]);
  });

  test("an agreement that opens nothing which everybody hasn't, changes nothing", async () => {
    expect((await pagesOf(await end(), ["open"])).changes).toEqual([]);
  });

  test("an agreement for an image's licence: the article comes again with the image, and without it", async () => {
    const sha256 = await upload(png(1200, 800, "photo"));
    await publish("pictured", {
      images: [{ sha256, alt: "Alt", credit: "Credit", owner: "Owner", licence: "eligible" }],
    });
    const begun = await pagesOf(await end(), ["eligible"]);
    expect(short(begun)).toEqual(["updated released pictured"]);
    expect(JSON.stringify(begun)).toContain(`/images/${sha256}-`);
    const ended = await pagesOf(begun.next);
    expect(short(ended)).toEqual(["updated released pictured"]);
    expect(JSON.stringify(ended)).not.toContain(sha256);
  });

  test("an access that changes in the middle of that begins it anew, and misses nothing", async () => {
    for (const id of ["one", "two", "three"]) await publish(id, { licence: "eligible" });
    for (const id of ["four", "five"]) await publish(id, { licence: "reserved" });
    const first = await pageOf(await end(["eligible"]), [], 2);
    expect([short(first).length, first.more]).toEqual([4, true]);
    const rest = await pagesOf(first.next, ["reserved"], 2);
    expect(short(rest)).toEqual([
      ...["one", "two", "three"].flatMap((id) => [`removed agreement-ended ${id}`, `updated agreement-ended ${id}`]),
      "updated released four",
      "updated released five",
    ]);
  });

  test("an article that excludes itself from its licence is the same for every key", async () => {
    await publish("ours-not", { licence: "eligible", exclude: true });
    expect((await pagesOf(await end(["eligible"]), [])).changes).toEqual([]);
  });

  test("with a real key: more than everybody, its own answer, and how far it has read is noted", async () => {
    sites({});
    await publish("members", { licence: "eligible", body: "<p>For members.</p>" });
    const { id, key } = await publisherWithKey();
    const path = "/v1/changes";
    for (let round = 0; round < 2; round++) {
      expect(await (await get(path)).text()).not.toContain("For members.");
      const response = await get(path, bearer(key));
      expect([response.headers.get("Vary"), response.headers.get("Cache-Control")]).toEqual([
        "Authorization",
        "private, no-cache",
      ]);
      expect(await response.text()).toContain("For members.");
    }
    expect(await costOf(() => get(path, bearer(key)))).toEqual({ batches: [], alone: 0, rowsRead: 0 });
    const { results } = await env.DB.prepare(
      "SELECT reading.change = article.change AS same, reading.publisher, address FROM reading, article WHERE article.id = 'members'",
    ).all();
    expect(results).toEqual([{ same: 1, publisher: id, address: path }]);
    const { next } = await (await get(path, bearer(key))).json<{ next: string }>();
    expect(short(await pageOf(next))).toEqual(["removed agreement-ended members", "updated agreement-ended members"]);
  });
});

describe("it refuses", () => {
  test("a cursor that isn't ours, of another wire, or garbled", async () => {
    const cursor = await end();
    await env.DB.prepare("UPDATE ledger SET salt = 'another'").run();
    isolate.reset();
    for (const wrong of [cursor, `${cursor.slice(0, -2)}zz`, "", "abc", "%00", btoa("[1]")]) {
      const { errors } = await expectProblem(await get(`/v1/changes?after=${wrong}`), 422, "invalid");
      expect(errors).toMatchObject([
        {
          field: "after",
          problem: "isn't a cursor from this wire",
          allowed: "the `next` value of this wire's last answer; or no `after`, to start over",
        },
      ]);
      expect(errors[0]?.value?.length).toBeLessThanOrEqual(62);
    }
    await env.DB.prepare("UPDATE ledger SET salt = '9f2c'").run();
  });

  test("a cursor from the future, as after a backup was brought back, in words of its own", async () => {
    await publish("later");
    const cursor = await end();
    await env.DB.prepare("UPDATE article SET change = change - 1 WHERE id = 'later'").run();
    await env.DB.prepare("UPDATE ledger SET revision = revision + 1").run();
    isolate.reset();
    const { errors } = await expectProblem(await get(`/v1/changes?after=${cursor}`), 422, "invalid");
    expect(errors).toMatchObject([{ field: "after", problem: "is newer than anything on this wire" }]);
  });

  test.each(["limit=0", "limit=101", "limit=x", `after=${"a".repeat(4001)}`])("?%s", async (query) => {
    const { errors } = await expectProblem(await get(`/v1/changes?${query}`), 422, "invalid");
    expect(errors[0]?.field).toBe(query.split("=")[0]);
  });

  test("a key that isn't known, another method, a path behind it", async () => {
    await expectProblem(await get("/v1/changes", bearer("cw_nothing")), 401, "unauthorized");
    await expectProblem(await get("/v1/changes/1"), 404, "not-found");
    expect((await getLicensed("/v1/changes/1", ["open"])).status).toBe(404);
  });
});

describe("it is guarded", () => {
  test("of what was withheld or is over nothing is said but its id", async () => {
    const cursor = await end();
    await publish("other");
    await act("other", "expire", { reason: "The contract is over." });
    await act("harbour", "withhold", { reason: "Being looked at." });
    const names = (slug: string) => ({ type: "removed", id: `http://localhost:8787/articles/${slug}`, slug });
    expect((await pageOf(cursor)).changes).toEqual([
      { ...names("other"), kind: "expired" },
      { ...names("harbour"), kind: "withheld" },
    ]);
  });

  test("of a killed one, when, why and in which version, and no text", async () => {
    const told = await toldAfter(() => act("harbour", "kill", { reason: "Sourcing error." }), ["open"]);
    expect(told.changes).toEqual([
      {
        type: "removed",
        id: "http://localhost:8787/articles/harbour",
        slug: "harbour",
        kind: "killed",
        version: 2,
        at: new Date().toISOString().replace(".000Z", "Z"),
        reason: "Sourcing error.",
      },
    ]);
  });

  test("of a killed one that is sent again, the version that killed it, and a new reason as soon as there is one", async () => {
    const cursor = await end();
    await publish("harbour", { status: "canceled", reason: "Wrong." });
    const killed = await pagesOf(cursor);
    const tag = () => tagOf(`/v1/changes?after=${cursor}`);
    const before = await tag();
    await publish("harbour", { status: "canceled", reason: "Wrong.", body: "<p>Another.</p>" });
    expect(await tag()).toBe(before);
    expect((await pagesOf(cursor, ["open"])).changes).toMatchObject([{ kind: "killed", version: 2 }]);
    await publish("harbour", { status: "canceled", reason: "Quite wrong.", body: "<p>Another.</p>" });
    expect(await tag()).not.toBe(before);
    expect((await pagesOf(killed.next)).changes).toMatchObject([
      { type: "removed", kind: "killed", version: 2, reason: "Quite wrong." },
    ]);
  });

  test("what was never released moves nothing: no entry, no cursor, no ETag, though it is killed, edited or over", async () => {
    const cursor = await end();
    const paths = ["/v1/changes", `/v1/changes?after=${cursor}`, "/v1/changes?limit=1"];
    const before = await Promise.all(paths.map(tagOf));
    await publish("scoop", { embargo: "2026-06-01T13:00:00Z", expires: "2026-06-01T14:00:00Z", licence: "eligible" });
    await publish("held", { status: "withheld", licence: "eligible" });
    await publish("unborn", { status: "canceled", reason: "r" });
    await publish("held", { status: "withheld", headline: "Edited", licence: "eligible" });
    await act("scoop", "kill", { reason: "r" });
    // A topic and an author of a future story: nobody may see that there will be one.
    const { publication, authors } = MASTHEAD;
    await publishMasthead({
      ...MASTHEAD,
      publication: { ...publication, topics: { ...publication.topics, next: "What comes" } },
      authors: { ...authors, nova: { name: "Nova New" } },
    });
    pass(10_800);
    await cron();
    expect(await Promise.all(paths.map(tagOf))).toEqual(before);
    expect(await pageOf(cursor)).toEqual({ changes: [], next: cursor, more: false });
  });

  test("what is gone and then edited, over or renamed isn't told again", async () => {
    await publish("other", { expires: "2026-06-01T13:00:00Z", licence: "eligible" });
    await act("other", "withhold", { reason: "r" });
    await act("harbour", "kill", { reason: "r" });
    const cursor = await end();
    await publish("harbour", { headline: "Edited" });
    await publishMasthead({ ...MASTHEAD, authors: { ...MASTHEAD.authors, ann: { name: "Ann Other" } } });
    pass(7200);
    await cron();
    expect((await pageOf(cursor)).changes).toEqual([]);
  });

  test("no page is short because of what is gone: nobody can count it", async () => {
    for (const id of ["one", "two", "three", "four"]) await publish(id);
    for (const id of ["one", "three"]) await act(id, "withhold", { reason: "r" });
    const sizes: number[] = [];
    let page = await pageOf(undefined, undefined, 1);
    for (; page.more; page = await pageOf(page.next, undefined, 1)) sizes.push(page.changes.length);
    expect([...sizes, page.changes.length]).toEqual([1, 1, 1]);
  });

  test("what is published while a page is read is told on the next one, with the names that it brings", async () => {
    await publish("other", { authors: ["bob"] });
    const statement: D1PreparedStatement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
    const { all } = statement;
    const job = { db: env.DB, origin: "http://localhost:8787", now: Date.now(), clock: Date.now, by: "other isolate" };
    let asked = 0;
    // Freshness is read first, then the content: an author is renamed in between.
    const spy = vi.spyOn(statement, "all").mockImplementation(async function (this: D1PreparedStatement) {
      asked += 1;
      if (asked === 2)
        await renameByJob(job, { ...MASTHEAD, authors: { ...MASTHEAD.authors, bob: { name: "Bob Other" } } });
      return all.call(this);
    });
    const page = await pageOf();
    spy.mockRestore();
    expect(short(page)).toEqual(["updated released harbour"]);
    pass(2);
    const rest = await pageOf(page.next);
    expect(short(rest)).toEqual(["updated settings other"]);
    expect(applied(applied({}, page.changes), rest.changes)).toEqual(await freshRead());
  });
});

describe("what it costs", () => {
  test("a hit nothing, a second later one row; a page four rows an article and seven, however large the log", async () => {
    await fill("world", 60);
    const cursor = await end();
    await fill("asia", 90);
    const path = `/v1/changes?limit=30&after=${cursor}`;
    isolate.reset();
    const small = await costOf(() => get(path));
    expect(await costOf(() => get(path))).toEqual({ batches: [], alone: 0, rowsRead: 0 });
    pass(2);
    expect(await costOf(() => get(path))).toEqual({ batches: [], alone: 1, rowsRead: 1 });
    for (let at = 0; at < 40; at++) await act("harbour", "correct", { note: `Note ${at}.` });
    isolate.reset();
    const large = await costOf(() => get(path));

    expect(large.rowsRead).toBe(small.rowsRead);
    expect(small.rowsRead).toBeLessThanOrEqual(4 * 31 + 7);
  });

  test.each([
    ["what changed", LOG, ["[]", 1, "", 9, 50, 1], "article_change"],
    ["what stands", VISIBLE_CHANGES, ["[]", 1, "", 9, "", 50, 0, "[]"], "article_out"],
  ])("the query of %s walks its index in order: nothing is scanned or sorted", async (_name, sql, values, index) => {
    const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...values)
      .all<{ detail: string }>();
    const steps = plan.results
      .map(({ detail }) => detail)
      .filter((step) => /article|change|image_use|had|TEMP B-TREE/.test(step));
    expect(steps[0]).toMatch(new RegExp(`^SEARCH article USING INDEX ${index} \\(.*change.*>`));
    for (const step of steps.slice(1)) expect(step).toMatch(/^(SEARCH (change|image_use|had) |CORRELATED)/);
  });
});

test("an article that a batch brings in is told with all of the batch, whatever the page's size", async () => {
  const cursor = await end();
  const batch = ["a", "b", "c", "d"].map((id) => article({ id, headline: id }));
  expect((await desk("PUT", "/articles", { articles: batch })).status).toBe(200);
  expect(short(await pagesOf(cursor, undefined, 1))).toEqual(
    ["a", "b", "c", "d"].map((id) => `updated released ${id}`),
  );
});
