import { getOwn } from "../get-own.ts";
import { ccKind } from "../licence/creative-commons.ts";
import type { Doubt } from "../mistake.ts";
import type { Version } from "./article.ts";

type Licensed = Pick<Version, "licence" | "exclude">;
type LicensedBefore = { licence: string; exclude?: true | undefined; released?: string | undefined };
type Known = Record<string, { name: string; url?: string | undefined }>;

/** The Creative Commons licence under which a story is out; undefined where it is under none, or nobody saw it. */
export function ccLicenceOf({ licence, exclude, released }: LicensedBefore, licences: Known): string | undefined {
  const known = getOwn(licences, licence);
  return released !== undefined && !exclude && ccKind(known?.url) !== undefined ? known?.name : undefined;
}

/** CC BY 4.0 §2(a)(1), §6: whoever took a story under a Creative Commons licence may go on, so taking the licence back is said. */
export function revokedLicenceDoubts(before: LicensedBefore | undefined, now: Licensed, licences: Known): Doubt[] {
  const name = before && ccLicenceOf(before, licences);
  if (name === undefined || (before?.licence === now.licence && !now.exclude)) return [];
  return [
    {
      field: now.exclude ? "exclude" : "licence",
      value: JSON.stringify(now.exclude ?? now.licence),
      problem: `takes back the Creative Commons licence ${name}; copies that were made under it stay lawful and may go on`,
      allowed: `this, if it is meant, or ${before?.licence}`,
      code: "irrevocable licence",
    },
  ];
}
