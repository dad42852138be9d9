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

/** Whether it gives up every right, and so demands nothing. */
export const isDedication = (kind: CcKind): boolean => kind === "zero" || kind === "mark";
