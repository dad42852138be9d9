import { env } from "cloudflare:workers";
import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { PAGES } from "../../src/model/policy.ts";
import { writeAudit } from "../../src/store/audit.ts";
import { pass } from "../support/clock.ts";
import { elementsOf } from "../support/elements.ts";
import { expectProblem } from "../support/problem.ts";
import { applied, basic, decided, publisherWithKey } from "../support/publisher.ts";
import { act, freshWire, get, publish, publishMasthead, TOKEN } from "../support/wire.ts";

// The desk's lists: search, filters and log.

const page = async (path: string): Promise<string> => {
  const response = await get(path, { Accept: "text/html", ...basic(TOKEN) });
  expect(response.status, path).toBe(200);
  return await response.text();
};

/** Returns the link targets of a list's rows, in order. */
const rowsOf = (html: string): string[] =>
  elementsOf(parse(html))
    .filter(({ attrs }) => attrs.some(({ name, value }) => name === "class" && /(?:^| )who(?: |$)/.test(value)))
    .flatMap(({ attrs }) => attrs.filter(({ name }) => name === "href"))
    .map(({ value }) => value.replace(/^.*\//, ""));

/** Returns the words as a page shows them. */
const textOf = (html: string): string =>
  html
    .replace(/<\/(?:p|td|th|h\d|li|option|label|span)>|<br\/?>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, " ");

let publisher = "";
let applicant = "";

beforeAll(async () => {
  await freshWire();
  await publishMasthead();
  await publish("harbor", { headline: "Harbor reopens", summary: "The pier is back.", section: "asia" });
  await publish("bridge", { headline: "Bridge closes", section: "world", licence: "eligible", authors: ["bob"] });
  await publish("market", { headline: "50% off_at the market", section: "world" });
  await publish("later", { headline: "Not yet", embargo: "2030-01-01T00:00:00Z" });
  pass(60);
  const { id, key } = await publisherWithKey();
  publisher = id;
  await get("/licensed/articles/bridge", { Authorization: `Bearer ${key}` });
  await act("bridge", "kill", { reason: "The document was forged." });
  await act("market", "withhold", { reason: "Being looked at." });
  applicant = (await applied({ organization: "The Weekly Paper", domains: ["weekly.example"] })).id;
});

describe("articles", () => {
  test.each([
    ["", ["bridge", "harbor", "later", "market"]],
    ["?q=HARBOR", ["harbor"]],
    ["?q=pier+harbor", ["harbor"]],
    ["?q=pier+bridge", []],
    ["?q=50%25+off_at", ["market"]],
    ["?q=%25", ["market"]],
    ["?status=released", ["harbor"]],
    ["?status=waiting", ["later"]],
    ["?status=killed", ["bridge"]],
    ["?status=withheld", ["market"]],
    ["?status=expired", []],
    ["?section=world", ["bridge", "market"]],
    ["?licence=eligible", ["bridge"]],
    ["?section=world&status=killed&licence=eligible&q=bridge", ["bridge"]],
    ["?q=", ["bridge", "harbor", "later", "market"]],
  ])("%s", async (query, ids) => {
    expect(rowsOf(await page(`/desk/articles${query}`)).sort()).toEqual(ids);
  });

  test("says what a row is: section, author, status, license, day", async () => {
    const text = textOf(await page("/desk/articles?q=bridge"));
    expect(text).toMatch(/Bridge closes World · .*Killed Jun 1, 2026.*Licence summary.*Jun 1, 2026 · version 2/);
  });

  test("keeps what was chosen in its form, and says what to do where nothing matches", async () => {
    const html = await page("/desk/articles?q=no-such-word&status=killed");
    expect(html).toContain('value="no-such-word"');
    expect(html).toContain('<option value="killed" selected="">');
    expect(html).toContain('<a href="/desk/articles">see all articles</a>');
  });

  test("refuses a status that there isn't, and a search that is too long", async () => {
    const headers = { Accept: "application/json", ...basic(TOKEN) };
    const lost = await expectProblem(await get("/desk/articles?status=lost", headers), 422, "invalid");
    expect(lost.errors).toMatchObject([{ field: "status", value: '"lost"' }]);
    const long = await expectProblem(await get(`/desk/articles?q=${"x".repeat(101)}`, headers), 422, "invalid");
    expect(long.errors).toMatchObject([{ field: "q" }]);
  });
});

describe("publishers", () => {
  test.each([
    ["?q=weekly", () => [applicant]],
    ["?q=WEEKLY.example", () => [applicant]],
    ["?q=organization", () => []],
    ["?status=applied", () => [applicant]],
    ["?status=approved", () => [publisher]],
    ["?status=refused", () => []],
  ])("%s", async (query, ids) => {
    expect(rowsOf(await page(`/desk${query}`))).toEqual(ids());
  });

  test("evidence, domains and mail addresses of a publisher are links, which tell nothing of the desk", async () => {
    const html = await page(`/desk/publishers/${applicant}`);
    expect(html).toContain('<a href="https://weekly.example/" rel="noopener noreferrer nofollow">weekly.example</a>');
    expect(html).toMatch(/<dt>Evidence<\/dt><dd><a href="https:\/\/[^"]+" rel="noopener noreferrer nofollow">/);
    expect(html).toMatch(/<dt>Contact<\/dt><dd>[^<]+<a href="mailto:[^"]+">/);
  });
});

describe("recalls", () => {
  test.each([
    ["", ["bridge.2"]],
    ["?q=bridge", ["bridge.2"]],
    ["?q=harbor", []],
    ["?state=open", ["bridge.2"]],
    ["?state=restored", []],
  ])("%s", async (query, ids) => {
    expect(rowsOf(await page(`/desk/recalls${query}`))).toEqual(ids);
  });
});

describe("the log", () => {
  test("says who did what and why, in sentences, the newest first", async () => {
    const text = textOf(await page("/desk/log"));
    expect(text).toContain("withheld “50% off_at the market.” Reason: Being looked at.");
    expect(text).toContain("killed “Bridge closes.” Reason: The document was forged.");
    expect(text).toContain("tester approved The Daily Paper. Reason: We approve.");
    expect(text).toContain("The Daily Paper accepted terms. ");
    expect(text).toContain("The Daily Paper created a key. ");
    expect(text.indexOf("withheld “50%")).toBeLessThan(text.indexOf("killed “Bridge"));
  });

  test("is narrowed to stories, to publishers, and to who did it", async () => {
    const stories = textOf(await page("/desk/log?about=story"));
    expect(stories).toContain("killed “Bridge closes.”");
    expect(stories).not.toContain("approved The Daily Paper");
    expect(textOf(await page("/desk/log?about=publisher"))).not.toContain("killed “Bridge closes.”");
    expect(textOf(await page("/desk/log?by=daily+paper"))).toContain("approved The Daily Paper");
    expect(textOf(await page("/desk/log?by=nobody-at-all"))).toContain("No matches");
  });

  test("goes on page by page, without losing or repeating a line", async () => {
    const line = (n: number) =>
      writeAudit(env.DB, {
        at: "2026-06-01T12:30:00Z",
        by: "tester",
        action: "fix",
        publisher: null,
        article: "harbor",
        reason: `Look ${n}`,
        details: {},
      });
    await env.DB.batch(Array.from({ length: PAGES.log }, (_, n) => line(n)));
    const first = await page("/desk/log?about=story");
    const next = /href="(\/desk\/log\?[^"]*before=\d+)"/.exec(first)?.[1]?.replace(/&amp;/g, "&") ?? "";
    expect(next).toContain("about=story");
    const second = await page(next);
    const reasons = [first, second].flatMap((html) =>
      [...textOf(html).matchAll(/Reason: (\w+ \d+)\b/g)].map(([, each]) => each),
    );
    expect(new Set(reasons).size).toBe(reasons.length);
    expect(reasons).toHaveLength(PAGES.log);
    expect(second).toContain("killed");
  });

  test("is guarded: nobody but the desk reads it, and no name of an action is shown raw", async () => {
    expect((await get("/desk/log", { Accept: "text/html" })).status).toBe(401);
    expect(textOf(await page("/desk/log"))).not.toMatch(/\b(?:make|rotate|revoke|correct|withdraw)-[a-z]+/);
    const headers = { Accept: "application/json", ...basic(TOKEN) };
    await expectProblem(await get("/desk/log?before=x", headers), 422, "invalid");
  });

  test("of a publisher that refused or left stays readable", async () => {
    await decided(applicant, "refuse");
    expect(textOf(await page("/desk/log?about=publisher"))).toContain("refused The Weekly Paper.");
  });
});
