import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { Permission, Signal } from "../../src/model/licence/clause.ts";
import { ccKind } from "../../src/model/licence/creative-commons.ts";
import { completeLicence, type LicenceInput } from "../../src/model/licence/licence.ts";
import type { Tightening } from "../../src/model/licence/terms.ts";
import { pass } from "../support/clock.ts";
import { anyCcLicence, anyGoodLicence, anyLastingTightening } from "../support/licences.ts";
import { png } from "../support/png.ts";
import { examples } from "../support/properties.ts";
import {
  newsArticleOf,
  Offer,
  offerSays,
  offerUses,
  rslUses,
  rssItem,
  type Says,
  signalUses,
  type Uses,
} from "../support/vocabularies.ts";
import { freshWire, get, MASTHEAD, ORIGIN, publish, publishMasthead, upload } from "../support/wire.ts";

const textOf = async (path: string): Promise<string> => (await get(path)).text();

/** Reads everything that states an article's rights, as its consumers do. */
async function read(id: string) {
  const [rss, atom, json, page, api, ninjs, articleRsl, siteRsl, robots, tdmrep] = await Promise.all(
    [
      "/feeds/latest.rss",
      "/feeds/latest.atom",
      "/feeds/latest.json",
      `/articles/${id}`,
      `/v1/articles/${id}`,
      `/v1/articles/${id}?format=ninjs`,
      `/articles/${id}/rsl.xml`,
      "/rsl.xml",
      "/robots.txt",
      "/.well-known/tdmrep.json",
    ].map(textOf),
  );
  const article = ApiArticle.parse(JSON.parse(api ?? ""));
  const item = JsonFeed.parse(JSON.parse(json ?? "")).items.find((each) => each.id === `${ORIGIN}/articles/${id}`);
  return {
    article,
    item,
    ninjs: Ninjs.parse(JSON.parse(ninjs ?? "")),
    offer: Offer.parse(JSON.parse(await textOf(article.metadata.policy.slice(ORIGIN.length)))),
    news: newsArticleOf(page ?? ""),
    entry:
      atom?.match(/<entry>.*?<\/entry>/gs)?.find((each) => each.includes(`<id>${ORIGIN}/articles/${id}</id>`)) ?? "",
    rss: rssItem(rss ?? "", `${ORIGIN}/articles/${id}`),
    articleRsl: articleRsl ?? "",
    siteRsl: siteRsl ?? "",
    robots: robots ?? "",
    tdmrep: Tdmrep.parse(JSON.parse(tdmrep ?? "")),
    tdmHeader: (await get(`/articles/${id}`)).headers.get("tdm-reservation"),
  };
}

const Signals = z.object({ search: z.string(), aiInput: z.string(), aiTrain: z.string(), ai: z.string() });
const Metadata = z.object({
  shows: z.string(),
  policy: z.url(),
  licence: z.object({ url: z.url() }),
  expires: z.string().optional(),
  excluded: z.literal(true).optional(),
  translate: z.string(),
  machineUse: Signals,
});
const ApiArticle = z.object({ body: z.string().optional(), metadata: Metadata });
const JsonFeed = z.object({ items: z.array(z.object({ id: z.string(), _commonwire: Metadata })) });
const Ninjs = z.object({
  expires: z.string().optional(),
  rightsInfo: z.object({ linkedRights: z.url() }),
  bodies: z.array(z.unknown()).optional(),
});
const Tdmrep = z.array(z.object({ location: z.string(), "tdm-reservation": z.union([z.literal(0), z.literal(1)]) }));

const said = (value: Signal): Says => (value === "unset" ? "unsaid" : value);

/** Returns the clauses' machine uses for an article, derived from the specification of the clauses alone. */
function usesOf(licence: LicenceInput, { exclude }: Tightening): Uses {
  const { machineUse } = completeLicence(licence);
  const of = (value: Signal): Says => (exclude ? "unsaid" : said(value));
  return {
    search: of(machineUse.search),
    aiInput: of(machineUse.aiInput),
    aiTrain: of(machineUse.aiTrain),
    ai: of(machineUse.ai),
  };
}

const KEYS = ["search", "aiInput", "aiTrain", "ai"] as const;
const TERMS_OF_MUST = ["attribution", "search", "integrity", "measurement", "corrections"] as const;

/** Returns what a format without conditions can tell everybody: every denial, and a permission only if it has no condition. */
function publicUsesOf(licence: LicenceInput, { exclude, expires }: Tightening): Uses {
  const { machineUse, grant, time, eligibility, effective } = completeLicence(licence);
  const isLimited = [expires, effective?.to, time.removeAfterDays, grant.territories[0]].some(
    (end) => end !== undefined,
  );
  const { who, ...conditions } = eligibility;
  const isUnsaid = Object.values(conditions).every((value) => value === undefined || String(value) === "");
  const isForAll = who === undefined ? isUnsaid : who === "anyone" && eligibility.excluded.length === 0;
  const of = (value: Signal, isOpen: boolean): Says => {
    if (exclude) return "unsaid";
    return value === "allow" && (isLimited || !isOpen) ? "unsaid" : said(value);
  };
  const ai = (value: Signal): Says => of(value, isForAll);
  const { search, aiInput, aiTrain } = machineUse;
  return { search: of(search, true), aiInput: ai(aiInput), aiTrain: ai(aiTrain), ai: ai(machineUse.ai) };
}

/** RSL is silent if nothing is allowed, unless everything is denied. Its lists of countries are ignored here. */
function inRsl({ ai, ...uses }: Uses): Uses {
  const values = Object.values(uses);
  if (values.every((value) => value === "deny")) return { ...uses, ai: "deny" };
  if (values.includes("allow")) return { ...uses, ai };
  return { search: "unsaid", aiInput: "unsaid", aiTrain: "unsaid", ai: "unsaid" };
}

/** TDMRep has one bit, for training; it is 0 only if AI input is allowed too and nothing is required in return. */
function inTdm({ aiInput, aiTrain }: Uses, licence: LicenceInput): number | undefined {
  if (aiTrain === "deny") return 1;
  const whole = completeLicence(licence);
  const owes = TERMS_OF_MUST.some((group) => Object.values(whole[group]).includes("must"));
  return aiInput === "allow" && aiTrain === "allow" && !owes ? 0 : undefined;
}

/** Returns what a site-wide document contains for one story's path. */
const contentAt = (xml: string, id: string): string =>
  xml
    .match(/<content .*?<\/content>/gs)
    ?.find((each) => each.includes('url="/"') || each.includes(`/articles/${id}$`)) ?? "";

/** A format that can't express a denial exactly is silent; but none may allow what isn't allowed. */
const expectNeverWider = (found: Uses, clause: Uses) => {
  for (const key of KEYS) if (found[key] === "allow") expect(clause[key], key).toBe("allow");
};

type SaidOf = Permission | "unsaid";

/** The permissions that ODRL can express, by action; unstated ones have no rule. */
function permissionsOf(licence: LicenceInput, { exclude, translate }: Tightening): Record<string, SaidOf> {
  const { grant, integrity, commercial, automation, eligibility } = completeLicence(licence);
  // What isn't ours, we don't reserve either.
  const closed = !exclude && eligibility.who === "nobody";
  const of = (value: Permission | undefined): SaidOf => (exclude ? "unsaid" : (value ?? "unsaid"));
  const takesPart = grant.excerpt !== undefined && grant.excerpt !== "deny" && !closed && !exclude;
  const whole = grant.republish === "deny" && takesPart ? "cw:republish" : "display";
  return {
    [whole]: closed ? "deny" : of(grant.republish),
    extract: of(grant.excerpt),
    "cw:quote": grant.quote ?? "unsaid",
    "cw:link": grant.link ?? "unsaid",
    translate: translate ?? of(grant.translate),
    archive: of(grant.archive),
    "cw:changeHeadline": of(integrity.headline),
    "cw:shorten": of(integrity.shortening),
    "cw:showAds": of(commercial.adsOnPage),
    "cw:sellAdsAgainst": of(commercial.adsAgainst),
    "cw:chargeReaders": of(commercial.paywall),
    sell: of(commercial.resale),
    grantUse: of(commercial.resyndication),
    "cw:importAutomatically": of(automation.import),
    "cw:frame": of(automation.framing),
  };
}

function expectOffer(offer: Offer, licence: LicenceInput, tightening: Tightening): void {
  const whole = completeLicence(licence);
  for (const [action, value] of Object.entries(permissionsOf(licence, tightening)))
    expect(offerSays(offer, action), action).toBe(value);
  expect(offerUses(offer)).toEqual(usesOf(licence, tightening));
  const closed = !tightening.exclude && whole.eligibility.who === "nobody";
  const edits = tightening.exclude ? undefined : whole.integrity.edits;
  const isDerivingDenied =
    closed || (edits !== undefined && edits !== "any" && permissionsOf(licence, tightening).translate === "deny");
  expect(offerSays(offer, "derive")).toBe(isDerivingDenied ? "deny" : "unsaid");
  expect([offerSays(offer, "modify"), offerSays(offer, "cw:editForStyle")]).toEqual(
    edits === undefined
      ? ["unsaid", "unsaid"]
      : { none: ["deny", "unsaid"], style: ["unsaid", "allow"], any: ["allow", "unsaid"] }[edits],
  );
  for (const rule of offer.permission) {
    const until = rule.constraint?.find(({ leftOperand }) => leftOperand === "dateTime")?.rightOperand;
    expect(until).toEqual(tightening.expires ? { "@value": tightening.expires, "@type": "xsd:dateTime" } : undefined);
  }
  const granted = offer.permission.find(({ action }) => action.includes("display"));
  const operand = (name: string) =>
    granted?.constraint?.find(({ leftOperand }) => leftOperand === name)?.rightOperand ?? [];
  if (granted === undefined) return;
  expect(operand("deliveryChannel")).toEqual(whole.grant.republishIn);
  expect(operand("spatial")).toEqual(whole.grant.territories.map((code) => ({ "@id": `cw:place-${code}` })));
  expect(operand("language")).toEqual(whole.grant.languages);
  const duties = granted.duty?.map(({ action }) => action) ?? [];
  const { attribution, corrections } = whole;
  expect([duties.includes("cw:showByline"), duties.includes("cw:showLogo"), duties.includes("cw:keepNote")]).toEqual(
    [attribution.byline, attribution.logo, attribution.boilerplate].map((value) => value === "must"),
  );
  // A duty that is due later isn't a condition of the use.
  expect(duties).not.toContain("cw:applyCorrections");
  expect(JSON.stringify(offer.obligation ?? []).includes("cw:applyCorrections")).toBe(corrections.apply === "must");
  expect(granted.assignee === undefined).toBe(
    whole.eligibility.who === "anyone" && whole.eligibility.excluded.length === 0,
  );
}

beforeEach(async () => {
  await freshWire();
});

/** Publishes an article under one license alongside another under a different one, and checks everything. */
async function show(licence: LicenceInput, other: LicenceInput, tightening: Tightening, logo: string): Promise<void> {
  const publication = { ...MASTHEAD.publication, licence: "mine", logo: { sha256: logo, alt: "Logo" } };
  await publishMasthead({ ...MASTHEAD, publication, licences: { mine: licence, other } });
  // A Creative Commons license can't be narrowed for one article.
  const own = ccKind(licence.url) === undefined ? tightening : tightening.exclude ? { exclude: true as const } : {};
  await publish("mine", { licence: "mine", body: "<p>The body.</p>", ...own });
  await publish("other", { licence: "other" });
  pass(60);
  const found = await read("mine");
  const uses = usesOf(licence, own);
  const [told, toldOfOther] = [publicUsesOf(licence, own), publicUsesOf(other, {})];

  expectOffer(found.offer, licence, own);
  // With a list of countries, RSL says more than the others: see `rsl.test.ts`.
  const isNamed = completeLicence(licence).grant.territories.length > 0;
  for (const rsl of [
    rslUses(found.rss, "rsl:"),
    rslUses(found.articleRsl),
    rslUses(contentAt(found.siteRsl, "mine")),
  ]) {
    if (!isNamed) expect(rsl).toEqual(inRsl(told));
    expectNeverWider(rsl, uses);
  }
  expect(found.robots.includes("License: ")).toBe(found.siteRsl.includes("<rsl"));
  const signals = signalUses(found.robots);
  for (const key of ["search", "aiInput", "aiTrain"] as const)
    expect(signals[key]).toBe(told[key] === toldOfOther[key] ? told[key] : "unsaid");
  const ruled = found.tdmrep.find(({ location }) => location === "/" || location === "/articles/mine$");
  expect(ruled?.["tdm-reservation"]).toBe(inTdm(told, licence));
  expect(found.tdmHeader).toBe(inTdm(told, licence)?.toString() ?? null);

  for (const metadata of [found.article.metadata, found.item?._commonwire]) {
    expect(metadata?.excluded).toBe(own.exclude);
    expect(metadata?.expires).toBe(own.expires);
    expect(metadata?.translate.replace("unset", "unsaid")).toBe(permissionsOf(licence, own).translate);
    expect(Object.values(metadata?.machineUse ?? {}).map((value) => value.replace("unset", "unsaid"))).toEqual(
      KEYS.map((key) => uses[key]),
    );
  }
  expect(found.ninjs.expires).toBe(own.expires);
  expect(found.ninjs.rightsInfo.linkedRights).toBe(found.offer["@id"]);
  expect(found.news.expires).toBe(own.expires);
  const named = own.exclude ? undefined : (licence.url ?? `${ORIGIN}/licences/mine`);
  expect(found.news.license).toBe(named);
  expect(found.article.metadata.licence.url).toBe(named ?? `${ORIGIN}/articles/mine`);
  expect(found.rss.match(/<dcterms:license>(.*?)</)?.[1]).toBe(named);
  expect(found.rss.match(/<creativeCommons:license>(.*?)</)?.[1]).toBe(named);
  // RFC 4946: an entry without a license says so.
  const link = named ?? "http://purl.org/atompub/license#unspecified";
  expect(found.entry.match(/<link rel="license"[^>]*>/g)).toEqual([expect.stringContaining(`href="${link}"`)]);
  for (const xml of [found.rss, found.entry])
    expect(xml.includes("; end=") || xml.includes(" end=")).toBe(own.expires !== undefined);

  const shows = own.exclude ? "link" : licence.publicText;
  expect(found.article.metadata.shows).toBe(shows);
  for (const body of [
    found.article.body,
    found.ninjs.bodies,
    found.rss.includes("The body.") || undefined,
    // For a summary, it says that the rest isn't free.
    found.news.isAccessibleForFree || undefined,
  ])
    expect(body !== undefined).toBe(shows === "full");
}

test("no vocabulary is wider than the clause, each is equal to it where it can say it, and an article's tightening shows in all", async () => {
  const logo = await upload(png(96, 96, "logo"));
  const licences = fc.oneof({ weight: 4, arbitrary: anyGoodLicence }, { weight: 1, arbitrary: anyCcLicence });
  await fc.assert(
    fc.asyncProperty(licences, licences, anyLastingTightening, (mine, other, tightening) =>
      show(mine, other, tightening, logo),
    ),
    { numRuns: examples(60) },
  );
}, 60_000);
