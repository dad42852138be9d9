import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { APPLICATION, BATCH, RATE } from "../../src/model/policy.ts";
import { HOUR } from "../../src/model/time.ts";
import { readDueDomains } from "../../src/store/publisher/domain.ts";
import { pass } from "../support/clock.ts";
import { expectProblem } from "../support/problem.ts";
import { application, applied, json, wireWith } from "../support/publisher.ts";
import { request } from "../support/wire.ts";

beforeEach(() => wireWith());

const NETWORK = "2001:db8:7:7";
/** An address in another network. No other test file applies from it: they share the limits and may run at the same time. */
const OTHER = "2001:db8:7:9::1";
let networks = 0;

/** Sends an application from an address in a network, each with a unique name. */
const send = (address: string, name: string): Promise<Response> =>
  request(
    "/v1/applications",
    json(application({ organization: name, domains: [`${name}.example`] }), { "CF-Connecting-IP": address }),
  );

const stored = async (): Promise<number> =>
  (await env.DB.prepare("SELECT count(*) AS n FROM publisher").first<number>("n")) ?? 0;

/** Inserts publishers that applied recently directly into the database, because the front door would take long. */
const fill = (count: number) =>
  env.DB.batch(
    Array.from({ length: count }, (_, at) => {
      const id = `${Date.now().toString(36).padStart(9, "0")}filled${at}`;
      const sql = `INSERT INTO publisher (id, status, application, approved, token_hash, body_hash, applied)
        VALUES (?1, 'applied', '{}', '[]', ?1, ?1, ?2)`;
      return env.DB.prepare(sql).bind(id, new Date().toISOString());
    }),
  );

describe("applications", () => {
  test("of one /64 are as many as one network may send, and none that was taken is lost", async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 50; at++) {
      const response = await send(`${NETWORK}::${(at + 1).toString(16)}`, `paper-${at}`);
      statuses.push(response.status);
      if (response.status === 429) expect(response.headers.get("Retry-After")).toBe(String(RATE.retrySeconds));
    }
    expect(statuses.filter((status) => status === 201).length).toBe(RATE.applications);
    expect(statuses.filter((status) => status === 429).length).toBe(50 - RATE.applications);
    expect(await stored()).toBe(RATE.applications);
    expect((await send("2001:db8:7:8::1", "neighbor")).status).toBe(201);
  });

  test("of all networks together are so many in an hour, and one that was taken is answered again", async () => {
    const headers = { "Idempotency-Key": "key-1234567890abcdef" };
    expect((await request("/v1/applications", json(application(), headers))).status).toBe(201);
    await fill(APPLICATION.perHour - 1);
    const late = await send(OTHER, "late");
    await expectProblem(late, 429, "too-many-requests");
    expect(late.headers.get("Retry-After")).toBe(String(RATE.applicationRetrySeconds));
    expect((await request("/v1/applications", json(application(), headers))).status).toBe(200);
    expect(await stored()).toBe(APPLICATION.perHour);
    pass(HOUR / 1000 + 1);
    expect((await send(OTHER, "late")).status).toBe(201);
  });
});

describe("the queue of proofs", () => {
  /** Applies with domains from a new network each time. */
  const apply = (domains: string[]) => applied({ domains }, `2001:db8:8:${(++networks).toString(16)}::1`);

  const dueNow = () => readDueDomains(env.DB, new Date(Date.now() + HOUR).toISOString(), BATCH.domains);

  test("takes one domain of a publisher a turn, and each domain once", async () => {
    const many = await apply(["a.example", "b.example", "c.example", "d.example", "e.example"]);
    // Within one millisecond, the order would be undefined.
    pass(1);
    const same = await apply(["a.example"]);
    const one = await apply(["z.example"]);
    expect(await dueNow()).toEqual([
      { publisher: many.id, domain: "a.example" },
      { publisher: one.id, domain: "z.example" },
    ]);
    await env.DB.prepare("UPDATE domain SET next_at = NULL WHERE publisher = ?1 AND domain = 'a.example'")
      .bind(many.id)
      .run();
    expect(new Set(await dueNow())).toEqual(
      new Set([
        { publisher: many.id, domain: "b.example" },
        { publisher: same.id, domain: "a.example" },
        { publisher: one.id, domain: "z.example" },
      ]),
    );
  });
});
