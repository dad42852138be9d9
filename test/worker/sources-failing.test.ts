import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SOURCES } from "../../src/model/policy.ts";
import type { FAILURES } from "../../src/model/source/failure.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { error, FakeWordPress } from "../support/fake-wordpress.ts";
import { basic } from "../support/publisher.ts";
import { feed, polls, report, wireWithSource } from "../support/sources.ts";
import { desk, get, TOKEN } from "../support/wire.ts";

let site: FakeWordPress;
beforeEach(async () => {
  await wireWithSource();
  site = new FakeWordPress();
  site.answer();
});
afterEach(() => void vi.restoreAllMocks());

const STORIES = 4;
const html = (body: string, status = 200, headers: Record<string, string> = {}) =>
  new Response(`<!doctype html><html><head>${body}`, { status, headers: { "Content-Type": "text/html", ...headers } });
const answer = (body: string, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { "Content-Type": "application/json", Date: new Date().toUTCString(), ...headers } });
const redirect = (to: string, status = 301) => new Response(null, { status, headers: { Location: to } });

type Broken = [name: string, code: keyof typeof FAILURES, answer: (request: Request) => Response | undefined];

/** Each broken site with its failure code. None of them withdraws a story. */
const BROKEN: Broken[] = [
  ["an API that is only for who signed in", "closed", () => error(401, "rest_not_logged_in")],
  ["an API that forbids everything", "closed", () => error(401, "rest_forbidden")],
  ["a password in front of the site", "unauthorized", () => html("Authorization Required", 401)],
  ["a host that refuses", "forbidden", () => html("Forbidden", 403)],
  ["a refusal by a plug-in", "forbidden", () => error(403, "rest_cannot_access")],
  ["an API that a plug-in switched off", "rest-disabled", () => error(403, "rest_disabled")],
  ["a challenge by its header", "challenge", () => html("", 403, { "cf-mitigated": "challenge" })],
  ["a challenge by its words, answered as a page", "challenge", () => html("<title>Just a moment...</title>")],
  ["a challenge with 503", "challenge", () => html("<title>Checking your browser</title>", 503)],
  ["maintenance", "failing", () => html("<title>Maintenance</title>", 503, { "Retry-After": "3600" })],
  ["an error of PHP", "failing", () => new Response("", { status: 500 })],
  ["a gateway that timed out", "failing", () => html("Gateway", 504)],
  ["too many requests", "rate-limited", () => new Response("", { status: 429, headers: { "Retry-After": "120" } })],
  ["a page that isn't there", "not-found", () => html("Not found", 404)],
  ["a site that is gone", "not-found", () => html("Gone", 410)],
  ["no such route", "rest-disabled", () => error(404, "rest_no_route")],
  ["a page in the place of data", "not-json", () => html("<title>Welcome</title>")],
  ["a form to sign in", "login-wall", () => html('<form><input type="password" name="pwd"></form>')],
  ["a redirect to sign in", "login-wall", () => redirect("https://paper.example/wp-login.php?redirect_to=x", 302)],
  ["a redirect to another site", "moved", () => redirect("https://other.example/wp-json/")],
  ["a redirect to http", "moved", () => redirect("http://paper.example/wp-json/")],
  ["redirects in a circle", "moved", ({ url }) => redirect(url)],
  ["an empty list for everything", "empty", () => answer("[]", { "X-WP-Total": "0", "X-WP-TotalPages": "0" })],
  ["an empty answer", "malformed", () => answer("")],
  ["an answer that is cut off", "malformed", () => answer('[{"id":1,"modified_gmt":"2026-')],
  ["an answer of another kind", "unexpected", () => answer('{"posts":[]}')],
  ["ids that are no numbers", "unexpected", () => answer('[{"id":"one","modified_gmt":"2026-01-01T00:00:00"}]')],
  ["an endless answer", "too-large", () => answer(" ".repeat(SOURCES.answerBytes + 1))],
  ["a clock that is years behind", "wrong-clock", () => answer("[]", { Date: "Mon, 05 Jan 2015 08:00:00 GMT" })],
  [
    "lists by id that leave everything out",
    "many-gone",
    ({ url }) => (url.includes("include=") ? answer("[]", { "X-WP-Total": "0" }) : undefined),
  ],
  [
    "one post missing, and another site at the address",
    "other-site",
    ({ url }) => {
      if (url.includes("include="))
        return answer(JSON.stringify(site.posts.slice(1).map(({ id, modified_gmt }) => ({ id, modified_gmt }))));
      const isRoot = new URL(url).pathname === "/wp-json/";
      return isRoot ? answer('{"name":"Casino","home":"https://casino.example","namespaces":["wp/v2"]}') : undefined;
    },
  ],
  [
    "one post missing, and a closed API when it is asked for",
    "closed",
    ({ url }) => {
      if (url.includes("include="))
        return answer(JSON.stringify(site.posts.slice(1).map(({ id, modified_gmt }) => ({ id, modified_gmt }))));
      return /posts\/\d+/.test(url) ? error(401, "rest_not_logged_in") : undefined;
    },
  ],
];

const look = async () => {
  pass(60);
  await desk("POST", "/sources/paper/look");
  await cron();
};

test("a broken site is told as what it is, and withdraws nothing", async () => {
  for (let at = 0; at < STORIES; at++) site.write();
  await polls(3);
  expect(await feed()).toHaveLength(STORIES);
  const told: unknown[] = [];
  for (const [name, , instead] of BROKEN) {
    site.instead = instead;
    await look();
    const { source } = await report();
    told.push([name, source.failure?.code, source.posts, (await feed()).length]);
    site.instead = undefined;
    await look();
    expect([name, (await report()).source.failure]).toEqual([name, null]);
  }
  expect(told).toEqual(BROKEN.map(([name, code]) => [name, code, { taken: STORIES }, STORIES]));
}, 240_000);

test("a site that can't be reached is asked less and less often, and the desk's list says since when", async () => {
  site.write();
  await polls(3);
  site.instead = () => {
    throw new TypeError("no route to host");
  };
  await polls(1);
  site.asked = [];
  const { source } = await report();
  expect(source.failure).toMatchObject({
    code: "unreachable",
    words: expect.stringContaining("Open its address in a browser"),
  });
  await polls(60, 1);
  expect((await report()).source.failingSince).toBe(source.failingSince);
  expect(await feed()).toHaveLength(1);
}, 120_000);

test("warnings of PHP before the data are passed over", async () => {
  site.instead = async (request) => {
    site.instead = undefined;
    const own = await site.respond(request);
    site.instead = warn;
    return new Response(
      `<br />\n<b>Warning</b>:  Undefined variable in <b>/srv/x.php</b> on line <b>3</b><br />\n${await own.text()}`,
      own,
    );
  };
  const warn = site.instead;
  site.write();
  await polls(3);
  expect(await feed()).toHaveLength(1);
});

test("a password is kept encrypted, is told nobody, and one that isn't known there is a failure", async () => {
  const password = "7NNA IXUW abcd EFGH";
  expect((await desk("PUT", "/sources/paper/credentials", { user: "wire", password })).status).toBe(200);
  site.write();
  await polls(1);
  const told = await report();
  expect(told.source.failure?.code).toBe("bad-credentials");
  expect(JSON.stringify(told)).not.toContain(password);
  site.user = { name: "wire", password };
  site.write({ slug: "scheduled", status: "future", date_gmt: "2026-06-03T12:00:00" });
  await polls(4);
  expect((await report()).source).toMatchObject({ failure: null, posts: { taken: 2 } });
  expect(await feed()).toHaveLength(1);
  for (const { address } of site.asked) expect(address).not.toContain("7NNA");
});

test("a source that fails for a day is reported on the desk's first page, until it answers again", async () => {
  const first = async () => (await get("/desk", { Accept: "text/html", ...basic(TOKEN) })).text();
  const told = "No stories have come from";
  await polls(2);
  site.instead = () => html("Authorization Required", 401);
  await polls();
  expect((await report()).source.failure).toMatchObject({ code: "unauthorized" });
  pass((SOURCES.failingHours - 1) * 3600);
  expect(await first()).not.toContain(told);
  await polls(1, 61);
  const page = await first();
  expect(page).toContain(`${told} <a href="/desk/sources/paper">paper</a> since <time`);
  expect(page).toContain("The site asks for a password.");
  site.instead = undefined;
  await polls(1, SOURCES.backOffMinutes.at(-1));
  expect(await first()).not.toContain(told);
});
