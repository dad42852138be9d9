import { getOwn } from "../get-own.ts";
import { ccLicence, type Deeded, type FormerLicence, isSameDeed, takenBack } from "../licence/former-licence.ts";
import type { Doubt } from "../mistake.ts";
import { instant } from "../time.ts";
import type { Article, Version } from "./article.ts";

type Licensed = Pick<Version, "licence" | "exclude">;
type LicensedBefore = { licence: string; exclude?: true | undefined; released?: string | undefined };
type Recorded = Pick<Article, "formerLicence" | "formerLicences" | "licenceSince">;
type Known = Record<string, Deeded & { former?: readonly FormerLicence[] }>;

/** The name of the Creative Commons license that a story is out under; undefined if there is none, or nobody saw the story. */
export const ccLicenceOf = (story: LicensedBefore, licences: Known): string | undefined =>
  openLicence(story, licences)?.name;

function openLicence({ licence, exclude, released }: LicensedBefore, licences: Known) {
  const known = getOwn(licences, licence);
  return known === undefined || released === undefined || exclude ? undefined : ccLicence(known);
}

/**
 * The Creative Commons licenses that a story was under and left: those that are recorded, and earlier texts of its license
 * while it was under it. Existing copies may stay up under them.
 */
export function formerLicencesOf(
  story: LicensedBefore & Recorded,
  licence: { url?: string | undefined; former?: readonly FormerLicence[] } | undefined,
): FormerLicence[] {
  const { released, licenceSince = released } = story;
  const ofLicence =
    released === undefined || licenceSince === undefined || story.exclude
      ? []
      : (licence?.former ?? []).filter(({ until }) => released < until && licenceSince < until);
  return takenBack([...recorded(story), ...ofLicence], story.exclude ? undefined : licence?.url);
}

/** The licenses recorded for a story. For a time, only the last one was. */
const recorded = ({ formerLicence, formerLicences }: Recorded): readonly FormerLicence[] =>
  formerLicences ?? (formerLicence ? [formerLicence] : []);

/**
 * The record for a story that comes under another license: the Creative Commons licenses that it leaves or left before, and
 * when it came under this one. `now` is in milliseconds.
 */
export function noteFormerLicences(
  before: (LicensedBefore & Recorded) | undefined,
  article: Licensed,
  licences: Known,
  now: number,
): Pick<Article, "formerLicences" | "licenceSince"> {
  if (before === undefined) return {};
  const kept = recorded(before);
  const isSame = before.licence === article.licence && before.exclude === article.exclude;
  if (isSame)
    return {
      ...(kept.length > 0 ? { formerLicences: kept } : {}),
      ...(before.licenceSince === undefined ? {} : { licenceSince: before.licenceSince }),
    };
  const until = instant(now);
  const open = openLicence(before, licences);
  const left = formerLicencesOf(before, getOwn(licences, before.licence));
  const former = takenBack([...left, ...(open ? [{ ...open, until }] : [])], undefined);
  return { ...(former.length > 0 ? { formerLicences: former } : {}), licenceSince: until };
}

/** CC BY 4.0 §2(a)(1), §6: copies taken under a Creative Commons license may stay up, so revoking the license is reported. */
export function revokedLicenceDoubts(before: LicensedBefore | undefined, now: Licensed, licences: Known): Doubt[] {
  const name = before && ccLicenceOf(before, licences);
  if (name === undefined || (before?.licence === now.licence && !now.exclude)) return [];
  return [
    {
      field: now.exclude ? "exclude" : "licence",
      value: JSON.stringify(now.exclude ?? now.licence),
      problem: `ends the Creative Commons license ${name}, but copies made under it can lawfully stay up`,
      allowed: `this, if you mean it, or ${before?.licence}`,
      code: "irrevocable licence",
    },
  ];
}

/** The same for a whole license whose new text is no longer a Creative Commons license, or a different one. */
export function revokedTextDoubts(before: Known | undefined, after: Known): Doubt[] {
  return Object.entries(after).flatMap(([id, { url }]) => {
    const known = getOwn(before, id);
    const then = known && ccLicence(known);
    return then === undefined || isSameDeed(then.url, url)
      ? []
      : [
          {
            field: `licences.${id}.url`,
            ...(url === undefined ? {} : { value: JSON.stringify(url) }),
            problem: `ends the Creative Commons license ${then.name}, but copies made under it can lawfully stay up`,
            allowed: `this, if you mean it, or ${then.url}`,
            code: "irrevocable licence",
          },
        ];
  });
}
