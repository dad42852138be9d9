import type { Context } from "hono";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { door, wire } from "../../src/http/app.ts";
import { asGuard, audience, openAudience } from "../../src/http/auth/audience.ts";
import { guardDeskApi } from "../../src/http/auth/guard-desk.ts";
import { guardPublisherApi } from "../../src/http/auth/guard-publisher.ts";
import type { DeskEnv, DoorEnv, PublisherEnv, Routes } from "../../src/http/context.ts";
import { newSecret } from "../../src/model/publisher/key.ts";
import { basic, bearer, publisherWithKey, wireWith } from "../support/publisher.ts";
import { request, TOKEN } from "../support/wire.ts";

/** The routes that are open to everybody; every other one requires authentication. */
const OPEN = [
  "GET /apply",
  "GET /apply/find",
  "POST /apply/find",
  "GET /mail/:token",
  "POST /mail/:token",
  "POST /look/:token",
  "GET /v1/search",
  "POST /apply",
  "POST /v1/applications",
  "GET /health",
  "GET /sign-in",
  "POST /sign-in",
  "GET /sign-in/:token",
  "POST /sign-in/:token",
  "POST /sign-out",
  "GET /.well-known/jwks.json",
  "GET /articles/:id/:file{republish(?:\\.[a-z.]+)?}",
  "GET /v1/articles",
  "GET /v1/articles/*",
  "GET /v1/licences",
  "GET /v1/licences/*",
  "GET /v1/changes",
  "ALL /*",
];

type Who = "desk" | "publisher" | "applicant" | "licensed";

/** Returns the audience of a path. */
function audienceOf(path: string): Who | undefined {
  if (/^\/(v1\/)?desk(\/|$)/.test(path)) return "desk";
  if (/^\/(v1\/)?publisher(\/|$)/.test(path)) return "publisher";
  if (/^\/(v1\/)?applications\/:token/.test(path)) return "applicant";
  return /^\/(licensed|k)\//.test(path) ? "licensed" : undefined;
}

type Route = { method: string; path: string; who: Who };

/** Middleware is in the routing tables too, for every method. It takes `next`; a handler that doesn't is a route. */
const isRoute = ({ method, handler }: { method: string; handler: { length: number } }): boolean =>
  method !== "ALL" || handler.length < 2;

const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;
const all = [...new Map(door.routes.filter(isRoute).map((route) => [nameOf(route), route])).values()];
const guarded = all.flatMap(({ method, path }): Route[] => {
  const who = audienceOf(path);
  return who === undefined ? [] : [{ method: method === "ALL" ? "GET" : method, path, who }];
});

/** Returns an address for a route, with a value for each variable part. */
const addressOf = (path: string, token = newSecret("application", new Uint8Array(32))): string =>
  path
    .replace(":rest{(?:feeds|articles|images)/.+}", "articles/ours")
    .replace(":rest{feeds/.+}", "feeds/latest.rss")
    .replace(":token", token)
    .replace(":key", newSecret("feed", new Uint8Array(32)))
    .replaceAll(/:\w+/g, "1")
    .replace("*", "anything");

const FULL = newSecret("full", new Uint8Array(32));
const NOBODY: [string, Record<string, string>][] = [
  ["without credentials", {}],
  ["with an unknown key", bearer(FULL)],
  ["with an unknown key as a password", basic(FULL)],
  ["with something that is no key", bearer("let-me-in")],
  ["with a signed-in name that nobody signed", { "Cf-Access-Jwt-Assertion": "a.b.c" }],
];

const send = ({ method, path }: Route, headers: Record<string, string>, token?: string): Promise<Response> =>
  request(addressOf(path, token), {
    method,
    headers: { ...headers, ...(method === "GET" ? {} : { "Content-Type": "application/json" }) },
    ...(method === "GET" || method === "DELETE" ? {} : { body: "{}" }),
  });

let publisher: Awaited<ReturnType<typeof publisherWithKey>>;
beforeAll(async () => {
  await wireWith("ours");
  publisher = await publisherWithKey();
});
afterEach(() => void vi.restoreAllMocks());

describe("the tables of routes", () => {
  test("are the wire's, behind its entrypoint, and the door's, where each route is open by name or is somebody's", () => {
    expect(wire.routes.some(({ path }) => audienceOf(path) !== undefined)).toBe(false);
    expect(
      all
        .filter(({ path }) => audienceOf(path) === undefined)
        .map(nameOf)
        .sort(),
    ).toEqual([...OPEN].sort());
    const counts = Map.groupBy(guarded, ({ who }) => who);
    expect([...counts.keys()].sort()).toEqual(["applicant", "desk", "licensed", "publisher"]);
    expect(guarded.length).toBeGreaterThan(60);
  });
});

describe.each(guarded)("$method $path", (route) => {
  const refusals = route.who === "applicant" ? [404] : [401];

  test.each(NOBODY)("refuses a stranger %s", async (_, headers) => {
    const response = await send(route, headers);
    expect(refusals).toContain(response.status);
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    expect(await response.text()).not.toContain("Licensed body.");
  });

  test("refuses who belongs somewhere else", async () => {
    const others = { desk: [bearer(publisher.key), basic(publisher.key)], rest: [bearer(TOKEN), basic(TOKEN)] };
    for (const headers of route.who === "desk" ? others.desk : others.rest)
      expect(refusals).toContain((await send(route, headers)).status);
  });
});

const forms = guarded.filter(({ method, path }) => method === "POST" && !path.startsWith("/v1/"));
const OTHER_SITES: [string, Record<string, string>][] = [
  ["that a browser names", { "Sec-Fetch-Site": "cross-site" }],
  ["of the same domain", { "Sec-Fetch-Site": "same-site" }],
  ["that an old browser names", { Origin: "https://evil.example" }],
];

describe.each([...forms, { method: "POST", path: "/apply", who: "applicant" as const }])("$method $path", (route) => {
  test.each(OTHER_SITES)("refuses the form of another site %s, whoever is signed in", async (_, site) => {
    const signedIn = route.who === "desk" ? basic(TOKEN) : basic(publisher.key);
    const response = await send(route, { ...signedIn, ...site }, publisher.token);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("This form was sent from another site.");
  });
});

describe("a sub-app", () => {
  test("lets nobody past its guard, whatever was added first and wherever it is mounted", async () => {
    const outer = openAudience<DoorEnv>();
    const inner = audience<DoorEnv>(asGuard((c) => Promise.resolve(c.text("stop", 401))));
    inner.get("/*", (c) => c.text("inside"));
    inner.get("/", (c) => c.text("inside"));
    outer.route("/anywhere", inner);
    outer.get("/anywhere/else", (c) => c.text("later"));
    for (const path of ["/anywhere", "/anywhere/", "/anywhere/in", "/anywhere/else"])
      expect((await outer.request(path)).status).toBe(401);
  });

  test("gives what its guard puts in to its own handlers alone, and isn't made without one: else it doesn't compile", () => {
    const forDesk = (c: Context<DeskEnv>) => c.text(c.get("staff"));
    const open: Routes<DoorEnv> = openAudience<DoorEnv>();
    const publishers: Routes<PublisherEnv> = audience(guardPublisherApi);
    const desk: Routes<DeskEnv> = audience(guardDeskApi);
    desk.get("/", forDesk);
    // @ts-expect-error: nobody is signed in here.
    open.get("/", forDesk);
    // @ts-expect-error: a publisher isn't the desk.
    publishers.get("/", forDesk);
    // @ts-expect-error: without sign-in there is no staff name.
    open.get("/", (c) => c.text(c.get("staff")));
    // @ts-expect-error: the desk's sub-app needs the desk's guard.
    expect(audience<DeskEnv>(guardPublisherApi)).toBeDefined();
    // @ts-expect-error: a public sub-app guarantees nobody.
    expect(openAudience<DeskEnv>()).toBeDefined();
    // @ts-expect-error: middleware isn't a guard until it is declared one.
    expect(() => audience<DeskEnv>((_, next) => next())).not.toThrow();
  });
});
