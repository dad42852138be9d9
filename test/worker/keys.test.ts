import { env } from "cloudflare:workers";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readEnv } from "../../src/env.ts";
import { KEY_TTL_MS } from "../../src/http/auth/authorize-key.ts";
import { identify } from "../../src/http/auth/identify.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { newSecret, secretKind } from "../../src/model/publisher/key.ts";
import { pass } from "../support/clock.ts";
import { costOf } from "../support/d1.ts";
import { expectProblem } from "../support/problem.ts";
import { application, basic, bearer, json, publisherWithKey, wireWith } from "../support/publisher.ts";
import { get, request } from "../support/wire.ts";

beforeEach(() => wireWith("ours"));

afterEach(() => void vi.restoreAllMocks());

describe("what a key costs", () => {
  test("a malformed one no database read, an unknown one a single one, a known one none on a hit", async () => {
    const { key } = await publisherWithKey();
    const path = "/licensed/feeds/latest.rss";
    expect(await costOf(() => get(path, basic("cw_nothing")))).toEqual({ batches: [], alone: 0, rowsRead: 0 });
    const unknown = await costOf(() => get(path, basic(newSecret("full", new Uint8Array(32)))));
    expect([unknown.alone, unknown.rowsRead]).toEqual([1, 0]);
    for (let warm = 0; warm < 2; warm++) await get(path, basic(key));
    expect(await costOf(() => get(path, basic(key)))).toEqual({ batches: [], alone: 0, rowsRead: 0 });
  });

  test("a typo is found by the checksum", () => {
    const key = newSecret("full", crypto.getRandomValues(new Uint8Array(32)));
    expect(secretKind(key)).toBe("full");
    for (let at = 3; at < key.length; at++) {
      const other = key.charAt(at) === "a" ? "b" : "a";
      expect(secretKind(key.slice(0, at) + other + key.slice(at + 1))).toBeUndefined();
    }
  });

  test("more than 600 reads in a minute are too many, and the next minute is another one", async () => {
    const { key } = await publisherWithKey();
    const statuses = new Set<number>();
    let last: Response | undefined;
    for (let at = 0; at < 605; at++) {
      last = await get("/v1/articles/ours", bearer(key));
      statuses.add(last.status);
      if (last.status !== 429) await last.body?.cancel();
    }
    expect(statuses).toEqual(new Set([200, 429]));
    expect(Number(last?.headers.get("Retry-After"))).toBeGreaterThan(0);
    if (last) await expectProblem(last, 429, "too-many-requests");
  }, 30_000);
});

test("a revocation that another isolate made holds here within 30 seconds", async () => {
  const { key, keyId } = await publisherWithKey();
  await get("/v1/articles/ours", bearer(key));
  await env.DB.prepare("UPDATE key SET revoked = '2026-01-01T00:00:00Z' WHERE id = ?1").bind(keyId).run();
  expect(KEY_TTL_MS).toBeLessThan(30_000);
  pass(KEY_TTL_MS / 1000 + 1);
  await expectProblem(await get("/v1/articles/ours", bearer(key)), 401, "unauthorized");
});

test("forms from another site are refused, though the browser sends the password along", async () => {
  const form = (headers: Record<string, string>) => ({
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", ...basic("cwdesk_test"), ...headers },
    body: "decision=approve&reason=x",
  });
  for (const headers of [
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { Origin: "https://evil.example" },
  ])
    await expectProblem(await request("/desk/publishers/none/decisions", form(headers)), 403, "forbidden");
  await expectProblem(
    await request("/desk/publishers/none/decisions", form({ "Sec-Fetch-Site": "same-origin" })),
    404,
    "not-found",
  );
  await expectProblem(await get("/desk"), 401, "unauthorized");
  expect((await get("/desk", basic("cwdesk_test"))).status).toBe(200);
});

test("nothing secret is logged or told, whatever goes wrong", async () => {
  const said: string[] = [];
  for (const way of ["log", "warn", "error", "info"] as const)
    vi.spyOn(console, way).mockImplementation((...words) => void said.push(words.map(String).join(" ")));
  const { key, token } = await publisherWithKey();
  isolate.keys.clear();
  vi.spyOn(Object.getPrototypeOf(env.DB.prepare("SELECT 1")), "first").mockRejectedValue(new Error("broken"));
  const answers = await Promise.all([
    get("/v1/articles/ours", bearer(key)),
    get(`/applications/${token}`),
    get(`/k/${key}/feeds/latest.rss`),
  ]);
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  for (const secret of [key, token]) expect(texts.join("\n")).not.toContain(secret);
  expect(said.length).toBeGreaterThan(0);
  for (const secret of [key, token, key.slice(3, 40)]) expect(said.join("\n")).not.toContain(secret);
});

describe("Cloudflare Access", () => {
  const access = { team: "paper.cloudflareaccess.com", aud: "tag-of-the-desk" };

  async function signed(claims: Record<string, unknown>, aud = access.aud) {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "one", alg: "RS256" }] };
    const assertion = await new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .setIssuer(`https://${access.team}`)
      .setAudience(aud)
      .setExpirationTime("1h")
      .sign(privateKey);
    const asked: string[] = [];
    const fetch = async (address: string) => {
      asked.push(address);
      return Response.json(keys);
    };
    return { assertion, way: { env: { ...readEnv(env), access }, fetch, now: Date.now() }, asked };
  }

  beforeEach(() => isolate.teams.clear());

  test("lets in who signed in with it, by the team's own keys", async () => {
    const { assertion, way, asked } = await signed({ email: "maria@paper.example" });
    const headers = new Headers({ "Cf-Access-Jwt-Assertion": assertion });
    expect(await identify(headers, way)).toBe("maria@paper.example");
    expect(asked).toEqual(["https://paper.cloudflareaccess.com/cdn-cgi/access/certs"]);
  });

  test("lets in nobody with another application's token, another key, an expired one, or where it isn't set up", async () => {
    const other = await signed({ email: "maria@paper.example" }, "another");
    expect(await identify(new Headers({ "Cf-Access-Jwt-Assertion": other.assertion }), other.way)).toBeUndefined();
    isolate.teams.clear();
    const good = await signed({ email: "maria@paper.example" });
    const headers = new Headers({ "Cf-Access-Jwt-Assertion": good.assertion });
    expect(await identify(headers, { ...good.way, now: Date.now() + 7_200_000 })).toBeUndefined();
    expect(await identify(headers, { ...good.way, env: readEnv(env) })).toBeUndefined();
    isolate.teams.clear();
    expect(await identify(headers, (await signed({ email: "eve@evil.example" })).way)).toBeUndefined();
    expect(await identify(new Headers({ "Cf-Access-Jwt-Assertion": "x.y.z" }), good.way)).toBeUndefined();
  });
});

test("few applications are taken from one address in a minute", async () => {
  const from = (address: string) => ({
    ...json(application()),
    headers: { "Content-Type": "application/json", "CF-Connecting-IP": address },
  });
  const statuses: number[] = [];
  for (let at = 0; at < 14; at++) statuses.push((await request("/v1/applications", from("203.0.113.9"))).status);
  expect(statuses[0]).toBe(201);
  expect(statuses.at(-1)).toBe(429);
  expect((await request("/v1/applications", from("203.0.113.10"))).status).toBe(201);
});
