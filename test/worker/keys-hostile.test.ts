import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
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
import { desk, get, MASTHEAD, publishMasthead, request } from "../support/wire.ts";

beforeEach(() => wireWith("ours", "theirs"));

afterEach(() => void vi.restoreAllMocks());

const textOf = async (path: string, key: string) => (await get(path, bearer(key))).text();
const licenceWith = (changes: Record<string, unknown>) =>
  publishMasthead({
    ...MASTHEAD,
    licences: { ...MASTHEAD.licences, eligible: { ...MASTHEAD.licences.eligible, ...changes } },
  });

test.each([
  "%2e%2e%2farticles/ours",
  "..%2fv1%2farticles%2fours",
  "..%5carticles%5cours",
  "%2e%2e/v1/articles/ours",
  "..%2f..%2fdesk",
])("no spelling of a path leads a key out of where it may read: %s", async (path) => {
  const { key: feedKey } = await publisherWithKey({}, { kind: "feed" });
  const { key } = await publisherWithKey({ domains: ["other.example"] });
  for (const [address, headers] of [
    [`/k/${feedKey}/feeds/${path}`, {}],
    [`/licensed/feeds/${path}`, basic(feedKey)],
    [`/licensed/feeds/${path}`, basic(key)],
  ] as const) {
    const response = await get(address, headers);
    expect([address, response.status]).toEqual([address, 404]);
    expect(await response.text()).not.toContain("Licensed body.");
  }
});

test("the quick way answers nothing that the slow one refuses", async () => {
  const { key } = await publisherWithKey();
  for (let warm = 0; warm < 2; warm++) await textOf("/v1/articles/ours", key);
  expect((await get("/licensed/v1/articles/ours", basic(key))).status).toBe(404);
});

describe("what the desk decides", () => {
  test("narrowed later, takes back what was approved before", async () => {
    const { id, key } = await publisherWithKey({ licences: ["eligible", "open"] });
    expect(await textOf("/v1/articles/ours", key)).toContain("Licensed body.");
    await decided(id, "approve", { licences: ["open"] });
    expect(await textOf("/v1/articles/ours", key)).not.toContain("Licensed body.");
  });

  test("approves nothing that is open to nobody, and by one click nothing that a rule speaks against", async () => {
    await publishMasthead({
      ...MASTHEAD,
      licences: {
        ...MASTHEAD.licences,
        eligible: { ...MASTHEAD.licences.eligible, eligibility: { monthlyAudience: 1_000_000 } },
        reserved: { ...MASTHEAD.licences.reserved, eligibility: { who: "nobody" } },
      },
    });
    const { id } = await applied({ licences: ["eligible", "open", "reserved"] });
    await expectProblem(await decided(id, "approve", { licences: ["reserved"] }), 409, "conflict");
    const { licences } = await (await decided(id, "approve")).json<{ licences: { id: string; approved: boolean }[] }>();
    expect(licences.filter(({ approved }) => approved).map(({ id: licence }) => licence)).toEqual(["open"]);
    await expect((await decided(id, "approve", { licences: ["eligible", "open"] })).status).toBe(200);
  });

  test("isn't changed by the rules", async () => {
    await licenceWith({ eligibility: { approval: "automatic" } });
    const { id, token } = await applied({ licences: ["eligible", "open"] });
    await decided(id, "approve", { licences: ["open"], reason: "Not for that one." });
    expect((await prove(token)).licences.map(({ approved }) => approved)).toEqual([false, true]);
    expect((await getOwnPublisher(token)).reason).toBe("Not for that one.");
  });

  test("twice at once is decided once, and logged once", async () => {
    const { id } = await applied();
    const statuses = (await Promise.all([decided(id, "approve"), decided(id, "refuse")])).map(({ status }) => status);
    const { results } = await env.DB.prepare("SELECT action FROM audit WHERE publisher = ?1").bind(id).all();
    expect([statuses.filter((status) => status === 200).length, results.length]).toEqual([1, 1]);
  });
});

describe("an agreement", () => {
  test("to an older text, once over, isn't opened by a still newer one", async () => {
    await licenceWith({ eligibility: { graceDays: 10 } });
    const { key } = await publisherWithKey();
    await licenceWith({ text: "<p>Second.</p>" });
    pass(86_400 * 11);
    expect(await textOf("/v1/articles/ours", key)).not.toContain("Licensed body.");
    await licenceWith({ eligibility: { graceDays: 10 }, text: "<p>Third.</p>" });
    pass(60);
    expect(await textOf("/v1/articles/ours", key)).not.toContain("Licensed body.");
  });

  test("ends with its licence, and where eligibility lapses, in every form", async () => {
    await licenceWith({ effective: { to: "2026-06-20T00:00:00Z" }, eligibility: { lapsesAfterDays: 300 } });
    const { id, token } = await applied();
    await prove(token);
    await decided(id, "approve");
    const { agreements } = await accept(token, "eligible");
    const [agreement] = agreements;
    const [, claims = ""] = agreement?.jws.split(".") ?? [];
    expect(agreement?.expires).toBe("2026-06-20T00:00:00Z");
    expect(JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/")))).toMatchObject({
      exp: Date.parse("2026-06-20T00:00:00Z") / 1000,
    });
  });

  test("can be made anew before it ends", async () => {
    await licenceWith({ eligibility: { lapsesAfterDays: 80 } });
    const { key, token } = await publisherWithKey();
    pass(86_400 * 75);
    const wanted = (await getOwnPublisher(token)).licences[0];
    const again = { licence: "eligible", version: wanted?.version, hash: wanted?.hash };
    expect((await request("/v1/publisher/agreements", json(again, bearer(key)))).status).toBe(201);
    pass(86_400 * 10);
    expect(await textOf("/v1/articles/ours", key)).toContain("Licensed body.");
  });
});

describe("an application", () => {
  const headers = { "Idempotency-Key": "0123456789abcdef" };

  test("can't be taken over by who knows its Idempotency-Key", async () => {
    const first = await (await request("/v1/applications", json(application(), headers))).json<{ token: string }>();
    pass(3600);
    await expectProblem(await request("/v1/applications", json(application(), headers)), 409, "conflict");
    expect((await get(`/v1/applications/${first.token}`)).status).toBe(200);
  });

  test("sent twice at once is one", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => request("/v1/applications", json(application(), headers))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect((await env.DB.prepare("SELECT count(*) AS rows FROM publisher").first())?.rows).toBe(1);
  });

  test.each(["multipart/form-data", "multipart/form-data; boundary=x"])(
    "whose form can't be read (%s) is malformed",
    async (type) => {
      const init = { method: "POST", headers: { "Content-Type": type, ...basic("cwdesk_test") }, body: "garbage" };
      for (const path of ["/apply", "/desk/publishers/x/decisions"]) {
        const { status } = await request(path, init);
        expect([path, status]).not.toEqual([path, 500]);
      }
    },
  );

  test("makes nobody's site answer more than once a minute, whoever asks", async () => {
    const { token } = await applied();
    const spy = sites({});
    // Besides the site, the DNS resolver is asked once for its TXT record, and just as rarely.
    const askedOf = (isResolver: boolean) =>
      spy.mock.calls.filter(([address]) => (new URL(String(address)).hostname === "cloudflare-dns.com") === isResolver)
        .length;
    for (let asked = 0; asked < 5; asked++) await request(`/v1/applications/${token}/proofs`, json({}));
    expect(askedOf(false)).toBeLessThanOrEqual(2);
    expect(askedOf(true)).toBeLessThanOrEqual(1);
    pass(61);
    await request(`/v1/applications/${token}/proofs`, json({}));
    expect(askedOf(false)).toBeGreaterThan(2);
  });

  test("that was refused is left alone by the cron; renewals come before what is new", async () => {
    const { id } = await applied({ domains: ["refused.example"] });
    await decided(id, "refuse");
    await publisherWithKey({ domains: ["proved.example"] });
    for (let at = 0; at < 12; at++) await applied({ domains: [`new-${at}.example`] });
    pass(86_400 * 352);
    const spy = sites({});
    await cron();
    const hosts = spy.mock.calls.map(([address]) => new URL(String(address)).hostname);
    expect(hosts[0]).toBe("proved.example");
    expect(hosts).not.toContain("refused.example");
  });
});

describe("a key", () => {
  test("ends when it says, whatever the zone, and never begins over", async () => {
    const { token } = await publisherWithKey();
    const { key } = await keyFor(token, { name: "zoned", expires: "2026-06-01T22:00:00+09:00" });
    expect(await textOf("/v1/articles/ours", key)).toContain("Licensed body.");
    pass(3700);
    await expectProblem(await get("/v1/articles/ours", bearer(key)), 401, "unauthorized");
    await expectProblem(
      await request(`/v1/applications/${token}/keys`, json({ name: "late", expires: "2026-06-01T00:00:00Z" })),
      409,
      "conflict",
    );
  });

  test("rotates once, makes none that outlives it, and no more than twenty live", async () => {
    const { key, keyId } = await publisherWithKey({}, { expires: "2026-06-10T00:00:00Z" });
    const ask = (path: string, body: unknown) => request(`/v1/publisher/keys${path}`, json(body, bearer(key)));
    expect(await (await ask("", { name: "child" })).json()).toMatchObject({ expires: "2026-06-10T00:00:00Z" });
    expect((await ask(`/${keyId}/rotate`, { overlapHours: 720 })).status).toBe(201);
    await expectProblem(await ask(`/${keyId}/rotate`, {}), 409, "conflict");
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async (_, at) => (await ask("", { name: `k${at}` })).status),
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(17);
    expect(statuses.filter((status) => status === 409)).toHaveLength(13);
  });

  test("opens more without any change to the story, so its answers have a tag and no date", async () => {
    const { id, token } = await applied();
    await prove(token);
    await decided(id, "approve");
    const { key } = await keyFor(token);
    const before = await get("/licensed/feeds/latest.rss", basic(key));
    expect(before.headers.get("Last-Modified")).toBeNull();
    const date = (await get("/v1/articles/ours")).headers.get("Last-Modified") ?? "";
    await accept(token, "eligible");
    for (const path of ["/v1/articles/ours", "/licensed/articles/ours"]) {
      const response = await get(path, { ...bearer(key), "If-Modified-Since": date });
      expect([path, response.status]).toEqual([path, 200]);
      expect((await get(path, { ...bearer(key), "If-None-Match": response.headers.get("ETag") ?? "" })).status).toBe(
        304,
      );
    }
  });

  test("fills the record with one line an address, whatever is asked beside it", async () => {
    const { key } = await publisherWithKey();
    for (let at = 0; at < 5; at++) await get(`/licensed/feeds/latest.rss?x=${at}`, basic(key));
    const { results } = await env.DB.prepare("SELECT address FROM reading").all();
    expect(results).toEqual([{ address: "/feeds/latest.rss" }]);
  });
});

test("a figure that is left empty isn't zero", async () => {
  const { id } = await applied();
  const init = {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", ...basic("cwdesk_test") },
    body: "monthlyAudience=&reason=x",
  };
  expect((await request(`/desk/publishers/${id}/audience`, init)).status).toBe(409);
  const view = await (await desk("GET", `/publishers/${id}`)).json();
  expect(view).toMatchObject({ application: { monthlyAudience: 250_000 } });
});
