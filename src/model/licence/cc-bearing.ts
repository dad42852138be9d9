import { isSame } from "../canonical-json.ts";
import { getOwn } from "../get-own.ts";
import type { Groups } from "./clauses/groups.ts";
import { type CcKind, ccGroups, isDedication } from "./creative-commons.ts";

/**
 * The effect of a clause on a Creative Commons license: `says` only what the license says, `gives` more (CC+, §7(b)), `asks`
 * politely, or `takes` away, which no such license allows: its grant can't be narrowed, and conditions can't be added
 * (§2(a)(5)).
 */
export type CcBearing = "says" | "gives" | "asks" | "takes";

/** A field that differs from the license: its value, the license's value, and the other fields of its group. */
type Said = { value: unknown; ofCc: unknown; kind: CcKind; beside: object };
type Judge = (said: Said) => CcBearing;

/** Only words a duty or describes something outside the license. */
const neutral: Judge = () => "says";

/** Any value would limit what everyone may do. */
const limit: Judge = () => "takes";

/** A permission. Asking first is a condition, unless the license doesn't grant the use: then it is an offer to talk. */
const permission: Judge = ({ value, ofCc }) => {
  if (value === "allow") return "gives";
  return value === "ask" && ofCc === "deny" ? "asks" : "takes";
};

/** Something that the license only lets a licensor request. Waiving a requirement gives more. */
const wish: Judge = ({ value, ofCc }) => {
  if (value === "no") return ofCc === "must" ? "gives" : "says";
  return value === "should" ? "asks" : "takes";
};

/** §3(a)(1): credit, notices, link and changes, which a copy must state. A dedication requires nothing. */
const owed: Judge = (said) => (said.value === "must" && !isDedication(said.kind) ? "says" : wish(said));

/** A requirement for the user: under such a license everyone qualifies, and nobody has priority. */
const quality: Judge = ({ value }) => (value === "no" ? "says" : "takes");

/** How to fulfill a request; for anything else it is a condition. */
const detailOf =
  (duty: string): Judge =>
  ({ beside }) =>
    Reflect.get(beside, duty) === "should" ? "asks" : "takes";

/** Strictest first. */
const EDITS: readonly unknown[] = ["none", "style", "any"];

const edits: Judge = ({ value, ofCc }) => (EDITS.indexOf(value) > EDITS.indexOf(ofCc) ? "gives" : "takes");

/** §3(a)(1)(A)(v) requires a link to the story; a link to the home page can only be requested. */
const linkTo: Judge = (said) => {
  if (said.value !== "home" || Reflect.get(said.beside, "link") === undefined) return "says";
  return detailOf("link")(said);
};

/** §3(a)(2): any reasonable placement is allowed. */
const request: Judge = () => "asks";

/** A rule for using our pictures would be a condition too. */
const useOfImages: Judge = ({ value }) => (value === "any" ? "says" : "takes");

/** Other terms may be offered beside the license (§7), but not ruled out. */
const byAgreement: Judge = ({ value }) => (value === "yes" ? "says" : "takes");

/** How to judge each field; a missing one is a compile error. */
const FIELDS: { [Name in keyof Groups]: { [Field in keyof Groups[Name]]-?: Judge } } = {
  grant: {
    republish: permission,
    republishIn: limit,
    excerpt: permission,
    excerptIn: limit,
    excerptWords: limit,
    excerptParagraphs: limit,
    quote: permission,
    translate: permission,
    archive: permission,
    link: permission,
    territories: limit,
    languages: limit,
  },
  eligibility: {
    who: limit,
    kinds: limit,
    accredited: quality,
    local: quality,
    regions: limit,
    membership: limit,
    associations: limit,
    directory: limit,
    monthlyAudience: limit,
    largeAudience: quality,
    evidence: quality,
    domain: limit,
    approval: limit,
    graceDays: limit,
    lapsesAfterDays: limit,
    excluded: limit,
  },
  attribution: {
    byline: owed,
    affiliation: owed,
    bylineTemplate: neutral,
    firstPublished: owed,
    firstPublishedTemplate: neutral,
    position: request,
    link: owed,
    linkTo,
    logo: wish,
    licenceLine: owed,
    boilerplate: wish,
    boilerplateText: neutral,
    partners: owed,
    copyright: owed,
  },
  search: { duty: wish, of: neutral, enough: neutral },
  integrity: {
    edits,
    headline: permission,
    shortening: permission,
    extent: limit,
    links: wish,
    embeds: wish,
    callsToAction: wish,
    additionalReporting: wish,
    indicateChanges: owed,
    shareAlike: wish,
  },
  commercial: {
    adsOnPage: permission,
    adsAgainst: permission,
    paywall: permission,
    resale: permission,
    resyndication: permission,
  },
  automation: { import: permission, framing: permission },
  machineUse: { search: permission, aiInput: permission, aiTrain: permission, ai: permission },
  assets: { images: neutral, use: useOfImages, unlicensed: neutral },
  time: { removeAfterDays: limit, remains: limit },
  measurement: { beacon: wish, beaconUrl: neutral, report: wish, reportBy: neutral, reportTo: neutral },
  corrections: {
    apply: wish,
    applyWithinHours: detailOf("apply"),
    takeDown: wish,
    takeDownWithinHours: detailOf("takeDown"),
    acknowledge: wish,
  },
  exceptions: { notOurs: neutral, byAgreement },
};

/** Returns the effect of a clause on its file's Creative Commons license. `given` is its group, as far as it is written. */
export function bearingOn(kind: CcKind, group: keyof Groups, name: string, given: object): CcBearing {
  const ofCc = ccGroups(kind)[group];
  const value: unknown = Reflect.get(given, name);
  const said: Said = { value, ofCc: Reflect.get(ofCc, name), kind, beside: { ...ofCc, ...given } };
  if (isEmpty(value) || isSame(value, said.ofCc)) return "says";
  const judges: Partial<Record<string, Judge>> = FIELDS[group];
  // Stored texts may have fields that no longer exist.
  return getOwn(judges, name)?.(said) ?? "says";
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === "unset" || (Array.isArray(value) && value.length === 0);
