import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { PROOF } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import {
  accept,
  application,
  applied,
  bearer,
  decided,
  form,
  getOwnPublisher,
  json,
  linkFor,
  prove,
  publisherWithKey,
  signedIn,
  sites,
  wireWith,
} from "../support/publisher.ts";
import { desk, request } from "../support/wire.ts";

// An application's address was shown to somebody once, and may have ended up in an email, a history or a log. With it, anyone
// gets one first key, or the first sign-in, if a domain was verified recently; and never anything else.

beforeEach(() => wireWith("ours"));

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
const FRESH_S = PROOF.freshHours * HOUR_S;

const WISH = { name: "CMS", scope: "manage" };
const askForKey = (token: string): Promise<Response> => request(`/v1/applications/${token}/keys`, json(WISH));
const askForKeyByForm = (token: string): Promise<Response> => request(`/applications/${token}/keys`, form(WISH));
const firstSignIn = (token: string): Promise<Response> => request(`/applications/${token}/sign-in`, form({}));
const lookAgain = (token: string): Promise<Response> => request(`/v1/applications/${token}/proofs`, json({}));
const keysOf = async (publisher: string): Promise<number> =>
  (await env.DB.prepare("SELECT count(*) AS n FROM key WHERE publisher = ?1").bind(publisher).first<number>("n")) ?? 0;

/** Creates an approved publisher without a key that has just verified its domain; the code remains on its site. */
async function approved(overrides: Record<string, unknown> = {}) {
  const { id, token } = await applied(overrides);
  await prove(token);
  await decided(id, "approve");
  await accept(token, "eligible");
  const [first] = (await getOwnPublisher(token)).domains;
  if (first === undefined) throw new Error("no domain");
  stands(first.file, first.token);
  return { id, token, file: first.file, code: first.token };
}

const stands = (file: string, code: string): void =>
  void sites({ [file]: () => new Response(`${code}\n`, { headers: { "Content-Type": "text/plain" } }) });

const codeOf = async (token: string): Promise<string> => (await getOwnPublisher(token)).domains[0]?.token ?? "";

/** Tries every way: no key, no session, and no new row in the key table. */
async function expectNothing(token: string, publisher: string, statuses: readonly number[]): Promise<void> {
  const before = await keysOf(publisher);
  for (const ask of [askForKey, askForKeyByForm, firstSignIn]) {
    const response = await ask(token);
    expect(statuses).toContain(response.status);
    expect(response.headers.get("Set-Cookie")).toBeNull();
    expect(await response.text()).not.toMatch(/cw(?:feed|link|session)?_[A-Za-z0-9_-]{43}/);
  }
  expect(await keysOf(publisher)).toBe(before);
}

describe("the address of an application", () => {
  test("gives one first key, and no second one, whatever became of the first", async () => {
    const { id, token } = await approved();
    const first = await askForKey(token);
    expect(first.status).toBe(201);
    await expectNothing(token, id, [409]);
    const given = z.object({ id: z.string(), key: z.string() }).parse(await first.json());
    const headers = bearer(given.key);
    expect((await request(`/v1/publisher/keys/${given.id}`, { method: "DELETE", headers })).status).toBe(204);
    await expectNothing(token, id, [409]);
    const refused = await askForKey(token);
    expect(await refused.json()).toMatchObject({ code: "conflict", detail: expect.stringContaining("/sign-in") });
  });

  test("gives one key where two are asked for at once", async () => {
    const { id, token } = await approved();
    const answers = await Promise.all([askForKey(token), askForKey(token), askForKeyByForm(token)]);
    expect(answers.filter(({ status }) => status === 201 || status === 200).length).toBe(1);
    expect(await keysOf(id)).toBe(1);
  });

  test("lets the contact in for the first time, and is gone with that", async () => {
    const { id, token } = await approved();
    const led = await firstSignIn(token);
    expect(led.status).toBe(303);
    const link = led.headers.get("Location") ?? "";
    expect((await request(`/applications/${token}`)).status).toBe(200);
    expect((await request(link, form({}))).headers.get("Location")).toBe("/publisher");
    const gone = await request(`/applications/${token}`, { headers: { Accept: "text/html" } });
    expect(gone.status).toBe(404);
    expect(await gone.text()).toContain("/sign-in");
    await expectNothing(token, id, [404]);
  });

  test("gives no key by the link of a first sign-in that was made before a first key", async () => {
    const { id, token } = await approved();
    const link = (await firstSignIn(token)).headers.get("Location") ?? "";
    expect((await askForKey(token)).status).toBe(201);
    expect((await request(link, form({}))).status).toBe(303);
    await expectNothing(token, id, [404]);
  });
});

/** The states in which somebody may hold an address, set up from `approved`, with the statuses it then answers. */
const STATES: [string, (of: Awaited<ReturnType<typeof approved>>) => Promise<unknown>, number[]][] = [
  ["somebody signed in", async ({ id }) => void (await signedIn(`p${id}`)), [404]],
  ["the contact made another address", async ({ id }) => contactResets(await signedIn(`p${id}`)), [403]],
  [
    "the desk made another address after a sign-in",
    async ({ id }) => {
      await signedIn(`p${id}`);
      return deskResets(id);
    },
    [403],
  ],
  ["the desk made another address, for the one before", async ({ id }) => void (await deskResets(id)), [404]],
  ["it was suspended", async ({ id }) => void (await decided(id, "suspend")), [409]],
  ["it left", async ({ token }) => void (await request(`/applications/${token}/leave`, form({}))), [409]],
  ["its verification is a day old", async () => pass(FRESH_S + 1), [409]],
  [
    "it was looked at again and again, with the code of then",
    async ({ token }) => {
      for (let hours = 0; hours <= PROOF.freshHours; hours += 6) {
        await lookAgain(token);
        pass(6 * HOUR_S);
      }
    },
    [409],
  ],
  [
    "the cron renewed its verification",
    async () => {
      pass((PROOF.days - PROOF.againDays) * DAY_S + 60);
      await cron();
    },
    [409],
  ],
  [
    "its verification ended, and the old code was found again",
    async ({ token, id }) => {
      pass(PROOF.days * DAY_S + 60);
      await env.DB.prepare("UPDATE domain SET state = 'waiting' WHERE publisher = ?1").bind(id).run();
      await lookAgain(token);
    },
    [409],
  ],
];

describe("no key comes from an application's address", () => {
  test.each(STATES)("once %s", async (_, arrange, statuses) => {
    const publisher = await approved();
    const made = await arrange(publisher);
    const token = typeof made === "string" ? made : publisher.token;
    await expectNothing(token, publisher.id, statuses);
  });

  test.each(["applied", "refused"])("while its publisher is %s", async (status) => {
    const { id, token } = await applied({ monthlyAudience: 1 });
    await prove(token);
    if (status === "refused") await decided(id, "refuse");
    expect((await getOwnPublisher(token)).status).toBe(status);
    await expectNothing(token, id, [409]);
  });

  test("where the application is sent again, with its Idempotency-Key, after somebody signed in", async () => {
    const key = { "Idempotency-Key": "one-application-of-the-daily-paper" };
    const apply = async () => {
      const response = await request("/v1/applications", json(application(), key));
      return z.object({ id: z.string(), token: z.string() }).parse(await response.json());
    };
    const { id } = await apply();
    await signedIn(`p${id}`);
    const again = await apply();
    expect(again.id).toBe(id);
    await expectNothing(again.token, id, [403]);
  });
});

const Reset = z.object({ address: z.url() });

async function deskResets(id: string): Promise<string> {
  const response = await desk("POST", `/publishers/${id}/application-address`, {});
  return tokenIn(Reset.parse(await response.json()).address);
}

async function contactResets(cookie: string): Promise<string> {
  const response = await request("/publisher/address", form({}, { Cookie: cookie }));
  return tokenIn(await response.text());
}

const tokenIn = (text: string): string => /cwapp_[A-Za-z0-9_-]{43}[0-9a-z]{7}/.exec(text)?.[0] ?? "";

describe("once people sign in, a new address", () => {
  const CHANGES: [string, string, string][] = [
    ["POST", "/v1/applications/:token/proofs", "{}"],
    ["POST", "/v1/applications/:token/agreements", "{}"],
    ["POST", "/v1/applications/:token/keys", "{}"],
    ["DELETE", "/v1/applications/:token", ""],
    ["POST", "/applications/:token/proofs", ""],
    ["POST", "/applications/:token/agreements", ""],
    ["POST", "/applications/:token/sign-in", ""],
    ["POST", "/applications/:token/keys", ""],
    ["POST", "/applications/:token/recalls/1", ""],
    ["POST", "/applications/:token/leave", ""],
  ];

  test.each(["contact", "desk"])("that the %s made shows the application, and changes nothing", async (by) => {
    const { id, token } = await approved();
    const cookie = await signedIn(`p${id}`);
    const shown = by === "desk" ? await deskResets(id) : await contactResets(cookie);
    expect(shown).not.toBe(token);
    expect((await request(`/v1/applications/${shown}`)).status).toBe(200);
    const page = await (await request(`/applications/${shown}`)).text();
    expect(page).toContain("The Daily Paper");
    expect(page).not.toContain(`action="/applications`);
    for (const [method, path, body] of CHANGES) {
      const init = body === "{}" ? json({}) : { ...form({}), method, ...(method === "DELETE" ? { body: null } : {}) };
      const response = await request(path.replace(":token", shown), { ...init, method });
      expect([path, response.status]).toEqual([path, 403]);
      expect(await response.text()).toContain("/sign-in");
    }
    expect((await getOwnPublisher(shown)).status).toBe("approved");
    const replaced = by === "desk" ? await contactResets(cookie) : await deskResets(id);
    expect((await request(`/v1/applications/${shown}`)).status).toBe(404);
    expect((await request(`/v1/applications/${replaced}`)).status).toBe(200);
  });

  test("isn't made by a member, nor by another publisher's people", async () => {
    const { id } = await approved();
    await signedIn(`p${id}`);
    const other = await approved({ domains: ["other.example"], contact: { name: "O", email: "o@other.example" } });
    const cookie = await signedIn(`p${other.id}`);
    const address = await contactResets(cookie);
    expect((await getOwnPublisher(address)).domains[0]?.domain).toBe("other.example");
  });
});

describe("verifying a domain anew", () => {
  test("takes a new code, which the page shows; the old one proves nothing later", async () => {
    const { token, file, code } = await approved();
    pass(FRESH_S + 1);
    await lookAgain(token);
    const fresh = await codeOf(token);
    expect(fresh).not.toBe(code);
    expect(await (await request(`/applications/${token}`)).text()).toContain(fresh);
    pass(PROOF.betweenSeconds + 1);
    await lookAgain(token);
    expect((await askForKey(token)).status).toBe(409);
    stands(file, fresh);
    pass(PROOF.betweenSeconds + 1);
    await lookAgain(token);
    expect(await codeOf(token)).toBe(fresh);
    expect((await askForKey(token)).status).toBe(201);
  });

  test("that was asked for and never done costs an honest publisher nothing: the cron renews by the code that is there", async () => {
    const { token, id } = await approved();
    pass(FRESH_S + 1);
    await lookAgain(token);
    pass((PROOF.days - PROOF.againDays) * DAY_S);
    await cron();
    pass((PROOF.againDays + 1) * DAY_S);
    await cron();
    const [domain] = (await getOwnPublisher(token)).domains;
    expect(domain?.state).toBe("proved");
    await expectNothing(token, id, [409]);
  });

  test("is done by people at their account, after the first sign-in", async () => {
    const { id } = await publisherWithKey();
    const cookie = await signedIn(`p${id}`);
    pass(FRESH_S + 1);
    expect((await request("/publisher/proofs", form({}, { Cookie: cookie }))).headers.get("Location")).toBe(
      "/publisher/account",
    );
    const page = await (await request("/publisher/account", { headers: { Cookie: cookie } })).text();
    const codes = await env.DB.prepare("SELECT token, verified_token AS verified FROM domain").first();
    expect(codes?.token).not.toBe(codes?.verified);
    expect(page).toContain(codes?.token);
  });
});

test("a link of the desk doesn't make the old address a key", async () => {
  const { id, token } = await approved();
  expect((await request(await linkFor(`p${id}`), form({}))).status).toBe(303);
  await expectNothing(token, id, [404]);
});
