import { env } from "cloudflare:workers";
import { createLocalJWKSet, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AgreementClaims } from "../../src/model/publisher/agreement.ts";
import { newSecret } from "../../src/model/publisher/key.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import {
  accept,
  application,
  applied,
  basic,
  bearer,
  decided,
  getOwnPublisher,
  json,
  keyFor,
  prove,
  publisherWithKey,
  sites,
  wireWith,
} from "../support/publisher.ts";
import { desk, get, MASTHEAD, ORIGIN, publish, publishMasthead, request, upload } from "../support/wire.ts";

beforeEach(() => wireWith("free", "ours", "theirs"));

afterEach(() => void vi.restoreAllMocks());

const textOf = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text();

test("apply, prove, be decided, accept, get a key, read the full text in every form; suspended, nothing", async () => {
  const { id, token, address } = await applied();
  expect(address).toBe(`${ORIGIN}/applications/${token}`);
  const before = await getOwnPublisher(token);
  expect(before).toMatchObject({ status: "applied", domains: [{ domain: "paper.example", state: "waiting" }] });
  expect(before.licences[0]?.reasons.map(({ code, verdict }) => [code, verdict])).toEqual([
    ["domain", "open"],
    ["desk", "open"],
  ]);
  expect((await prove(token)).domains).toMatchObject([{ state: "proved" }]);
  expect((await decided(id, "approve")).status).toBe(200);
  const agreed = await accept(token, "eligible");
  const { key } = await keyFor(token);
  const { key: feedKey } = await keyFor(token, { name: "reader", kind: "feed" });

  for (const [path, headers] of [
    ["/licensed/feeds/latest.rss", basic(key)],
    ["/licensed/feeds/latest.atom", bearer(key)],
    ["/licensed/feeds/latest.json", basic(feedKey)],
    [`/k/${feedKey}/feeds/latest.rss`, {}],
    ["/v1/articles", bearer(key)],
    ["/v1/articles/ours", bearer(key)],
    ["/v1/articles/ours?format=ninjs", bearer(key)],
    ["/licensed/articles/ours", basic(key)],
  ] as const) {
    const response = await get(path, headers);
    expect([path, response.status]).toEqual([path, 200]);
    expect(response.headers.get("Cache-Control"), path).toBe("private, no-cache");
    const text = await response.text();
    expect(text, path).toContain("Licensed body.");
    expect(text, path).not.toContain("Reserved body.");
    if (!path.startsWith("/licensed/articles")) expect(text, path).toContain("First published by");
    expect(text).not.toContain(key);
    expect(text).not.toContain(feedKey);
  }
  expect(await textOf("/licensed/feeds/latest.atom", basic(key))).toContain(
    `href="${ORIGIN}/licensed/feeds/latest.atom"`,
  );

  const { keys } = await (await get("/.well-known/jwks.json")).json<{
    keys: Parameters<typeof createLocalJWKSet>[0]["keys"];
  }>();
  expect(JSON.stringify(keys)).not.toContain('"d"');
  const { payload } = await jwtVerify(agreed.agreements[0]?.jws ?? "", createLocalJWKSet({ keys }), {
    issuer: ORIGIN,
    currentDate: new Date(),
    typ: "commonwire-agreement+jwt",
  });
  expect(AgreementClaims.parse(payload)).toMatchObject({
    sub: id,
    organization: "The Daily Paper",
    domains: ["paper.example"],
    licence: "eligible",
    version: 1,
    hash: before.licences[0]?.hash,
  });
  expect(agreed.agreements[0]?.policy).toMatchObject({
    "@type": "Agreement",
    assignee: { uid: expect.stringContaining(id) },
  });

  expect((await decided(id, "suspend")).status).toBe(200);
  for (const [path, headers] of [
    ["/licensed/feeds/latest.rss", basic(key)],
    [`/k/${feedKey}/feeds/latest.rss`, {}],
    ["/v1/articles/ours", bearer(key)],
    ["/v1/publisher", bearer(key)],
  ] as const)
    await expectProblem(await get(path, headers), 403, "forbidden");
  await decided(id, "restore");
  expect(await textOf("/v1/articles/ours", bearer(key))).toContain("Licensed body.");
});

describe("an application", () => {
  test("sent twice with one Idempotency-Key is one", async () => {
    const headers = { "Idempotency-Key": "key-1234567890abcdef" };
    const first = await request("/v1/applications", json(application(), headers));
    const again = await request("/v1/applications", json(application(), headers));
    expect([first.status, again.status]).toEqual([201, 200]);
    const [one, other] = [
      await first.json<{ id: string; token: string }>(),
      await again.json<{ id: string; token: string }>(),
    ];
    expect(other.id).toBe(one.id);
    expect((await get(`/v1/applications/${other.token}`)).status).toBe(200);
    await expectProblem(await get(`/v1/applications/${one.token}`), 404, "not-found");
    await expectProblem(
      await request("/v1/applications", json(application({ country: "DE" }), headers)),
      409,
      "conflict",
    );
  });

  test("with mistakes names every field at once", async () => {
    const bad = {
      ...application(),
      domains: ["127.0.0.1"],
      kind: "blog",
      country: "ZZ",
      monthlyAudience: -1,
      evidence: "ftp://x",
      channels: [],
    };
    const { errors } = await expectProblem(await request("/v1/applications", json(bad)), 422, "invalid");
    expect(errors?.map(({ field }) => field).sort()).toEqual([
      "channels",
      "country",
      "domains[0]",
      "evidence",
      "kind",
      "monthlyAudience",
    ]);
    const { errors: unknown } = await expectProblem(
      await request("/v1/applications", json(application({ licences: ["nope"] }))),
      422,
      "invalid",
    );
    expect(unknown).toMatchObject([{ field: "licences[0]", allowed: "eligible, open, reserved" }]);
    expect((await env.DB.prepare("SELECT count(*) AS rows FROM publisher").first())?.rows).toBe(0);
  });

  test.each(["x", "cwapp_x", `cwapp_${"A".repeat(43)}0000000`])("with the token %s isn't there", async (token) => {
    await expectProblem(await get(`/v1/applications/${token}`), 404, "not-found");
  });

  test("that is refused tells why, and is deleted a set time later", async () => {
    const { id, token } = await applied();
    await decided(id, "refuse", { reason: "Your audience is too small." });
    expect(await getOwnPublisher(token)).toMatchObject({ status: "refused", reason: "Your audience is too small." });
    await expectProblem(await request(`/v1/applications/${token}/keys`, json({ name: "x" })), 409, "conflict");
    await expectProblem(await decided(id, "suspend"), 409, "conflict");
    pass(86_400 * 91);
    await cron();
    await expectProblem(await get(`/v1/applications/${token}`), 404, "not-found");
    for (const table of ["publisher", "domain"])
      expect((await env.DB.prepare(`SELECT count(*) AS rows FROM ${table}`).first())?.rows, table).toBe(0);
    expect(JSON.stringify((await env.DB.prepare("SELECT * FROM audit").all()).results)).not.toContain("too small");
  });

  test("is approved by the rules alone, where the licence says so", async () => {
    const eligibility = { approval: "automatic" as const, monthlyAudience: 100_000, regions: ["US"] };
    await publishMasthead({
      ...MASTHEAD,
      licences: { ...MASTHEAD.licences, eligible: { ...MASTHEAD.licences.eligible, eligibility } },
    });
    const small = await applied({ monthlyAudience: 5 });
    expect((await prove(small.token)).status).toBe("applied");
    expect((await getOwnPublisher(small.token)).licences[0]).toMatchObject({ result: "not-eligible", approved: false });
    const large = await applied();
    expect((await prove(large.token)).status).toBe("approved");
    await desk("PUT", `/publishers/${small.id}/audience`, { monthlyAudience: 200_000, reason: "They showed us." });
    expect((await getOwnPublisher(small.token)).status).toBe("approved");
    const { audit } = await (await desk("GET", `/audit?publisher=${small.id}`)).json<{
      audit: { by: string; action: string }[];
    }>();
    expect(audit.map(({ by, action }) => [by, action])).toEqual([
      ["rules", "approve"],
      ["tester", "correct-audience"],
    ]);
  });
});

describe("a domain", () => {
  test("that isn't proved says what to do, and is looked at again by the cron", async () => {
    const { token } = await applied();
    const looked = await (await request(`/v1/applications/${token}/proofs`, json({}))).json();
    expect(looked).toMatchObject({
      domains: [
        { state: "waiting", problem: "not-found", todo: expect.stringContaining("/.well-known/commonwire.txt") },
      ],
    });
    const { domains } = await getOwnPublisher(token);
    sites({
      [domains[0]?.file ?? ""]: () => new Response(domains[0]?.token, { headers: { "Content-Type": "text/plain" } }),
    });
    pass(120);
    await cron();
    expect((await getOwnPublisher(token)).domains[0]?.state).toBe("proved");
  });

  test("is verified by a TXT record, too, and by none that somebody else has", async () => {
    const { token } = await applied();
    const [first] = (await getOwnPublisher(token)).domains;
    expect(first?.record).toBe("_commonwire.paper.example");
    const record = (data: string) => () =>
      Response.json(
        { Status: 0, Answer: [{ type: 16, data }] },
        { headers: { "Content-Type": "application/dns-json" } },
      );
    const address = "https://cloudflare-dns.com/dns-query?name=_commonwire.paper.example&type=TXT";
    sites({ [address]: record('"commonwire-of-somebody-else"') });
    const path = `/v1/applications/${token}/proofs`;
    expect(await (await request(path, json({}))).json()).toMatchObject({
      domains: [{ state: "waiting", problem: "dns-wrong-token" }],
    });
    sites({ [address]: record(`"${first?.token}"`) });
    pass(61);
    expect(await (await request(path, json({}))).json()).toMatchObject({ domains: [{ state: "proved" }] });
  });

  test("whose proof is over closes the keys, until it is proved again", async () => {
    const { key } = await publisherWithKey();
    pass(86_400 * 366);
    await expectProblem(await get("/v1/articles/ours", bearer(key)), 403, "forbidden");
  });
});

describe("an agreement", () => {
  test("is for the text in force alone, by its version and hash", async () => {
    const { id, token } = await applied();
    await prove(token);
    const wanted = (await getOwnPublisher(token)).licences[0];
    const path = `/v1/applications/${token}/agreements`;
    const body = { licence: "eligible", version: wanted?.version, hash: wanted?.hash };
    await expectProblem(await request(path, json(body)), 409, "conflict");
    await decided(id, "approve");
    await expectProblem(await request(path, json({ ...body, hash: "0".repeat(64) })), 409, "conflict");
    await expectProblem(await request(path, json({ ...body, licence: "open" })), 409, "conflict");
    expect((await request(path, json(body))).status).toBe(201);
    expect((await request(path, json(body))).status).toBe(200);
  });

  test("to an older text counts until its grace is over, then the new one has to be accepted", async () => {
    const { eligible } = MASTHEAD.licences;
    const withGrace = (graceDays: number) => ({
      ...MASTHEAD,
      licences: { ...MASTHEAD.licences, eligible: { ...eligible, eligibility: { graceDays } } },
    });
    await publishMasthead(withGrace(10));
    const { key } = await publisherWithKey();
    await publishMasthead(withGrace(3));
    pass(86_400 * 9);
    expect(await textOf("/v1/articles/ours", bearer(key))).toContain("Licensed body.");
    const view = await (await get("/v1/publisher", bearer(key))).json<{
      licences: { version: number; hash: string; accepted: number; acceptBefore: string }[];
    }>();
    expect(view.licences).toMatchObject([{ version: 3, accepted: 2, acceptBefore: expect.any(String) }]);
    pass(86_400 * 2);
    expect(await textOf("/v1/articles/ours", bearer(key))).not.toContain("Licensed body.");
    const { version, hash } = view.licences[0] ?? {};
    expect(
      (await request("/v1/publisher/agreements", json({ licence: "eligible", version, hash }, bearer(key)))).status,
    ).toBe(201);
    expect(await textOf("/v1/articles/ours", bearer(key))).toContain("Licensed body.");
  });
});

/** Every address that takes a key, the kind of key, and how the key is sent. */
const KEYED: [string, "full" | "feed", (key: string) => [path: string, headers: Record<string, string>]][] = [
  ["/licensed/feeds", "full", (key) => ["/licensed/feeds/latest.rss", basic(key)]],
  ["/licensed/feeds with a feed key", "feed", (key) => ["/licensed/feeds/latest.json", bearer(key)]],
  ["/licensed/articles", "full", (key) => ["/licensed/articles/ours", basic(key)]],
  ["/k/", "feed", (key) => [`/k/${key}/feeds/latest.atom`, {}]],
  ["/v1/articles", "full", (key) => ["/v1/articles", bearer(key)]],
  ["/v1/articles/{id}", "full", (key) => ["/v1/articles/ours", bearer(key)]],
  ["/v1/licences", "full", (key) => ["/v1/licences", bearer(key)]],
  ["/v1/publisher", "full", (key) => ["/v1/publisher", bearer(key)]],
  ["/v1/publisher/readings", "full", (key) => ["/v1/publisher/readings", bearer(key)]],
  ["/publisher", "full", (key) => ["/publisher", basic(key)]],
];

describe.each(KEYED)("%s", (name, kind, shown) => {
  const ask = (key: string) => get(...shown(key));

  test("takes no malformed, unknown or revoked key", async () => {
    const { key, keyId, token } = await publisherWithKey({}, { kind });
    const other = await keyFor(token, { name: "other" });
    const malformed = ["cw_short", `${key.slice(0, -1)}${key.endsWith("x") ? "y" : "x"}`, "cwdesk_test", token];
    for (const wrong of [...malformed, newSecret(kind, new Uint8Array(32))])
      await expectProblem(await ask(wrong), 401, "unauthorized");
    expect((await ask(key)).status).toBe(200);
    const revoke = await request(`/v1/publisher/keys/${keyId}`, { method: "DELETE", headers: bearer(other.key) });
    expect(revoke.status).toBe(204);
    await expectProblem(await ask(key), 401, "unauthorized");
  });

  test("takes no expired key, and none of a publisher that is suspended or left", async () => {
    const { id, token, key } = await publisherWithKey({}, { kind, expires: "2026-06-03T00:00:00Z" });
    expect((await ask(key)).status).toBe(200);
    await decided(id, "suspend");
    await expectProblem(await ask(key), 403, "forbidden");
    await decided(id, "restore");
    expect((await ask(key)).status).toBe(200);
    pass(86_400 * 2);
    await expectProblem(await ask(key), 401, "unauthorized");
    await prove(token);
    const { key: another } = await keyFor(token, { kind });
    expect((await ask(another)).status).toBe(200);
    expect((await request(`/v1/applications/${token}`, { method: "DELETE" })).status).toBe(204);
    await expectProblem(await ask(another), 401, "unauthorized");
    expect((await getOwnPublisher(token)).status).toBe("left");
  });

  test("opens nothing of a licence that wasn't accepted", async () => {
    const { key } = await publisherWithKey({ licences: ["open"] }, { kind });
    const response = await ask(key);
    expect([name, response.status]).toEqual([name, 200]);
    expect(await response.text()).not.toContain("Licensed body.");
  });
});

test("a key is revoked, rotates with an overlap, and expires", async () => {
  const { key } = await publisherWithKey();
  const view = await (await get("/v1/publisher", bearer(key))).json<{ keys: { id: string }[] }>();
  const first = view.keys[0]?.id ?? "";
  const rotated = await request(`/v1/publisher/keys/${first}/rotate`, json({ overlapHours: 1 }, bearer(key)));
  const next = await rotated.json<{ id: string; key: string }>();
  for (const each of [key, next.key])
    expect(await textOf("/v1/articles/ours", bearer(each))).toContain("Licensed body.");
  pass(3700);
  await expectProblem(await get("/v1/articles/ours", bearer(key)), 401, "unauthorized");
  expect((await request(`/v1/publisher/keys/${next.id}`, { method: "DELETE", headers: bearer(next.key) })).status).toBe(
    204,
  );
  await expectProblem(await get("/v1/articles/ours", bearer(next.key)), 401, "unauthorized");
});

test("another publisher's licence opens nothing more, and a feed key nothing but feeds", async () => {
  const { key } = await publisherWithKey({ licences: ["open"] });
  expect(await textOf("/v1/articles/ours", bearer(key))).not.toContain("Licensed body.");
  const { key: feedKey } = await publisherWithKey({ domains: ["other.example"] }, { kind: "feed" });
  for (const path of ["/v1/articles/ours", "/v1/publisher"])
    await expectProblem(await get(path, bearer(feedKey)), 403, "forbidden");
  await expectProblem(await get("/licensed/articles/ours", basic(feedKey)), 403, "forbidden");
  await expectProblem(await get(`/k/${key}/feeds/latest.rss`), 403, "forbidden");
  await expectProblem(await get(`/k/${feedKey}/articles/ours`), 404, "not-found");
});

test("no key, no challenge answered: the feed reader is asked for one", async () => {
  const response = await get("/licensed/feeds/latest.rss");
  expect(response.headers.get("WWW-Authenticate")).toMatch(/^Basic realm="[^"]+", charset="UTF-8"$/);
  await expectProblem(response, 401, "unauthorized");
});

test("an image that only licensed publishers see goes with the key, and with nothing else", async () => {
  const sha256 = await upload(png(1200, 800, "members"));
  const images = [{ sha256, alt: "A", credit: "C", owner: "O", licence: "eligible" }];
  await publish("ours", { licence: "eligible", images, body: `<p>Licensed body.</p><img src="/images/${sha256}">` });
  pass(60);
  const { key } = await publisherWithKey();
  const address = `/licensed/images/${sha256}.png`;
  expect(await textOf("/licensed/feeds/latest.json", basic(key))).toContain(`${ORIGIN}/images/${sha256}-`);
  expect((await get(address, basic(key))).headers.get("Content-Type")).toBe("image/png");
  await expectProblem(await get(address), 401, "unauthorized");
  await expectProblem(await get(`/images/${sha256}.png`), 404, "not-found");
  const { key: other } = await publisherWithKey({ licences: ["open"], domains: ["other.example"] });
  await expectProblem(await get(address, basic(other)), 404, "not-found");
});

test("nothing secret is kept in clear, and what was read is noted once", async () => {
  const { key, token } = await publisherWithKey();
  for (let at = 0; at < 3; at++) await textOf("/v1/articles/ours", bearer(key));
  const { readings } = await (await get("/v1/publisher/readings", bearer(key))).json<{
    readings: { address: string }[];
  }>();
  expect(readings.map(({ address }) => address)).toEqual(["/v1/articles/ours"]);
  const { results: tables } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  ).all<{ name: string }>();
  for (const { name } of tables) {
    const rows = JSON.stringify((await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results);
    for (const secret of [key, token, key.slice(3, 40)]) expect(rows.includes(secret), name).toBe(false);
  }
});
