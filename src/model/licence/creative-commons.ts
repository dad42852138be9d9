import { type Groups, SILENCE } from "./clauses/groups.ts";

/** The licences and dedications of Creative Commons, as their addresses name them. */
export const CC_KINDS = ["by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd", "zero", "mark"] as const;
export type CcKind = (typeof CC_KINDS)[number];

/**
 * The address of a licence: with a port to a country's law or without, of its deed or its legal code, in whatever language.
 * Version 1.0 has NoDerivs before NonCommercial.
 */
const LICENCE =
  /^https?:\/\/(?:www\.)?creativecommons\.org\/licenses\/(by(?:-nc)?(?:-sa|-nd)?|by-nd-nc(?=\/1\.0))\/(1\.0|2\.0|2\.1|2\.5|3\.0|4\.0)(?:\/([a-z]{2,3}|scotland))?(?:\/|$)/i;
const DEDICATION = /^https?:\/\/(?:www\.)?creativecommons\.org\/publicdomain\/(zero|mark)\/(1\.0)(?:\/|$)/i;
/** What may follow: the deed or the legal code, and its language. */
const PAGE = /^(?:(?:deed|legalcode)(?:\.[a-z]{2,3}(?:[-_][a-z]{2,4})?|\.txt)?)?$/i;

/** A licence of theirs, as its address names it: of which kind, in which version, and ported to which law, if to any. */
export type CcDeed = { kind: CcKind; version: string; port?: string };

/** Which Creative Commons licence an address leads to, whichever of its pages that is; undefined where to none. */
export function ccDeed(url = ""): CcDeed | undefined {
  const found = LICENCE.exec(url) ?? DEDICATION.exec(url);
  const [whole = "", code = "", version = "", port] = found ?? [];
  const named = code.toLowerCase().replace("by-nd-nc", "by-nc-nd");
  const kind = CC_KINDS.find((each) => each === named);
  if (kind === undefined || !PAGE.test(url.slice(whole.length))) return undefined;
  return { kind, version, ...(port === undefined ? {} : { port: port.toLowerCase() }) };
}

/** The address by which software knows a licence of theirs: its deed's, in the language that was named; any other as it is. */
export function asDeed(url: string): string {
  if (ccDeed(url) === undefined) return url;
  const deed = url.replace(/^https?:\/\/(?:www\.)?/i, "https://").replace(/\/(?:deed(?:\.txt)?|legalcode[^/]*)$/i, "/");
  return /\/(?:deed\.[^/]+)?$/i.test(deed) ? deed : `${deed}/`;
}

/** Of which kind the Creative Commons licence is to which an address leads; undefined where it leads to none. */
export const ccKind = (url: string | undefined): CcKind | undefined => ccDeed(url)?.kind;

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

/** Whether it gives up every right, and so demands nothing. */
export const isDedication = (kind: CcKind): boolean => kind === "zero" || kind === "mark";
