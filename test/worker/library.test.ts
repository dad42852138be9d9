import { beforeEach, describe, expect, test } from "vitest";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { LIBRARY } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { costOf } from "../support/d1.ts";
import { expectProblem } from "../support/problem.ts";
import { basic, publisherWithKey, signedIn, sites } from "../support/publisher.ts";
import { act, article, desk, freshWire, get, MASTHEAD, publish, publishMasthead } from "../support/wire.ts";

// The library: what a publisher may republish, what it has downloaded, and which of it is new.

const LICENCES: MastheadInput = {
  ...MASTHEAD,
  licences: {
    ...MASTHEAD.licences,
    open: { ...MASTHEAD.licences.open, grant: { republish: "allow" }, eligibility: { who: "anyone" } },
    eligible: { ...MASTHEAD.licences.eligible, grant: { republish: "allow" } },
  },
};

let publisher: Awaited<ReturnType<typeof publisherWithKey>>;
let cookie = "";
beforeEach(async () => {
  await freshWire();
  await publishMasthead(LICENCES);
  await publish("free", {
    licence: "open",
    headline: "Café opens",
    summary: "On the quay.",
    published: "2026-05-03T00:00:00Z",
  });
  await publish("ours", {
    licence: "eligible",
    headline: "Budget closes",
    summary: "At the élysée.",
    published: "2026-05-02T00:00:00Z",
  });
  await publish("theirs", { licence: "reserved", headline: "Partner story", published: "2026-05-04T00:00:00Z" });
  pass(60);
  sites({});
  publisher = await publisherWithKey();
  cookie = await signedIn(`p${publisher.id}`);
});

const library = async (query = "", who: Record<string, string> = { Cookie: cookie }): Promise<string> =>
  (await get(`/publisher${query}`, { ...who, Accept: "text/html" })).text();
/** Returns the ids of the stories that a page lists, in order. */
const listed = (html: string) =>
  [...html.matchAll(/class="do"><a[^>]+href="[^"]+\/articles\/([^/"]+)\/republish"/g)].map(([, id]) => id);

describe("it works", () => {
  test("lists what may be republished, the newest first, with section, length and another licence than the usual one", async () => {
    const html = await library();
    expect(listed(html)).toEqual(["free", "ours"]);
    expect(html).toMatch(/Budget closes[\s\S]*?\d+ words/);
    expect(html).not.toContain("Partner story");
  });

  test.each([
    ["?q=cafe", ["free"]],
    ["?q=ELYSEE", ["ours"]],
    ["?q=quay+cafe", ["free"]],
    ["?q=nothing", []],
    ["?licence=eligible", ["ours"]],
    ["?section=asia", ["free", "ours"]],
    ["?days=30", ["free"]],
  ])("%s finds what fits, whatever its capitals and accents", async (query, ids) => {
    expect(listed(await library(query))).toEqual(ids);
  });

  test("marks what was taken, with its version, and what was corrected since; the one that needs action is named on top", async () => {
    expect((await get("/articles/ours/republish", { Cookie: cookie })).status).toBe(200);
    pass(1);
    expect(await library()).toMatch(/Budget closes[\s\S]*?Taken <time[^>]*>[^<]+<\/time>, version 1[\s\S]*?Open again/);
    pass(60);
    await act("ours", "correct", { kind: "correction", note: "It was less.", changes: { body: "<p>Less.</p>" } });
    pass(60);
    const html = await library();
    expect(html).toContain("1 story you took has changed");
    expect(html).toContain("You have version 1. Corrected");
    expect(html.match(/class="btn go"/g)).toHaveLength(1);
  });

  test("says what is new since the last visit: a reload or a page further doesn't eat it, a pause does", async () => {
    expect(await library()).not.toContain("new since");
    pass(3600);
    await publish("late", { licence: "open", headline: "Late story", published: "2026-05-05T00:00:00Z" });
    pass(60);
    for (let looks = 0; looks < 2; looks++) expect(await library()).toContain("1 new since your last visit");
    expect(await library("?q=late")).not.toContain("new since");
    pass(LIBRARY.visitMinutes * 60 + 1);
    expect(await library()).not.toContain("new since");
  });

  test("a key sees the same by Basic, without a visit", async () => {
    expect(listed(await library("", basic(publisher.key)))).toEqual(["free", "ours"]);
  });
});

describe("it refuses", () => {
  test.each([
    ["section", "?section=none"],
    ["topic", "?topic=none"],
    ["licence", "?licence=none"],
    ["days", "?days=5"],
    ["cursor", "?cursor=none"],
    ["q", `?q=${"x".repeat(LIBRARY.queryLength + 1)}`],
  ])("a %s that there isn't", async (field, query) => {
    const refused = await expectProblem(await get(`/publisher${query}`, { Cookie: cookie }), 422, "invalid");
    expect(refused.errors.map((each) => each.field)).toEqual([field]);
  });
});

describe("it is guarded", () => {
  test("nothing hidden is in it, in no search, and no killed headline", async () => {
    await publish("later", { licence: "eligible", headline: "Embargoed zebra", embargo: "2027-01-01T00:00:00Z" });
    await publish("held", { licence: "eligible", headline: "Withheld zebra", status: "withheld" });
    await publish("gone", { licence: "eligible", headline: "Killed zebra" });
    pass(60);
    await get("/articles/gone/republish", { Cookie: cookie });
    pass(1);
    await act("gone", "kill", { reason: "Sourcing error." });
    pass(60);
    for (const query of ["", "?q=zebra", "?licence=eligible"]) {
      const html = await library(query);
      expect(html.replace(/value="zebra"/, "")).not.toContain("zebra");
      expect(html).toContain("Take down:");
    }
  });

  test("another publisher's holdings, and licences that aren't accepted, show nothing", async () => {
    await get("/articles/ours/republish", { Cookie: cookie });
    const other = await publisherWithKey({ domains: ["two.example"], licences: ["open"] });
    const html = await library("", { Cookie: await signedIn(`p${other.id}`) });
    expect(listed(html)).toEqual(["free"]);
    expect(html).not.toContain("Taken");
  });

  test("a page costs the same, however much there is", async () => {
    const fill = async (from: number, to: number) => {
      const stories = Array.from({ length: to - from }, (_, at) =>
        article({
          id: `s${from + at}`,
          licence: "open",
          headline: `Story ${from + at}`,
          published: "2026-04-01T00:00:00Z",
        }),
      );
      for (let at = 0; at < stories.length; at += 50)
        expect((await desk("PUT", "/articles", { articles: stories.slice(at, at + 50) })).ok).toBe(true);
      pass(60);
      await library();
      return (await costOf(() => library())).rowsRead;
    };
    const few = await fill(0, 150);
    expect(await fill(150, 300)).toBeLessThanOrEqual(few + 10);
  });
});
