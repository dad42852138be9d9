import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SOURCES } from "../../src/model/policy.ts";
import type { FAILURES } from "../../src/model/source/failure.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { FakeGhost, ghostError } from "../support/fake-ghost.ts";
import { basic } from "../support/publisher.ts";
import { feed, polls, report, wireWithSource } from "../support/sources.ts";
import { desk, request, TOKEN } from "../support/wire.ts";

let site: FakeGhost;
beforeEach(async () => {
  await wireWithSource({ kind: "ghost" });
  site = new FakeGhost();
  site.answer();
});
afterEach(() => void vi.restoreAllMocks());

const STORIES = 4;
const html = (body: string, status = 200, headers: Record<string, string> = {}) =>
  new Response(`<!doctype html><html><head>${body}`, { status, headers: { "Content-Type": "text/html", ...headers } });
const json = (value: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof value === "string" ? value : JSON.stringify(value), {
    headers: { "Content-Type": "application/json", Date: new Date().toUTCString(), ...headers },
  });
const list = (posts: unknown[], total = posts.length) =>
  json({ posts, meta: { pagination: { page: 1, limit: 100, pages: 1, total, next: null, prev: null } } });
const redirect = (to: string) => new Response(null, { status: 301, headers: { Location: to } });
/** Returns a list without one post, and lets `others` answer the requests that follow. */
const oneMissing = (others: (request: Request) => Response | undefined) => (request: Request) => {
  const { pathname, searchParams } = new URL(request.url);
  if (!pathname.endsWith("/posts/") || !searchParams.get("filter")?.startsWith("id:")) return others(request);
  return list(site.posts.slice(1).map(({ id, updated_at, tags, authors }) => ({ id, updated_at, tags, authors })));
};
const at = (end: string, answer: () => Response) => (request: Request) =>
  new URL(request.url).pathname.includes(end) ? answer() : undefined;

type Broken = [
  name: string,
  code: keyof typeof FAILURES,
  told: string,
  answer: (request: Request) => Response | undefined,
];

/** Each broken Ghost with its failure code and words of the message to editors. None of them withdraws a story. */
const BROKEN: Broken[] = [
  [
    "a key that was deleted",
    "bad-key",
    "Copy the Content API key again",
    () => ghostError(401, "UnauthorizedError", "Unknown Content API Key", "UNKNOWN_CONTENT_API_KEY"),
  ],
  [
    "the key of another API",
    "bad-key",
    "Integrations",
    () => ghostError(401, "UnauthorizedError", "Invalid API Key type", "INVALID_API_KEY_TYPE"),
  ],
  [
    "a key that is lost on the way",
    "bad-key",
    "rejected the Content API key",
    () => ghostError(403, "NoPermissionError", "Authorization failed"),
  ],
  [
    "a plan without integrations",
    "forbidden",
    "rejects requests",
    () => ghostError(403, "HostLimitError", "Your plan doesn't include custom integrations."),
  ],
  ["an old Ghost", "no-content-api", "Ghost 5 or later", () => html("<title>404</title>", 404)],
  [
    "an API that isn't there",
    "no-content-api",
    "API URL",
    () => ghostError(404, "NotFoundError", "Resource not found"),
  ],
  [
    "a version that isn't there",
    "no-content-api",
    "site runs an older version of Ghost, update it",
    () => ghostError(406, "RequestNotAcceptableError", "…", "UPDATE_GHOST"),
  ],
  ["the site in the place of its API", "not-json", "web page instead of data", () => html("<title>Paper</title>")],
  ["a password in front of the site", "unauthorized", "let our requests through", () => html("Authorization", 401)],
  ["a challenge", "challenge", "firewall", () => html("<title>Just a moment...</title>", 403)],
  ["maintenance", "failing", "reported an error", () => html("<title>We’ll be right back</title>", 503)],
  [
    "too many requests",
    "rate-limited",
    "limiting our requests",
    () => ghostError(429, "TooManyRequestsError", "Too many requests"),
  ],
  [
    "a redirect to another site",
    "moved",
    "redirects the wire to another address",
    () => redirect("https://other.example/ghost/"),
  ],
  [
    "a redirect to http",
    "moved",
    "redirects the wire to another address",
    ({ url }) => redirect(url.replace("https:", "http:")),
  ],
  ["an empty list for everything", "empty", "says it has no posts", () => list([])],
  ["an answer that is cut off", "malformed", "The site's response can", () => json('{"posts":[{"id":"6b09')],
  ["an answer of WordPress", "unexpected", "Check what kind of source this is", () => json([{ id: 1 }])],
  [
    "ids that aren't Ghost's",
    "unexpected",
    "Check what kind of source this is",
    () => list([{ id: 1, updated_at: "2026-01-01T00:00:00.000+00:00" }]),
  ],
  ["an endless answer", "too-large", "too large for us to read", () => json(" ".repeat(SOURCES.answerBytes + 1))],
  [
    "a clock that is years behind",
    "wrong-clock",
    "clock is wrong",
    () =>
      json(
        { posts: [], meta: { pagination: { page: 1, pages: 1, total: 0 } } },
        { Date: "Mon, 05 Jan 2015 08:00:00 GMT" },
      ),
  ],
  [
    "lists by id that leave everything out",
    "many-gone",
    "Many posts seem to have disappeared",
    ({ url }) => (new URL(url).searchParams.get("filter")?.startsWith("id:") ? list([]) : undefined),
  ],
  [
    "one post missing, and another site at the address",
    "other-site",
    "A different site answers",
    oneMissing(at("/settings/", () => json({ settings: { title: "Casino", url: "https://casino.example/" } }))),
  ],
  [
    "one post missing, and a key that isn't known where it is asked for",
    "bad-key",
    "rejected the Content API key",
    oneMissing(at("/posts/6b", () => ghostError(401, "UnauthorizedError", "Unknown Content API Key"))),
  ],
  [
    "one post missing, and no such address where it is asked for",
    "no-content-api",
    "find the Content API",
    oneMissing(at("/posts/6b", () => ghostError(404, "NotFoundError", "Resource not found"))),
  ],
];

const look = async () => {
  pass(60);
  await desk("POST", "/sources/paper/look");
  await cron();
};

test("a Ghost without a key is told so, and asked nothing", async () => {
  site.write();
  await polls(1);
  expect((await report()).source.failure).toMatchObject({ code: "no-key", words: expect.stringContaining("Settings") });
  expect(site.asked).toEqual([]);
});

test("a broken Ghost is told as what it is, at the desk, and withdraws nothing", async () => {
  await desk("PUT", "/sources/paper/credentials", { key: site.key });
  for (let count = 0; count < STORIES; count++) site.write();
  await polls(3);
  expect(await feed()).toHaveLength(STORIES);
  const told: unknown[] = [];
  for (const [name, , words, instead] of BROKEN) {
    site.instead = instead;
    await look();
    const { source } = await report();
    told.push([name, source.failure?.code, source.posts, (await feed()).length]);
    const page = await request("/desk/sources/paper", { headers: basic(TOKEN) });
    const text = (await page.text()).replaceAll("&#39;", "'");
    expect([name, text]).toEqual([name, expect.stringContaining(words)]);
    expect(text).not.toContain(site.key);
    expect(JSON.stringify(source)).not.toContain(site.key);
    site.instead = undefined;
    await look();
    expect([name, (await report()).source.failure]).toEqual([name, null]);
  }
  expect(told).toEqual(BROKEN.map(([name, code]) => [name, code, { taken: STORIES }, STORIES]));
}, 240_000);
