import { type Groups, SILENCE } from "./clauses/groups.ts";

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
 * What a Creative Commons licence says, in our clauses: the legal code of CC BY 4.0, §2(a) and §3(a), and of its kin. It says
 * nothing of machines, pictures by others, logos, reports or corrections. What counts as commercial use is read in opposite
 * ways, so a non-commercial licence says nothing of advertising and paywalls, either.
 */
export function ccGroups(kind: CcKind): Groups {
  const mayAdapt = kind.endsWith("-nd") ? "deny" : "allow";
  const maySell = kind.includes("-nc") ? "deny" : "allow";
  return {
    ...SILENCE,
    grant: {
      ...SILENCE.grant,
      republish: "allow",
      excerpt: "allow",
      quote: "allow",
      translate: mayAdapt,
      archive: "allow",
      link: "allow",
    },
    eligibility: { ...SILENCE.eligibility, who: "anyone", approval: "automatic" },
    attribution: isDedication(kind)
      ? {}
      : { byline: "must", link: "must", licenceLine: "must", partners: "must", copyright: "must" },
    integrity: {
      edits: mayAdapt === "deny" ? "none" : "any",
      headline: mayAdapt,
      shortening: mayAdapt,
      extent: "part",
      // §3(a)(1)(B) of those that let the text be changed; §3(b) of ShareAlike.
      ...(mayAdapt === "allow" && !isDedication(kind) ? { indicateChanges: "must" } : {}),
      ...(kind.endsWith("-sa") ? { shareAlike: "must" } : {}),
    },
    commercial: {
      ...(maySell === "allow" ? { adsOnPage: "allow", adsAgainst: "allow", paywall: "allow" } : {}),
      resale: maySell,
      resyndication: "allow",
    },
    automation: { import: "allow" },
  };
}

const isDedication = (kind: CcKind): boolean => kind === "zero" || kind === "mark";

/** What of ours words a duty and adds none: templates, the place that is asked for, where to report. */
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

/** §3(a)(1)(A): whom the licensor designates to be credited, and the notices; these a copy has to show where they are supplied. */
const DESIGNATED = new Set([
  "attribution.byline",
  "attribution.affiliation",
  "attribution.firstPublished",
  "attribution.partners",
  "attribution.copyright",
]);

/**
 * What a clause does to a Creative Commons licence: `says` the same, `gives` more than it (CC+, §7(b)), `asks` for something as
 * a wish, or `takes`, which no such licence allows: what it gives can't be narrowed, and a condition can't be added (§2(a)(5)).
 */
export type CcBearing = "says" | "gives" | "asks" | "takes";

/** How a clause in the file of a Creative Commons licence bears on it. */
export function bearingOn(kind: CcKind, group: keyof Groups, name: string, value: unknown): CcBearing {
  const said: unknown = Reflect.get(ccGroups(kind)[group], name);
  if (isSame(value, said) || isEmpty(value)) return "says";
  if (group === "exceptions") return value === "no" ? "takes" : "says";
  if (group === "assets" || WORDING.has(name)) return "says";
  if (value === "should") return said === "must" ? "gives" : "asks";
  if (value === "ask" && said === "deny") return "asks";
  if (value === "allow" || value === "no") return said === undefined && value === "no" ? "says" : "gives";
  if (value === "must") return DESIGNATED.has(`${group}.${name}`) && !isDedication(kind) ? "says" : "takes";
  return name === "edits" && isMore(value, said) ? "gives" : "takes";
}

/** From the strictest. */
const EDITS: readonly unknown[] = ["none", "style", "any"];
const isMore = (value: unknown, said: unknown): boolean => EDITS.indexOf(value) > EDITS.indexOf(said);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const isEmpty = (value: unknown): boolean => value === "unset" || (Array.isArray(value) && value.length === 0);
