import { ASSETS } from "./clauses/assets.ts";
import { ATTRIBUTION } from "./clauses/attribution.ts";
import type { Groups } from "./clauses/groups.ts";

/** The licences and dedications of Creative Commons, as their addresses name them. */
export const CC_KINDS = ["by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd", "zero", "mark"] as const;
export type CcKind = (typeof CC_KINDS)[number];

const DEED =
  /^https:\/\/creativecommons\.org\/(?:licenses\/(by(?:-nc)?(?:-sa|-nd)?)\/(?:1\.0|2\.0|2\.5|3\.0|4\.0)(?:\/[a-z]{2,3})?|publicdomain\/(zero|mark)\/1\.0)\/(?:deed\.[a-z-]+)?$/i;

/** Which Creative Commons licence an address names; undefined where it names none. */
export function ccKind(url: string | undefined): CcKind | undefined {
  const [, licence, dedication] = DEED.exec(url ?? "") ?? [];
  const named = (licence ?? dedication)?.toLowerCase();
  return CC_KINDS.find((kind) => kind === named);
}

/** Words between which a name may have spaces, hyphens or dots. */
const plain = (text: string): string => text.replace(/[\s._-]+/g, " ");

/** Whether a text claims to be of theirs. */
export const claimsCc = (text: string): boolean =>
  /\bcreative ?commons\b|\bC ?C ?(?:BY|NC|ND|SA|0|ZERO|ATTRIBUTION)\b/i.test(plain(text));

/** Which of their licences a name says it is; undefined where it doesn't say. */
export function claimedKind(name: string): CcKind | undefined {
  const words = plain(name).toLowerCase();
  if (/\bcc ?(?:0|zero)\b/.test(words)) return "zero";
  if (!/\bcc by\b|\battribution\b/.test(words)) return undefined;
  const parts = [
    "by",
    ...(/\bnc\b|non ?commercial/.test(words) ? ["nc"] : []),
    ...(/\bsa\b|share ?alike/.test(words) ? ["sa"] : []),
    ...(/\bnd\b|no ?deriv/.test(words) ? ["nd"] : []),
  ];
  return CC_KINDS.find((kind) => kind === parts.join("-"));
}

/**
 * What a Creative Commons licence says, in our clauses: CC BY 4.0 §2(a), §3(a) and its kin. It leaves machine use unsaid,
 * and nothing can be added to it (§2(a)(5)(C), §7).
 */
export function ccGroups(kind: CcKind): Groups {
  const free = kind === "zero" || kind === "mark";
  const adapted = kind.endsWith("-nd") ? "deny" : "allow";
  const sold = kind.includes("-nc") ? "deny" : "allow";
  // What counts as commercial is read in opposite ways, so a non-commercial licence makes people ask.
  const around = kind.includes("-nc") ? "ask" : "allow";
  const credit = free ? "no" : "must";
  return {
    grant: {
      republish: "allow",
      republishIn: [],
      excerpt: "allow",
      excerptIn: [],
      quote: "allow",
      translate: adapted,
      archive: "allow",
      link: "allow",
      territories: [],
      languages: [],
    },
    eligibility: {
      who: "anyone",
      kinds: [],
      accredited: "no",
      local: "no",
      regions: [],
      largeAudience: "no",
      evidence: "no",
      approval: "automatic",
      excluded: [],
    },
    attribution: {
      ...ATTRIBUTION,
      byline: credit,
      affiliation: "no",
      firstPublished: "no",
      link: credit,
      logo: "no",
      licenceLine: credit,
      partners: credit,
    },
    search: { duty: "no", of: [], enough: "all" },
    integrity: {
      edits: adapted === "deny" ? "none" : "any",
      headline: adapted,
      shortening: "allow",
      extent: "part",
      links: "no",
      embeds: "no",
      callsToAction: "no",
      additionalReporting: free || adapted === "deny" ? "no" : "must",
    },
    commercial: { adsOnPage: around, adsAgainst: around, paywall: around, resale: sold, resyndication: "allow" },
    automation: { import: "allow", framing: "ask" },
    machineUse: { search: "unset", aiInput: "unset", aiTrain: "unset", ai: "unset" },
    assets: ASSETS,
    time: {},
    measurement: { beacon: "no", report: "no", reportBy: [] },
    corrections: { apply: "no", takeDown: "no", acknowledge: "no" },
    exceptions: { notOurs: [], byAgreement: "yes" },
  };
}

/** Words of ours, which change no condition. */
const WORDING = new Set([
  "bylineTemplate",
  "firstPublishedTemplate",
  "position",
  "linkTo",
  "boilerplateText",
  "beaconUrl",
  "reportBy",
  "reportTo",
  "of",
  "enough",
]);

/** Whether a value may stand in a Creative Commons licence: what it says itself, a wish, a waived duty, or wording. */
export const ccLeaves = (group: keyof Groups, name: string, value: unknown, said: unknown): boolean =>
  group === "assets" ||
  WORDING.has(name) ||
  value === "should" ||
  (value === "no" && group !== "exceptions") ||
  JSON.stringify(value) === JSON.stringify(said);
