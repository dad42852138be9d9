import { getOwn } from "../get-own.ts";
import { ccKind } from "../licence/creative-commons.ts";
import type { Doubt } from "../mistake.ts";
import { instant } from "../time.ts";
import type { FormerLicence, Version } from "./article.ts";

type Licensed = Pick<Version, "licence" | "exclude">;
type LicensedBefore = { licence: string; exclude?: true | undefined; released?: string | undefined };
type Known = Record<string, { name: string; url?: string | undefined }>;

/** The name of the Creative Commons licence under which a story is out; undefined where it is under none, or nobody saw it. */
export const ccLicenceOf = (story: LicensedBefore, licences: Known): string | undefined =>
  openLicence(story, licences)?.name;

function openLicence({ licence, exclude, released }: LicensedBefore, licences: Known) {
  const known = getOwn(licences, licence);
  if (known?.url === undefined || ccKind(known.url) === undefined) return undefined;
  return released === undefined || exclude ? undefined : { name: known.name, url: known.url };
}

/**
 * The Creative Commons licence that a story leaves, or left before: readers are told that copies made under it may go on.
 * None where it is back under the same one, for then nothing was taken. `now` is in milliseconds.
 */
export function formerLicence(
  before: (LicensedBefore & { formerLicence?: FormerLicence }) | undefined,
  article: Licensed,
  licences: Known,
  now: number,
): { formerLicence?: FormerLicence } {
  if (before === undefined) return {};
  const open = openLicence(before, licences);
  const url = openLicence(
    { licence: article.licence, exclude: article.exclude, released: before.released },
    licences,
  )?.url;
  const former = open === undefined || open.url === url ? before.formerLicence : { ...open, until: instant(now) };
  return former === undefined || former.url === url ? {} : { formerLicence: former };
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

/** The same of a whole licence, whose new text is no Creative Commons licence any more, or another one. */
export function revokedTextDoubts(before: Known | undefined, after: Known): Doubt[] {
  return Object.entries(after).flatMap(([id, { url }]) => {
    const then = getOwn(before, id);
    return then?.url === undefined || ccKind(then.url) === undefined || then.url === url
      ? []
      : [
          {
            field: `licences.${id}.url`,
            ...(url === undefined ? {} : { value: JSON.stringify(url) }),
            problem: `takes back the Creative Commons licence ${then.name}; copies that were made under it stay lawful and may go on`,
            allowed: `this, if it is meant, or ${then.url}`,
            code: "irrevocable licence",
          },
        ];
  });
}
