import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { KeyTodo } from "../../src/contract/key-todo.ts";
import { PublisherJson } from "../../src/contract/publisher.ts";
import { description, door } from "../../src/http/app.ts";
import { PUBLISHER_NEEDS } from "../../src/http/auth/publisher-needs.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { KEYS } from "../../src/model/policy.ts";
import { KEY_SCOPES, type KeyScope } from "../../src/model/publisher/scope.ts";
import { DAY, instant, SECOND } from "../../src/model/time.ts";
import { pass } from "../support/clock.ts";
import { expectProblem } from "../support/problem.ts";
import {
  accept,
  applied,
  basic,
  bearer,
  decided,
  json,
  keyFor,
  prove,
  publisherWithKey,
  wireWith,
} from "../support/publisher.ts";
import { act, desk, get, ORIGIN, request } from "../support/wire.ts";

/** The parts of the API description that are checked. */
const Described = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ security: z.array(z.record(z.string(), z.array(z.string()))).optional() })),
  ),
});

type Name = "read" | "report" | "manage" | "feed read" | "feed report";
const FULL = ["read", "report", "manage"] as const;

let token = "";
let id = "";
let keys: Record<Name, string>;
beforeAll(async () => {
  await wireWith("ours");
  const publisher = await publisherWithKey();
  [id, token] = [publisher.id, publisher.token];
  const make = async (wish: Record<string, unknown>) => (await keyFor(token, wish)).key;
  keys = {
    read: await make({ scope: "read" }),
    report: await make({ scope: "report" }),
    manage: await make({ scope: "manage" }),
    "feed read": await make({ kind: "feed", scope: "read" }),
    "feed report": await make({ kind: "feed", scope: "report" }),
  };
});
afterEach(() => void vi.restoreAllMocks());

/** Returns the scopes that a publisher route needs, derived independently of the guard's table. */
function allowedAt(route: string): Name[] {
  const isTab = /^GET \/publisher\/(agreements|keys)$/.test(route);
  const least: KeyScope =
    !isTab &&
    /\/(webhooks|keys|agreements|people|team|account|proofs|address|ask-owner|leave)(\/|$)|^GET \/v1\/publisher$/.test(
      route,
    )
      ? "manage"
      : /^POST .*\/recalls\//.test(route)
        ? "report"
        : "read";
  const full = FULL.slice(KEY_SCOPES.indexOf(least));
  if (route === "POST /v1/publisher/recalls/:id") return [...full, "feed report"];
  return route === "GET /v1/publisher/recalls" ? [...full, "feed read", "feed report"] : [...full];
}

/** Middleware is in the table too, for every method. */
const routes = [
  ...new Set(
    door.routes
      .filter(({ method, path }) => method !== "ALL" && /^(\/v1)?\/publisher(\/|$)/.test(path))
      .map(({ method, path }) => `${method} ${path}`),
  ),
];

describe("the routes of publishers", () => {
  test("each have a need of their own, and nothing else has", () => {
    expect(Object.keys(PUBLISHER_NEEDS).sort()).toEqual(routes.toSorted());
    expect(routes.length).toBeGreaterThan(25);
  });

  test("are described with the scope that they need", () => {
    const described = Object.entries(Described.parse(description(ORIGIN, "0")).paths)
      .filter(([path]) => path.startsWith("/v1/publisher"))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { security }]): [string, string | undefined] => [
          `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
          security?.[0]?.key?.[0],
        ]),
      );
    expect(described.length).toBeGreaterThan(15);
    expect(described).toEqual(described.map(([route]) => [route, PUBLISHER_NEEDS[route]?.scope]));
  });

  // Those two end what the other tests need; another test covers them.
  const lasting = routes.filter((route) => !/^POST \/publisher\/(leave|address)$/.test(route));

  test.each(lasting)("%s opens to the scopes that may, and to no other", async (route) => {
    const [method = "", path = ""] = route.split(" ");
    const opened: string[] = [];
    for (const [name, key] of Object.entries(keys)) {
      const shown = path.startsWith("/v1/") ? bearer(key) : basic(key);
      const response = await request(path.replaceAll(/:\w+/g, "none"), {
        method,
        headers: { ...shown, ...(method === "GET" ? {} : { "Content-Type": "application/json" }) },
        ...(method === "GET" || method === "DELETE" ? {} : { body: "{}" }),
      });
      if (response.status !== 403) opened.push(name);
      await response.body?.cancel();
    }
    expect(opened).toEqual(Object.keys(keys).filter((name) => allowedAt(route).some((each) => each === name)));
  });

  test("where there is none, every key is told so", async () => {
    for (const key of [keys.read, keys["feed read"]]) {
      await expectProblem(await get("/v1/publisher/nothing", bearer(key)), 404, "not-found");
      await expectProblem(await request("/v1/publisher/todo", json({}, bearer(key))), 405, "method-not-allowed");
    }
  });
});

const READS: [string, readonly Name[], (key: string) => [string, Record<string, string>]][] = [
  ["/v1/articles", FULL, (key) => ["/v1/articles/ours", bearer(key)]],
  ["/v1/changes", FULL, (key) => ["/v1/changes", bearer(key)]],
  ["/licensed/articles", FULL, (key) => ["/licensed/articles/ours", basic(key)]],
  ["/licensed/feeds", [...FULL, "feed read", "feed report"], (key) => ["/licensed/feeds/latest.rss", basic(key)]],
  ["/licensed/feeds.opml", [...FULL, "feed read", "feed report"], (key) => ["/licensed/feeds.opml", bearer(key)]],
  ["/k/", ["feed read"], (key) => [`/k/${key}/feeds/latest.rss`, {}]],
  ["/k/ with the list of feeds", ["feed read"], (key) => [`/k/${key}/feeds.opml`, {}]],
];

describe("reading", () => {
  test.each(READS)("%s takes the keys that may", async (_, allowed, shown) => {
    for (const [name, key] of Object.entries(keys)) {
      const response = await get(...shown(key));
      expect([name, response.status]).toEqual([name, allowed.some((each) => each === name) ? 200 : 403]);
      await response.body?.cancel();
    }
  });

  test.each(["articles/ours", "images/x.png", "feeds", "v1/articles", "feeds.opml/x", "publisher"])(
    "a key in a path opens no %s",
    async (path) => {
      await expectProblem(await get(`/k/${keys["feed read"]}/${path}`), 404, "not-found");
    },
  );

  test("a key is the password of any user, or the user name with an empty password, and nothing else", async () => {
    const ask = (credentials: string) =>
      get("/licensed/articles/ours", { Authorization: `Basic ${btoa(credentials)}` }).then(({ status }) => status);
    expect(await ask(`${keys.read}:`)).toBe(200);
    expect(await ask(`:${keys.read}`)).toBe(200);
    expect(await ask(`anybody:${keys.read}`)).toBe(200);
    expect(await ask(`${keys.read}:anything`)).toBe(401);
    expect(await ask(keys.read)).toBe(401);
    expect(await ask(":")).toBe(401);
    expect((await get("/publisher", { Authorization: `Basic ${btoa(`${keys.manage}:`)}` })).status).toBe(200);
  });
});

describe("a refusal says what is needed, and how to get it", () => {
  const detail = async (response: Promise<Response>) => (await expectProblem(await response, 403, "forbidden")).detail;

  test("a scope", async () => {
    const said = await detail(request("/v1/publisher/recalls/ours.2", json({ outcome: "removed" }, bearer(keys.read))));
    expect(said).toContain("This key's scope is `read`. This address needs a key with the `report` scope.");
    expect(said).toContain(
      `${ORIGIN}/publisher with a key that has the \`manage\` scope, or on your application's page`,
    );
    expect(await detail(get("/v1/publisher/webhooks", bearer(keys.report)))).toContain("a key with the `manage` scope");
  });

  test("a kind", async () => {
    expect(await detail(get("/v1/articles/ours", bearer(keys["feed read"])))).toContain(
      "a full key with the `read` scope",
    );
    expect(await detail(get("/publisher", basic(keys["feed report"])))).toContain("This is a feed-only key.");
  });

  test("a key in a path", async () => {
    for (const key of [keys.read, keys.manage, keys["feed report"]]) {
      const said = await detail(get(`/k/${key}/feeds/latest.rss`));
      expect(said).toContain("Only a feed-only key with the `read` scope");
      expect(said).toContain(`${ORIGIN}/licensed/`);
      expect(said).not.toContain(key);
    }
  });
});

test("each scope that may answers a recall, feed keys too", async () => {
  await get("/v1/articles/ours", bearer(keys.read));
  await act("ours", "kill", { reason: "Wrong." });
  const say = (key: string) => request("/v1/publisher/recalls/ours.2", json({ outcome: "removed" }, bearer(key)));
  for (const name of ["read", "feed read"] as const) await expectProblem(await say(keys[name]), 403, "forbidden");
  for (const name of ["report", "manage", "feed report"] as const) expect((await say(keys[name])).status).toBe(200);
});

describe("making a key", () => {
  const view = async () => PublisherJson.parse(await (await get("/v1/publisher", bearer(keys.manage))).json());

  test("names its scope, in lists too; without a word it reads", async () => {
    const ask = (body: unknown) => request("/v1/publisher/keys", json(body, bearer(keys.manage)));
    expect(await (await ask({ name: "plain" })).json()).toMatchObject({ kind: "full", scope: "read" });
    expect(await (await ask({ name: "said", scope: "report" })).json()).toMatchObject({ scope: "report" });
    const listed = (await view()).keys.map(({ name, scope }) => `${name} ${scope}`);
    expect(listed).toEqual(expect.arrayContaining(["plain read", "said report", "CMS manage"]));
    const wrong = await expectProblem(await ask({ name: "x", kind: "feed", scope: "manage" }), 422, "invalid");
    expect(wrong.errors).toMatchObject([{ field: "scope", value: '"manage"' }]);
    const unknown = await expectProblem(await ask({ name: "x", scope: "write" }), 422, "invalid");
    expect(unknown.errors).toMatchObject([{ field: "scope", allowed: "read, report, manage" }]);
    const page = await (await get(`/desk/publishers/${id}`, basic("cwdesk_test"))).text();
    expect(page).toContain("plain, full, read, ends in");
    const { audit } = await (await desk("GET", "/audit")).json<{ audit: { action: string; details: unknown }[] }>();
    expect(audit.find(({ action }) => action === "give-key")?.details).toMatchObject({ name: "said", scope: "report" });
  });

  const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
    method: "POST",
    headers: { ...headers, "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  const keyIn = (page: string) => /value="((?:cw|cwfeed)_[^"]+)"/.exec(page)?.[1] ?? "";

  test("works by a form of the publisher's page, and revoking one does", async () => {
    const made = await request("/publisher/keys", form({ name: "Form", scope: "report" }, basic(keys.manage)));
    expect((await get("/publisher", basic(keyIn(await made.text())))).status).toBe(200);
    const key = (await view()).keys.find(({ name }) => name === "Form");
    expect(key?.scope).toBe("report");
    const wrong = await request("/publisher/keys", form({ name: "", scope: "all" }, basic(keys.manage)));
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining("read, report, manage")]);
    const revoked = await request(`/publisher/keys/${key?.id}/revoke`, form({}, basic(keys.manage)));
    expect([revoked.status, revoked.headers.get("Location")]).toEqual([303, "/publisher/keys"]);
    expect((await view()).keys.find(({ name }) => name === "Form")?.revoked).toBeDefined();
  });

  test("works by the form of an applicant's page, which begins with the least", async () => {
    const { id: own, token: address } = await applied({ domains: ["other.example"] });
    await prove(address);
    await decided(own, "approve");
    await accept(address, "eligible");
    const page = await (await get(`/applications/${address}`)).text();
    expect([...page.matchAll(/name="scope" value="(\w+)" checked/g)].map(([, scope]) => scope)).toEqual(["read"]);
    const made = await request(`/applications/${address}/keys`, form({ name: "Me", scope: "manage" }));
    expect((await get("/v1/publisher", bearer(keyIn(await made.text())))).status).toBe(200);
  });

  test("the publisher's page shows a key no form that it may not send, and no address of a webhook", async () => {
    await request("/v1/publisher/webhooks", json({ url: "https://paper.example/secret-hook" }, bearer(keys.manage)));
    const tabs = async (key: string) => {
      const shown = ["/publisher", "/publisher/agreements", "/publisher/keys", "/publisher/delivery"];
      return (await Promise.all(shown.map(async (tab) => (await get(tab, basic(key))).text()))).join("");
    };
    const actions = async (key: string) =>
      [...(await tabs(key)).matchAll(/<form[^>]* method="post"[^>]*action="([^"]+)"/g)].map(([, to]) => to);
    expect(await actions(keys.read)).toEqual([]);
    expect(await actions(keys.manage)).toEqual(expect.arrayContaining(["/publisher/keys", "/publisher/webhooks"]));
    for (const key of [keys.read, keys.report]) expect(await tabs(key)).not.toContain("secret-hook");
    expect(await tabs(keys.manage)).toContain("secret-hook");
  });
});

describe("a full key from before there were scopes", () => {
  const todo = async (key: string) =>
    KeyTodo.array().parse((await (await get("/v1/publisher/todo", bearer(key))).json<{ keys: unknown }>()).keys);

  test("manages for a while, says so, and then reports", async () => {
    await wireWith("ours");
    const { key, keyId } = await publisherWithKey({}, { scope: "report" });
    const now = Date.now();
    await env.DB.prepare("UPDATE key SET scoped_at = ?1").bind(instant(now)).run();
    isolate.keys.clear();
    const until = instant(now + KEYS.managesDays * DAY);
    expect(await todo(key)).toMatchObject([{ key: keyId, because: "narrows", at: until, foundAt: null }]);
    const page = await (await get("/publisher/keys", basic(key))).text();
    expect(page).toContain("It can manage webhooks, keys and agreements until");
    const view = PublisherJson.parse(await (await get("/v1/publisher", bearer(key))).json());
    expect(view.keys).toMatchObject([{ scope: "manage", managesUntil: until }]);
    const rotated = await request(`/v1/publisher/keys/${keyId}/rotate`, json({}, bearer(key)));
    const next = await rotated.json<{ key: string; scope: string }>();
    expect(next.scope).toBe("manage");
    pass((KEYS.managesDays * DAY) / SECOND - 1);
    expect((await get("/v1/publisher/webhooks", bearer(next.key))).status).toBe(200);
    pass(1);
    await expectProblem(await get("/v1/publisher/webhooks", bearer(next.key)), 403, "forbidden");
    await expectProblem(await get("/v1/publisher", bearer(next.key)), 403, "forbidden");
    const said = json({ outcome: "not-used" }, bearer(next.key));
    await expectProblem(await request("/v1/publisher/recalls/none.1", said), 404, "not-found");
    expect(await todo(next.key)).toEqual([]);
  });

  test("has nothing to say once its publisher has a key that manages", async () => {
    await wireWith("ours");
    const { key, token: own } = await publisherWithKey({}, { scope: "report" });
    await env.DB.prepare("UPDATE key SET scoped_at = ?1").bind(instant(Date.now())).run();
    isolate.keys.clear();
    expect(await todo(key)).toHaveLength(1);
    expect(await (await get(`/applications/${own}`)).text()).toContain("was created before keys had scopes");
    const made = await request("/v1/publisher/keys", json({ name: "Me", scope: "manage" }, bearer(key)));
    expect(made.status).toBe(201);
    expect(await todo(key)).toEqual([]);
  });
});
