import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { watchKeys } from "../../src/commands/publishers/watch-keys.ts";
import { BATCH, KEYS } from "../../src/model/policy.ts";
import { newSecret } from "../../src/model/publisher/key.ts";
import { DAY, SECOND } from "../../src/model/time.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { type Answers, world } from "../support/outbound.ts";
import { expectProblem } from "../support/problem.ts";
import { applied, basic, bearer, decided, keyFor, prove, publisherWithKey, wireWith } from "../support/publisher.ts";
import { desk, get, ORIGIN } from "../support/wire.ts";

const FEED = "https://paper.example/feed/";
const AROUND = "words that stand around it";
const leaking =
  (...keys: string[]): Answers =>
  () =>
    new Response(
      `<rss>${AROUND} ${keys.map((key) => `<source url="${ORIGIN}/k/${key}/feeds/latest.rss"/>`).join("")}</rss>`,
    );

let warnings: string[] = [];
beforeEach(async () => {
  await wireWith("ours");
  warnings = [];
  vi.spyOn(console, "warn").mockImplementation((...words) => void warnings.push(words.map(String).join(" ")));
});
afterEach(() => void vi.restoreAllMocks());

/** Returns the external addresses requested. */
const askedIn = (spy: ReturnType<typeof world>): string[] => spy.mock.calls.map(([address]) => String(address));

/** Returns every row of the database as text. */
async function everything(): Promise<string> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  ).all<{ name: string }>();
  const rows = await Promise.all(results.map(({ name }) => env.DB.prepare(`SELECT * FROM "${name}"`).all()));
  return JSON.stringify(rows.map((each) => each.results));
}

const foundKeys = async (key: string) =>
  (await (await get("/v1/publisher/todo", bearer(key))).json<{ keys: { because: string; foundAt: string }[] }>()).keys;

describe("a key on its publisher's own page", () => {
  test("is revoked at once, and its publisher and the desk are told where it was", async () => {
    const { id, token, key } = await publisherWithKey();
    const { id: leakedId, key: leaked } = await keyFor(token, { name: "WordPress", scope: "read" });
    expect((await get("/v1/articles/ours", bearer(leaked))).status).toBe(200);
    world({ [FEED]: leaking(leaked) });
    await cron();
    const refused = await expectProblem(await get("/v1/articles/ours", bearer(leaked)), 401, "unauthorized");
    expect(refused.detail).toContain("found on a public page");
    expect((await get("/v1/articles/ours", bearer(key))).status).toBe(200);

    expect(await foundKeys(key)).toMatchObject([{ key: leakedId, name: "WordPress", because: "found", foundAt: FEED }]);
    const pages = ["/publisher", `/applications/${token}`, "/desk", `/desk/publishers/${id}`];
    for (const path of pages) {
      const page = await (await get(path, basic(path.startsWith("/desk") ? "cwdesk_test" : key))).text();
      expect([path, page]).toEqual([path, expect.stringContaining(`found at <code>${FEED}</code>`)]);
    }
    const { audit } = await (await desk("GET", `/audit?publisher=${id}`)).json<{ audit: object[] }>();
    expect(audit[0]).toMatchObject({
      action: "revoke-found-key",
      by: "cron",
      publisher: id,
      reason: `It was found at ${FEED}.`,
      details: { key: leakedId, name: "WordPress", foundAt: FEED },
    });
    expect(warnings.join("\n")).toContain(`found at ${FEED}`);
    for (const kept of [await everything(), warnings.join("\n")])
      for (const secret of [leaked, leaked.slice(3, 40), AROUND]) expect(kept).not.toContain(secret);
  });

  test("is found by the home page's link, too, whatever its kind and scope", async () => {
    const { token } = await publisherWithKey();
    const leaked = await Promise.all(
      [{ kind: "feed" }, { scope: "report" }, { scope: "manage" }].map(async (wish) => (await keyFor(token, wish)).key),
    );
    world({
      "https://paper.example/": () =>
        new Response('<link rel="alternate" type="application/atom+xml" href="/atom.xml">', {
          headers: { "Content-Type": "text/html" },
        }),
      "https://paper.example/atom.xml": leaking(...leaked),
    });
    await cron();
    for (const key of leaked) expect((await get("/licensed/feeds/latest.rss", basic(key))).status).toBe(401);
  });

  test("is told of for a while only", async () => {
    const { token, key } = await publisherWithKey();
    const { key: leaked } = await keyFor(token);
    world({ [FEED]: leaking(leaked) });
    await cron();
    pass((KEYS.foundDays * DAY) / SECOND - 1);
    expect(await foundKeys(key)).toHaveLength(1);
    pass(2);
    expect(await foundKeys(key)).toEqual([]);
    expect(await (await get("/desk", basic("cwdesk_test"))).text()).not.toContain("Keys found on the web");
  });
});

test("a key of another publisher is revoked, too, and that publisher is told", async () => {
  await publisherWithKey();
  const other = await publisherWithKey({ organization: "Radio", domains: ["radio.example"] });
  const { key: leaked } = await keyFor(other.token);
  world({ [FEED]: leaking(leaked) });
  await cron();
  expect((await get("/v1/articles/ours", bearer(leaked))).status).toBe(401);
  expect(await foundKeys(other.key)).toMatchObject([{ foundAt: FEED }]);
  expect(await (await get("/desk", basic("cwdesk_test"))).text()).toContain("Radio");
});

describe("what isn't a key that opens anything", () => {
  const context = () => ({
    db: env.DB,
    origin: ORIGIN,
    now: Date.now(),
    random: (bytes: number) => new Uint8Array(bytes),
    by: "cron",
    fetch: (address: string, init: RequestInit) => fetch(address, init),
  });

  test("costs no look at the database where its checksum is another", async () => {
    const { key } = await publisherWithKey();
    const typo = key.slice(0, -1) + (key.endsWith("0") ? "1" : "0");
    world({ [FEED]: leaking(typo, "cw_short") });
    // The only statement leases the domain.
    expect((await costOf(() => watchKeys(context()))).alone).toBe(1);
    pass(86_400);
    world({ [FEED]: leaking(newSecret("full", new Uint8Array(32))) });
    const cost = await costOf(() => watchKeys(context()));
    expect([cost.alone, cost.batches]).toEqual([2, []]);
  });

  test("leaves no line in the log: unknown, revoked or over", async () => {
    const { id, token } = await publisherWithKey();
    const { id: revokedId, key: revoked } = await keyFor(token);
    await env.DB.prepare("UPDATE key SET revoked = '2026-01-01T00:00:00Z' WHERE id = ?1").bind(revokedId).run();
    const { key: over } = await keyFor(token, { expires: "2026-06-01T13:00:00Z" });
    pass(7200);
    world({ [FEED]: leaking(revoked, over, newSecret("feed", new Uint8Array(32)), token) });
    await cron();
    const { audit } = await (await desk("GET", `/audit?publisher=${id}`)).json<{ audit: { action: string }[] }>();
    expect(audit.map(({ action }) => action)).not.toContain("revoke-found-key");
    expect(warnings).toEqual([]);
  });
});

describe("who is asked, and how often", () => {
  test("each proved domain once a day, by name, and nobody else", async () => {
    await publisherWithKey();
    await applied({ domains: ["waiting.example"] });
    const refused = await applied({ domains: ["refused.example"] });
    await prove(refused.token);
    await decided(refused.id, "refuse");
    const spy = world({});
    await cron();
    const asked = askedIn(spy);
    expect(asked.filter((address) => address.includes("paper.example"))).toEqual([
      "https://paper.example/robots.txt",
      FEED,
      "https://paper.example/",
    ]);
    expect(asked.filter((address) => !address.includes("paper.example")).some((each) => each.endsWith("/feed/"))).toBe(
      false,
    );
    const [, init] = spy.mock.calls.find(([address]) => address === FEED) ?? [];
    expect(new Headers(init?.headers).get("User-Agent")).toBe(`Commonwire-Keys (+${ORIGIN}/docs#keys)`);
    expect(await (await get("/docs")).text()).toContain('id="keys"');

    const again = world({});
    pass(86_399);
    await cron();
    expect(askedIn(again)).not.toContain(FEED);
    pass(1);
    await cron();
    expect(askedIn(again)).toContain(FEED);
  });

  test("not once its proof is over", async () => {
    await publisherWithKey();
    pass(86_400 * 366);
    const spy = world({});
    await cron();
    expect(askedIn(spy)).not.toContain(FEED);
  });

  test("so many in a minute, those first that waited longest, and two runs at once ask nobody twice", async () => {
    const count = 2 * BATCH.watchedDomains + 1;
    for (let at = 0; at < count; at++) {
      const { id, token } = await applied({ domains: [`paper-${at}.example`] });
      await prove(token);
      await decided(id, "approve");
    }
    const spy = world({});
    const feeds = () => askedIn(spy).filter((address) => address.endsWith("/feed/"));
    await cron();
    expect(feeds()).toHaveLength(BATCH.watchedDomains);
    await Promise.all([cron(), cron()]);
    expect(feeds()).toHaveLength(count);
    expect(new Set(feeds()).size).toBe(count);
    pass(86_400);
    await cron();
    expect(feeds()).toHaveLength(count + BATCH.watchedDomains);
  });

  test("a domain of two publishers once, and one that hangs or fails holds up no other", async () => {
    await publisherWithKey();
    await publisherWithKey({ organization: "Also us", domains: ["paper.example"] });
    const { token } = await publisherWithKey({ organization: "Radio", domains: ["radio.example"] });
    const { key: leaked } = await keyFor(token);
    const spy = world({
      [FEED]: () => {
        throw new Error("broken");
      },
      "https://radio.example/feed/": leaking(leaked),
    });
    await cron();
    expect(askedIn(spy).filter((address) => address === FEED)).toHaveLength(1);
    expect((await get("/v1/articles/ours", bearer(leaked))).status).toBe(401);
  });
});
