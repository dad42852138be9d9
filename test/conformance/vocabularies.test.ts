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
  WIDTH,
} from "../support/vocabularies.ts";
import { freshWire, get, MASTHEAD, ORIGIN, publish, publishMasthead, upload } from "../support/wire.ts";

const textOf = async (path: string): Promise<string> => (await get(path)).text();

/** Everything that speaks of an article's rights, read as its users read it. */
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
const Tdmrep = z.array(
  z.object({ location: z.literal("/"), "tdm-reservation": z.union([z.literal(0), z.literal(1)]) }),
);

const said = (value: Signal): Says => (value === "unset" ? "unsaid" : value);

/** What the clauses say of machines for one article, worked out from the words of the issue alone. */
function usesOf(licence: LicenceInput, { exclude }: Tightening): Uses {
  const { machineUse } = completeLicence(licence);
  const ai = (value: Signal): Says => (exclude ? "deny" : said(value));
  return {
    search: said(machineUse.search),
    aiInput: ai(machineUse.aiInput),
    aiTrain: ai(machineUse.aiTrain),
    ai: ai(machineUse.ai),
  };
}

const KEYS = ["search", "aiInput", "aiTrain", "ai"] as const;
const isSaid = (uses: Uses) => KEYS.some((key) => uses[key] !== "unsaid");

/** RSL has no "unset": beside something that is said, what isn't allowed is denied; where nothing is said, nothing is. */
const inRsl = (uses: Uses): Uses => {
  const of = (key: keyof Uses): Says => (uses[key] === "allow" ? "allow" : "deny");
  return isSaid(uses) ? { search: of("search"), aiInput: of("aiInput"), aiTrain: of("aiTrain"), ai: of("ai") } : uses;
};

/** TDMRep has one bit for answers and training, and none for what isn't said. */
const inTdm = ({ aiInput, aiTrain }: Uses): number | undefined => {
  if (aiInput === "deny" || aiTrain === "deny") return 1;
  return aiInput === "allow" && aiTrain === "allow" ? 0 : undefined;
};

const strictest = (all: readonly Uses[]): Uses => {
  const of = (key: keyof Uses): Says =>
    (["deny", "unsaid"] as const).find((value) => all.some((uses) => uses[key] === value)) ?? "allow";
  return { search: of("search"), aiInput: of("aiInput"), aiTrain: of("aiTrain"), ai: of("ai") };
};

const expectNeverWider = (found: Uses, clause: Uses) => {
  for (const key of KEYS) expect(WIDTH[found[key]], key).toBeLessThanOrEqual(WIDTH[clause[key]]);
};

/** The permissions that ODRL can say, by the action that says it. */
function permissionsOf(licence: LicenceInput, { exclude, translate }: Tightening): Record<string, Permission> {
  const { grant, integrity, commercial, automation, eligibility } = completeLicence(licence);
  const closed = exclude === true || eligibility.who === "nobody";
  const to = (value: Permission): Permission => (closed ? "deny" : value);
  const whole = grant.republish === "deny" && grant.excerpt !== "deny" && !closed ? "cw:republish" : "display";
  return {
    [whole]: to(grant.republish),
    extract: to(grant.excerpt),
    "cw:quote": grant.quote,
    "cw:link": grant.link,
    translate: translate ?? to(grant.translate),
    archive: to(grant.archive),
    "cw:changeHeadline": to(integrity.headline),
    "cw:shorten": to(integrity.shortening),
    "cw:showAds": to(commercial.adsOnPage),
    "cw:sellAdsAgainst": to(commercial.adsAgainst),
    "cw:chargeReaders": to(commercial.paywall),
    sell: to(commercial.resale),
    grantUse: to(commercial.resyndication),
    "cw:importAutomatically": to(automation.import),
    "cw:frame": to(automation.framing),
  };
}

function expectOffer(offer: Offer, licence: LicenceInput, tightening: Tightening): void {
  const whole = completeLicence(licence);
  for (const [action, value] of Object.entries(permissionsOf(licence, tightening)))
    expect(offerSays(offer, action), action).toBe(value);
  expect(offerUses(offer)).toEqual(usesOf(licence, tightening));
  const derive = permissionsOf(licence, tightening).translate === "deny" ? "deny" : "unsaid";
  const edits = tightening.exclude || whole.eligibility.who === "nobody" ? "none" : whole.integrity.edits;
  expect([offerSays(offer, "modify"), offerSays(offer, "cw:editForStyle"), offerSays(offer, "derive")]).toEqual(
    { none: ["deny", "unsaid", derive], style: ["unsaid", "allow", derive], any: ["allow", "unsaid", "unsaid"] }[edits],
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
  expect([
    duties.includes("cw:showByline"),
    duties.includes("cw:showLogo"),
    duties.includes("cw:keepNote"),
    duties.includes("cw:applyCorrections"),
  ]).toEqual(
    [attribution.byline, attribution.logo, attribution.boilerplate, corrections.apply].map((value) => value === "must"),
  );
  expect(granted.assignee === undefined).toBe(
    whole.eligibility.who === "anyone" && whole.eligibility.excluded.length === 0,
  );
}

beforeEach(async () => {
  await freshWire();
});

/** Publishes an article under one licence beside another under another, and looks at everything. */
async function show(licence: LicenceInput, other: LicenceInput, tightening: Tightening, logo: string): Promise<void> {
  const publication = { ...MASTHEAD.publication, licence: "mine", logo: { sha256: logo, alt: "Logo" } };
  await publishMasthead({ ...MASTHEAD, publication, licences: { mine: licence, other } });
  // Creative Commons can't be narrowed by one article.
  const own = ccKind(licence.url) === undefined ? tightening : tightening.exclude ? { exclude: true as const } : {};
  await publish("mine", { licence: "mine", body: "<p>The body.</p>", ...own });
  await publish("other", { licence: "other" });
  pass(60);
  const found = await read("mine");
  const uses = usesOf(licence, own);
  const all = strictest([usesOf(licence, {}), usesOf(other, {}), ...(own.exclude ? [uses] : [])]);

  expectOffer(found.offer, licence, own);
  for (const rsl of [rslUses(found.rss, "rsl:"), rslUses(found.articleRsl)]) {
    expect(rsl).toEqual(inRsl(uses));
    expectNeverWider(rsl, uses);
  }
  const isAnySaid = isSaid(usesOf(licence, {})) || isSaid(usesOf(other, {})) || own.exclude === true;
  const siteRsl = rslUses(found.siteRsl);
  expectNeverWider(siteRsl, uses);
  for (const key of KEYS) expect(siteRsl[key]).toBe(isAnySaid ? (all[key] === "allow" ? "allow" : "deny") : "unsaid");
  expect(found.robots.includes("License: ")).toBe(isAnySaid);
  const signals = signalUses(found.robots);
  expect(signals).toEqual({ ...all, ai: "unsaid" });
  expectNeverWider({ ...signals, ai: "deny" }, uses);
  expect(found.tdmrep.map((rule) => rule["tdm-reservation"])).toEqual([inTdm(all)].filter((bit) => bit !== undefined));
  expect(found.tdmHeader).toBe(inTdm(uses)?.toString() ?? null);

  for (const metadata of [found.article.metadata, found.item?._commonwire]) {
    expect(metadata?.excluded).toBe(own.exclude);
    expect(metadata?.expires).toBe(own.expires);
    expect(metadata?.translate).toBe(permissionsOf(licence, own).translate);
    expect(Object.values(metadata?.machineUse ?? {}).map((value) => value.replace("unset", "unsaid"))).toEqual(
      KEYS.map((key) => uses[key]),
    );
  }
  expect(found.ninjs.expires).toBe(own.expires);
  expect(found.ninjs.rightsInfo.linkedRights).toBe(found.offer["@id"]);
  expect(found.news.expires).toBe(own.expires);
  const named = own.exclude ? `${ORIGIN}/ns#excluded` : (licence.url ?? `${ORIGIN}/licences/mine`);
  expect(found.news.license).toBe(own.exclude ? undefined : named);
  expect(found.article.metadata.licence.url).toBe(named);
  expect(found.rss).toContain(`<dcterms:license>${named}</dcterms:license>`);
  expect(found.rss).toContain(`<creativeCommons:license>${named}</creativeCommons:license>`);
  expect(found.entry.match(/<link rel="license"[^>]*>/g)).toEqual([expect.stringContaining(`href="${named}"`)]);
  for (const xml of [found.rss, found.entry])
    expect(xml.includes("; end=") || xml.includes(" end=")).toBe(own.expires !== undefined);

  const shows = own.exclude ? "link" : licence.publicText;
  expect(found.article.metadata.shows).toBe(shows);
  for (const body of [
    found.article.body,
    found.ninjs.bodies,
    found.rss.includes("The body.") || undefined,
    found.news.isAccessibleForFree,
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
