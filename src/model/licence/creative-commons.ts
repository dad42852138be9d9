import { type Groups, SILENCE } from "./clauses/groups.ts";

/** The Creative Commons licenses and dedications, as in their URLs. */
export const CC_KINDS = ["by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd", "zero", "mark"] as const;
export type CcKind = (typeof CC_KINDS)[number];

/** The URL of a license: ported or not, deed or legal code, in any language. Version 1.0 has NoDerivs before NonCommercial. */
const LICENCE =
  /^https?:\/\/(?:www\.)?creativecommons\.org\/licenses\/(by(?:-nc)?(?:-sa|-nd)?|by-nd-nc(?=\/1\.0))\/(1\.0|2\.0|2\.1|2\.5|3\.0|4\.0)(?:\/([a-z]{2,3}|scotland))?(?:\/|$)/i;
const DEDICATION = /^https?:\/\/(?:www\.)?creativecommons\.org\/publicdomain\/(zero|mark)\/(1\.0)(?:\/|$)/i;
/** What may follow: the deed or the legal code, and its language. */
const PAGE = /^(?:(?:deed|legalcode)(?:\.[a-z]{2,3}(?:[-_][a-z]{2,4})?|\.txt)?)?$/i;

/** A Creative Commons license by its URL: its kind, its version, and the jurisdiction it is ported to, if any. */
export type CcDeed = { kind: CcKind; version: string; port?: string };

/** Returns the Creative Commons license of a URL, whichever of its pages that is; undefined for other URLs. */
export function ccDeed(url = ""): CcDeed | undefined {
  const found = LICENCE.exec(url) ?? DEDICATION.exec(url);
  const [whole = "", code = "", version = "", port] = found ?? [];
  const named = code.toLowerCase().replace("by-nd-nc", "by-nc-nd");
  const kind = CC_KINDS.find((each) => each === named);
  if (kind === undefined || !PAGE.test(url.slice(whole.length))) return undefined;
  return { kind, version, ...(port === undefined ? {} : { port: port.toLowerCase() }) };
}

/** Returns the deed's URL in the same language, by which software recognizes the license; other URLs stay as they are. */
export function asDeed(url: string): string {
  if (ccDeed(url) === undefined) return url;
  const deed = url.replace(/^https?:\/\/(?:www\.)?/i, "https://").replace(/\/(?:deed(?:\.txt)?|legalcode[^/]*)$/i, "/");
  return /\/(?:deed\.[^/]+)?$/i.test(deed) ? deed : `${deed}/`;
}

/** The kind of the Creative Commons license at a URL; undefined for other URLs. */
export const ccKind = (url: string | undefined): CcKind | undefined => ccDeed(url)?.kind;

/**
 * Returns a Creative Commons license as our clauses: the legal code of CC BY 4.0, §2(a) and §3(a), and its siblings. It doesn't
 * mention machines, third-party pictures, logos, reports or corrections. Opinions differ on what is commercial, so for a
 * non-commercial license, ads and paywalls are left open too.
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
      // §3(a)(1)(B) of licenses that allow changes; §3(b) of ShareAlike.
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

/** Whether it waives all rights and therefore requires nothing. */
export const isDedication = (kind: CcKind): boolean => kind === "zero" || kind === "mark";
