import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { instant } from "../../src/model/time.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { act, article, desk, freshWire, get, MASTHEAD, ORIGIN, publish, publishMasthead } from "../support/wire.ts";

type LicenceInput = MastheadInput["licences"][string];

const BY = "https://creativecommons.org/licenses/by/4.0/";
const ND = "https://creativecommons.org/licenses/by-nd/4.0/";
const NC = "https://creativecommons.org/licenses/by-nc/4.0/";
const SA = "https://creativecommons.org/licenses/by-sa/4.0/";
const ZERO = "https://creativecommons.org/publicdomain/zero/1.0/";

/** Returns a license's file with a deed URL and other fields. */
const file = (url: string, says: Partial<LicenceInput> = {}): LicenceInput => ({
  name: "Some licence",
  url,
  publicText: "full",
  statement: "This story may be shared.",
  contact: "licensing@example.org",
  text: "<p>The legal code counts.</p>",
  ...says,
});

const withOpen = (open: LicenceInput): MastheadInput => ({
  ...MASTHEAD,
  licences: { ...MASTHEAD.licences, open },
});

beforeEach(freshWire);

const textOf = async (path: string): Promise<string> => (await get(path)).text();

/** Returns the text under a heading of the terms page. */
const under = (page: string, heading: string): string =>
  new RegExp(`<h2>${heading}</h2>(.*?)</section>`, "s").exec(page)?.[1]?.replace(/<[^>]+>/g, " ") ?? "";

const Article = z.object({
  creditBlock: z.object({ text: z.string() }),
  metadata: z.object({ policy: z.url() }),
});
const Rule = z.object({ action: z.array(z.string()), duty: z.array(z.object({ action: z.string() })).optional() });
const Offer = z.object({ permission: z.array(Rule).default([]), prohibition: z.array(Rule).default([]) });

/** Returns what the wire publishes about a story's license: on its terms page, in its credit, in feeds, and to software. */
async function said(licence: LicenceInput) {
  await publishMasthead(withOpen(licence));
  await publish("harbour", { licence: "open" });
  pass(60);
  const { creditBlock, metadata } = Article.parse(await (await get("/v1/articles/harbour")).json());
  return {
    page: await textOf("/licences/open"),
    credit: creditBlock.text,
    rss: await textOf("/feeds/latest.rss"),
    offer: Offer.parse(await (await get(metadata.policy.slice(ORIGIN.length))).json()),
  };
}
type Said = Awaited<ReturnType<typeof said>>;

const MORE = `<ccrel:morePermissions>${ORIGIN}/licences/open#more</ccrel:morePermissions>`;
const allowed = ({ offer }: Said): string[] => offer.permission.flatMap(({ action }) => action);
const forbidden = ({ offer }: Said): string[] => offer.prohibition.flatMap(({ action }) => action);

/** Accepted files, with checks of what is shown and sent. */
const TAKEN: readonly [what: string, LicenceInput, (all: Said) => void][] = [
  [
    "BY as it is",
    file(BY),
    (all) => {
      expect(all.page).not.toMatch(/You may also|We also ask you to|Ask us before you/);
      expect(under(all.page, "You must")).toContain("Say what you changed in the text");
      expect(all.rss).not.toContain("morePermissions");
      expect(all.credit).toContain("© 2026 Test Foundation.");
      expect(all.credit).toContain(`Published under the Some licence (${BY}).`);
      expect(allowed(all)).toEqual(expect.arrayContaining(["reproduce", "modify", "translate", "sell"]));
      expect(forbidden(all)).toEqual([]);
    },
  ],
  [
    "ND as it is: nobody may shorten or translate it",
    file(ND),
    (all) => {
      expect(under(all.page, "You may not")).toMatch(/Translate the story.*Change the text.*Shorten the story/s);
      expect(forbidden(all)).toEqual(
        expect.arrayContaining(["translate", "modify", "cw:shorten", "cw:changeHeadline"]),
      );
    },
  ],
  [
    "NC as it is: of advertising it says nothing",
    file(NC),
    (all) => {
      expect(all.page).toMatch(/Not addressed here: [^<]*advertising/);
      expect([...allowed(all), ...forbidden(all)]).not.toContain("cw:showAds");
      expect(forbidden(all)).toContain("sell");
    },
  ],
  [
    "SA as it is: a changed version goes under the same licence",
    file(SA),
    (all) => {
      expect(under(all.page, "You must")).toContain("Publish a changed version only under this license");
      expect(all.offer.permission[0]?.duty?.map(({ action }) => action)).toContain("cw:shareAlike");
    },
  ],
  [
    "CC+: sale and advertising beside NC",
    file(NC, { commercial: { resale: "allow", adsOnPage: "allow" } }),
    (all) => {
      expect(under(all.page, "You may also")).toMatch(/Run ads on the page.*Sell the story to others/s);
      expect(under(all.page, "You may")).not.toContain("Sell the story");
      expect(all.rss).toContain(MORE);
      expect(allowed(all)).toEqual(expect.arrayContaining(["sell", "cw:showAds"]));
      expect(forbidden(all)).not.toContain("sell");
    },
  ],
  [
    "CC+: translation and another headline beside ND",
    file(ND, { grant: { translate: "allow" }, integrity: { headline: "allow" } }),
    (all) => {
      expect(under(all.page, "You may also")).toMatch(/Translate the story.*Change the headline/s);
      expect(all.rss).toContain(MORE);
      expect(allowed(all)).toEqual(expect.arrayContaining(["translate", "cw:changeHeadline"]));
      expect(forbidden(all)).not.toContain("derive");
    },
  ],
  [
    "CC+: search, and no credit",
    file(BY, { machineUse: { search: "allow" }, attribution: { byline: "no", licenceLine: "no" } }),
    (all) => {
      expect(under(all.page, "You may also")).toMatch(/You don’t have to show the author’s name/);
      expect(under(all.page, "You may also")).toContain("Index the story for search");
      expect(all.credit).not.toMatch(/By Ann|Published under/);
      expect(allowed(all)).toContain("index");
    },
  ],
  [
    "designated credit: affiliation, and where it first ran",
    file(ND, { attribution: { affiliation: "must", firstPublished: "must", partners: "must" } }),
    (all) => {
      expect(under(all.page, "You must")).toMatch(/the author’s affiliation.*where the story first ran/s);
      expect(all.credit).toMatch(/^By Ann Author, Test Foundation\.\nFirst published by Test Foundation/);
      expect(all.rss).not.toContain("morePermissions");
    },
  ],
  [
    "requests: logo, counter, report, place of the credit",
    file(BY, {
      attribution: { logo: "should", firstPublished: "must", position: "top" },
      measurement: { report: "should", reportBy: ["email"], beacon: "should", beaconUrl: "https://count.example/1" },
    }),
    (all) => {
      const asked = under(all.page, "We also ask you to");
      for (const words of [/show our logo/i, /tell us about your copy/i, /view counter/i, /at the top of the story/i])
        expect(asked).toMatch(words);
      expect(under(all.page, "You must")).not.toMatch(/logo|tell us|counter|at the top/i);
      expect(JSON.stringify(all.offer)).not.toMatch(/showLogo|inform|keepBeacon/);
    },
  ],
  [
    "requests in place of what it demands, and with their times",
    file(BY, {
      attribution: { byline: "should" },
      corrections: { apply: "should", applyWithinHours: 24 },
      assets: { images: "own" },
    }),
    (all) => {
      const asked = under(all.page, "We also ask you to");
      expect(asked).toMatch(/Show the author’s name.*Make our corrections to your copy within 24 hours/s);
      expect(all.page).not.toMatch(/You may also|Corrections are due/);
      expect(under(all.page, "You must")).not.toMatch(/author’s name|corrections/);
      expect(all.rss).not.toContain("morePermissions");
      expect(all.credit).toContain("By Ann");
      expect(JSON.stringify(all.offer)).not.toMatch(/showByline|applyCorrections/);
    },
  ],
  [
    "notice: none for a dedication, and nothing that must be shown",
    file(ZERO, { exceptions: { notOurs: ["Photos by agencies"] } }),
    (all) => {
      expect(all.credit).toBe("");
      expect(under(all.page, "You must")).toBe("");
      expect(all.page).toContain("Not covered, because we don’t hold the rights: Photos by agencies.");
    },
  ],
];

describe("the file of a Creative Commons licence", () => {
  test.each(TAKEN)("%s", async (_, licence, expected) => expected(await said(licence)));

  test.each<[what: string, says: Partial<LicenceInput>, field: string, reason: RegExp]>([
    ["a condition", { integrity: { links: "must" } }, "integrity.links", /can only ask for.*should/],
    [
      "a duty to report",
      { measurement: { report: "must", reportBy: ["url"] } },
      "measurement.report",
      /can only ask for/,
    ],
    ["a limit", { grant: { territories: ["US"] } }, "grant.territories", /takes back or limits/],
    ["a prohibition for machines", { machineUse: { aiTrain: "deny" } }, "machineUse.aiTrain", /takes back or limits/],
    ["a condition for pictures", { assets: { images: "own", use: "once" } }, "assets.use", /can only ask for.*any/],
    ["a link to the home page", { attribution: { linkTo: "home" } }, "attribution.linkTo", /can only ask for.*either/],
    ["an end", { effective: { to: "2032-01-01T00:00:00Z" } }, "effective.to", /can’t be revoked/],
  ])("is refused with %s, and nothing of it is published", async (_, says, field, reason) => {
    await publishMasthead();
    const response = await desk("PUT", "/masthead", withOpen(file(BY, says)));
    expect(response.status).toBe(422);
    const { errors } = z
      .object({ errors: z.array(z.object({ field: z.string(), problem: z.string(), allowed: z.string() })) })
      .parse(await response.json());
    expect(errors.map((each) => [each.field, `${each.problem}; ${each.allowed}`])).toEqual([
      [`licences.open.${field}`, expect.stringMatching(reason)],
    ]);
    expect(await textOf("/v1/licences/open")).not.toContain(BY);
  });
});

describe("taking a Creative Commons licence back", () => {
  const Warned = z.object({ warnings: z.array(z.object({ reason: z.string(), message: z.string() })) });
  const SAID = "Copies made under";
  const { url: _, ...HOUSE } = file(ND, { name: "Our own terms" });

  beforeEach(async () => {
    await publishMasthead(withOpen(file(ND, { name: "CC BY-ND 4.0" })));
    await publish("harbour", { licence: "open" });
    pass(3600);
  });

  test("warns whoever sends the story, and its page says that copies may go on", async () => {
    expect(await textOf("/articles/harbour")).not.toContain(SAID);
    const response = await desk("PUT", "/articles/harbour", article({ licence: "eligible" }));
    expect(Warned.parse(await response.json()).warnings).toContainEqual({
      reason: "irrevocable licence",
      message: expect.stringContaining("copies made under it can lawfully stay up"),
    });
    pass(60);
    const page = await textOf("/articles/harbour");
    expect(page).toContain(SAID);
    expect(page).toContain(`<a href="${ND}">CC BY-ND 4.0</a> before `);
    expect(page).toContain("may still be used under that license.");
    // Later versions still say it.
    await publish("harbour", { licence: "eligible", headline: "Harbour opens again" });
    pass(60);
    expect(await textOf("/articles/harbour")).toContain(SAID);
    // A license under which nobody had the story isn't mentioned.
    await publish("quay", { licence: "eligible" });
    pass(60);
    expect(await textOf("/articles/quay")).not.toContain(SAID);
  });

  test("adds no field to what the desk reads and sends again", async () => {
    await act("harbour", "relicense", { licence: "reserved" });
    const { article: text } = z
      .object({ article: z.looseObject({ licence: z.string() }) })
      .parse(await (await desk("GET", "/articles/harbour")).json());
    expect(Object.keys(text).filter((name) => /former|since/i.test(name))).toEqual([]);
    expect((await desk("PUT", "/articles/harbour", text)).status).toBe(200);
  });

  test("by the desk says the same; back under it, nothing was taken", async () => {
    await act("harbour", "relicense", { licence: "reserved" });
    pass(60);
    expect(await textOf("/articles/harbour")).toContain(SAID);
    await act("harbour", "correct", { kind: "correction", note: "A name was mended." });
    pass(60);
    expect(await textOf("/articles/harbour")).toContain(SAID);
    await act("harbour", "relicense", { licence: "open" });
    pass(60);
    expect(await textOf("/articles/harbour")).not.toContain(SAID);
  });

  test("of a whole licence warns whoever publishes it, and each story's page and the licence's say the same", async () => {
    await publish("late", { licence: "eligible" });
    const response = await desk("PUT", "/masthead", withOpen(HOUSE));
    expect(Warned.parse(await response.json()).warnings).toContainEqual(
      expect.objectContaining({
        message: expect.stringContaining("ends the Creative Commons license CC BY-ND 4.0"),
      }),
    );
    pass(60);
    for (const path of ["/articles/harbour", "/licences/open"]) {
      const page = await textOf(path);
      expect([path, page.includes(SAID)]).toEqual([path, true]);
      expect(page).toContain(`<a href="${ND}">CC BY-ND 4.0</a> before `);
      expect(page).toContain("may still be used under that license.");
    }
    // Later versions still say it; so do a new text of the license, and another license.
    await act("harbour", "correct", { kind: "correction", note: "A name was mended." });
    await publishMasthead(withOpen({ ...HOUSE, statement: "Ask us, please." }));
    pass(60);
    expect(await textOf("/articles/harbour")).toContain(SAID);
    await act("harbour", "relicense", { licence: "reserved" });
    pass(60);
    expect(await textOf("/articles/harbour")).toContain(SAID);
    // Nobody had these under it: they were published, or came under the license, later.
    await publish("quay", { licence: "open" });
    await act("late", "relicense", { licence: "open" });
    pass(60);
    for (const id of ["quay", "late"]) expect(await textOf(`/articles/${id}`)).not.toContain(SAID);
  });

  test("of a whole licence that is announced says it from its time on", async () => {
    await publishMasthead(withOpen({ ...HOUSE, effective: { from: instant(Date.now() + 86_400_000) } }));
    pass(60);
    expect(await textOf("/articles/harbour")).not.toContain(SAID);
    pass(86_400);
    await cron();
    pass(60);
    expect(await textOf("/articles/harbour")).toContain(SAID);
    // The story has the license again, so nothing was taken away.
    await publishMasthead(withOpen(file(ND, { name: "CC BY-ND 4.0" })));
    pass(60);
    for (const path of ["/articles/harbour", "/licences/open"]) expect(await textOf(path)).not.toContain(SAID);
  });

  test("twice says both: each goes on for the copies that were made under it", async () => {
    await publishMasthead(withOpen(file(BY, { name: "CC BY 4.0" })));
    pass(60);
    await publishMasthead(withOpen(file(SA, { name: "CC BY-SA 4.0" })));
    pass(60);
    await publishMasthead(withOpen(HOUSE));
    pass(60);
    for (const path of ["/articles/harbour", "/licences/open"]) {
      const page = await textOf(path);
      for (const url of [ND, BY, SA]) expect(page).toContain(`<a href="${url}">`);
    }
    await act("harbour", "relicense", { licence: "reserved" });
    pass(60);
    const page = await textOf("/articles/harbour");
    for (const url of [ND, BY, SA]) expect(page).toContain(`<a href="${url}">`);
  });

  test.each(["deed.de", "deed.zh-hant"])("isn't done by another address of the same: %s", async (page) => {
    const response = await desk("PUT", "/masthead", withOpen(file(`${ND}${page}`, { name: "CC BY-ND 4.0" })));
    expect(Warned.parse(await response.json()).warnings).toEqual([]);
    pass(60);
    await act("harbour", "correct", { kind: "correction", note: "A name was mended." });
    pass(60);
    for (const path of ["/articles/harbour", "/licences/open"]) expect(await textOf(path)).not.toContain(SAID);
  });
});
