import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { backUp } from "../support/backup.ts";
import { FakeGhost, ghostError } from "../support/fake-ghost.ts";
import { FakeWordPress } from "../support/fake-wordpress.ts";
import { deskPage, sendToSource, sourcePage } from "../support/source-pages.ts";
import { feed, polls, report, source, wireWithSource } from "../support/sources.ts";
import { desk, get, request, useEnv } from "../support/wire.ts";

afterEach(() => void vi.restoreAllMocks());

const PASSWORD = "7NNA IXUW abcd EFGH ijkl MNOP";
const stands = async () => {
  const { source } = (await (await desk("GET", "/sources/paper")).json()) as {
    source: { hasCredentials: boolean; credentialsDropped: boolean };
  };
  return [source.hasCredentials, source.credentialsDropped];
};

describe("a Ghost's key", () => {
  let site: FakeGhost;
  beforeEach(async () => {
    await wireWithSource({ kind: "ghost" });
    site = new FakeGhost();
    site.answer();
  });

  test("is entered, replaced and removed at the desk, and never shown", async () => {
    expect(await (await sourcePage()).text()).toContain("Content API key");
    expect((await sendToSource("/credentials", { key: ` ${site.key} ` })).status).toBe(303);
    site.write({ slug: "harbor" });
    await polls(3);
    expect(await feed()).toHaveLength(1);
    const shown = await (await sourcePage()).text();
    expect(shown).toContain("We have a key for this site. It’s encrypted and never shown.");
    expect(shown).not.toContain(site.key);

    expect((await sendToSource("/credentials", { key: "0".repeat(26) })).status).toBe(303);
    await polls(1);
    expect((await report()).source.failure?.code).toBe("bad-key");
    expect((await sendToSource("/credentials/remove", {})).status).toBe(303);
    await polls(1);
    expect((await report()).source.failure?.code).toBe("no-key");
    expect(await stands()).toEqual([false, false]);
    expect(await feed()).toHaveLength(1);
  });

  test.each([
    ["nothing", {}, "Enter the Content API key"],
    ["the Admin API key", { key: `${"6".repeat(24)}:${"a".repeat(64)}` }, "the Admin API key"],
    ["a key that is cut off", { key: "22444f78447824223cefc" }, "26 digits and letters"],
    ["a password", { user: "wire", password: PASSWORD }, "Enter the Content API key"],
  ])("is refused where it is %s, without repeating it", async (_, fields: Record<string, string>, words) => {
    const refused = await sendToSource("/credentials", fields);
    const text = await refused.text();
    expect(refused.status).toBe(422);
    expect(text).toContain(words);
    const byApi = await desk("PUT", "/sources/paper/credentials", fields);
    const told = await byApi.text();
    expect([byApi.status, told]).toEqual([422, expect.stringContaining('"field":"key"')]);
    for (const value of Object.values(fields)) expect(text + told).not.toContain(value);
    expect(await stands()).toEqual([false, false]);
  });

  test("is in no answer, log, failure, feed, backup or row in clear", async () => {
    const logged: unknown[] = [];
    for (const method of ["log", "info", "warn", "error", "debug"] as const)
      vi.spyOn(console, method).mockImplementation((...parts) => void logged.push(...parts));
    const { key } = site;
    const told = [await (await desk("PUT", "/sources/paper/credentials", { key })).text()];
    site.write({ slug: "harbor" });
    await polls(3);
    expect(site.asked.every((address) => address.includes(key))).toBe(true);
    site.instead = (asked) => {
      throw new TypeError(`fetch failed: ${asked.url}`);
    };
    await polls(1);
    told.push(JSON.stringify(await report()));
    // The site's answers may repeat the request URL; none of it is passed on.
    site.instead = ({ url }) => ghostError(400, "BadRequestError", `Bad request: ${url}`, null, url);
    await polls(12);
    told.push(JSON.stringify(await report()));
    site.instead = ({ url }) => new Response(null, { status: 301, headers: { Location: url.replace("paper.", "p.") } });
    await polls(12, 60);
    told.push(JSON.stringify(await report()));
    for (const path of ["/desk/sources", "/desk/sources/paper", "/desk/log"])
      told.push(await (await deskPage(path)).text());
    for (const path of ["/sources", "/sources/paper", "/audit", "/articles/harbor"])
      told.push(await (await desk("GET", path)).text());
    for (const path of ["/feeds/latest.rss", "/feeds/latest.json", "/articles/harbor"])
      told.push(await (await get(path)).text());
    const { tables } = await backUp();
    expect([...tables.keys()]).toContain("source");
    told.push(JSON.stringify([...tables]), JSON.stringify(logged.map(String)));
    const row = await env.DB.prepare("SELECT credentials FROM source").first<{ credentials: string }>();
    expect(row?.credentials.length).toBeGreaterThan(key.length);
    told.push(JSON.stringify(row));
    expect(told.filter((text) => text.includes(key))).toEqual([]);
  });

  test("isn't kept where there is nothing to encrypt it with", async () => {
    useEnv({ SECRETS_KEY: "" });
    const refused = await desk("PUT", "/sources/paper/credentials", { key: site.key });
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining("SECRETS_KEY isn't set")]);
    expect(await stands()).toEqual([false, false]);
  });
});

describe("a password or key is for one site", () => {
  beforeEach(() => wireWithSource());

  test("where the address changes it is deleted, the desk is told, and the new address never gets it", async () => {
    await desk("PUT", "/sources/paper/credentials", { user: "wire", password: PASSWORD });
    expect(await stands()).toEqual([true, false]);
    // Other settings may change.
    await desk("PUT", "/sources/paper", source({ section: "asia", minutes: 10 }));
    expect(await stands()).toEqual([true, false]);

    const moved = new FakeWordPress("https://new.example");
    moved.answer();
    moved.write();
    const answer = await desk("PUT", "/sources/paper", source({ address: "https://new.example/" }));
    expect(await answer.json()).toMatchObject({ hasCredentials: false, credentialsDropped: true });
    await polls(3);
    expect(await stands()).toEqual([false, true]);
    expect(moved.asked.some(({ headers }) => headers.has("Authorization"))).toBe(false);
    expect(moved.asked.length).toBeGreaterThan(0);
    expect(await (await sourcePage()).text()).toContain("address or kind changed, so we deleted its password");
    const logged = await env.DB.prepare("SELECT details FROM audit WHERE action = 'set-sources' ORDER BY rowid").all();
    expect(logged.results.at(-1)?.details).toContain('"credentialsDropped":["paper"]');

    expect((await sendToSource("/credentials", { user: "wire", password: PASSWORD })).status).toBe(303);
    expect(await stands()).toEqual([true, false]);
  });

  test("where the kind changes, too: a password never becomes part of an address", async () => {
    await desk("PUT", "/sources/paper/credentials", { user: "wire", password: PASSWORD });
    const site = new FakeGhost();
    site.answer();
    await desk("PUT", "/sources/paper", source({ kind: "ghost" }));
    expect(await stands()).toEqual([false, true]);
    await polls(2);
    expect((await report()).source.failure?.code).toBe("no-key");
    expect(site.asked).toEqual([]);
  });

  test("strangers neither see nor set it", async () => {
    for (const path of ["/credentials", "/credentials/remove"]) {
      const response = await request(`/desk/sources/paper${path}`, { method: "POST", body: new URLSearchParams() });
      expect(response.status).toBe(401);
      const forged = await deskPage(`/desk/sources/paper${path}`, {
        method: "POST",
        body: new URLSearchParams({ user: "a", password: "b" }),
        headers: { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
      });
      expect(forged.status).toBe(403);
    }
    expect((await sendToSource("/credentials", { user: "a:b", password: PASSWORD })).status).toBe(422);
    expect(await stands()).toEqual([false, false]);
  });
});
