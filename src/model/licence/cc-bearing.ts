import { isSame } from "../canonical-json.ts";
import { getOwn } from "../get-own.ts";
import type { Groups } from "./clauses/groups.ts";
import { type CcKind, ccGroups, isDedication } from "./creative-commons.ts";

/**
 * What a clause does to a Creative Commons licence: `says` nothing else than it, `gives` more than it (CC+, §7(b)), `asks` for
 * something as a wish, or `takes`, which no such licence allows: what it gives can't be narrowed, and a condition can't be
 * added (§2(a)(5)).
 */
export type CcBearing = "says" | "gives" | "asks" | "takes";

/** A field that says something else than the licence: its value, what the licence has there, and the fields of its group. */
type Said = { value: unknown; ofCc: unknown; kind: CcKind; beside: object };
type Judge = (said: Said) => CcBearing;

/** Words a duty and adds none; or tells of what the licence doesn't cover. */
const neutral: Judge = () => "says";

/** Whatever it says limits what anyone may do. */
const limit: Judge = () => "takes";

/** Something that may be done. To ask is a condition, except for what the licence doesn't give: then it offers to talk. */
const permission: Judge = ({ value, ofCc }) => {
  if (value === "allow") return "gives";
  return value === "ask" && ofCc === "deny" ? "asks" : "takes";
};

/** Something that the licence lets a licensor only ask for. Who waives what it demands gives more. */
const wish: Judge = ({ value, ofCc }) => {
  if (value === "no") return ofCc === "must" ? "gives" : "says";
  return value === "should" ? "asks" : "takes";
};

/** §3(a)(1): whom to credit, the notices, the link and what was changed: these a copy owes. A dedication demands nothing. */
const owed: Judge = (said) => (said.value === "must" && !isDedication(said.kind) ? "says" : wish(said));

/** A quality of who may use it: anyone may, so nobody comes first either. */
const quality: Judge = ({ value }) => (value === "no" ? "says" : "takes");

/** How a wish is fulfilled; of what isn't only a wish, a condition. */
const detailOf =
  (duty: string): Judge =>
  ({ beside }) =>
    Reflect.get(beside, duty) === "should" ? "asks" : "takes";

/** From the strictest. */
const EDITS: readonly unknown[] = ["none", "style", "any"];

const edits: Judge = ({ value, ofCc }) => (EDITS.indexOf(value) > EDITS.indexOf(ofCc) ? "gives" : "takes");

/** §3(a)(1)(A)(v) is about a link to the story; to the home page, a licensor can only ask for one. */
const linkTo: Judge = (said) => {
  if (said.value !== "home" || Reflect.get(said.beside, "link") === undefined) return "says";
  return detailOf("link")(said);
};

/** §3(a)(2): any reasonable place will do. */
const request: Judge = () => "asks";

/** How pictures of ours are used would be a condition, too. */
const useOfImages: Judge = ({ value }) => (value === "any" ? "says" : "takes");

/** Other terms may be offered beside the licence (§7), and none can be shut out. */
const byAgreement: Judge = ({ value }) => (value === "yes" ? "says" : "takes");

/** How each field is judged: one that isn't here doesn't compile. */
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

/** How a clause bears on the Creative Commons licence in whose file it is. `given` is its group, as far as that is written. */
export function bearingOn(kind: CcKind, group: keyof Groups, name: string, given: object): CcBearing {
  const ofCc = ccGroups(kind)[group];
  const value: unknown = Reflect.get(given, name);
  const said: Said = { value, ofCc: Reflect.get(ofCc, name), kind, beside: { ...ofCc, ...given } };
  if (isEmpty(value) || isSame(value, said.ofCc)) return "says";
  const judges: Partial<Record<string, Judge>> = FIELDS[group];
  // Texts that were kept may have fields of before.
  return getOwn(judges, name)?.(said) ?? "says";
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === "unset" || (Array.isArray(value) && value.length === 0);
