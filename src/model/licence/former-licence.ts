import { ccDeed, ccKind } from "./creative-commons.ts";

/** A Creative Commons license that was withdrawn: its name, its deed, and until when it applied, UTC to the second. */
export type FormerLicence = { name: string; url: string; until: string };

/** A license's name, and the URL of its deed if it is from Creative Commons. */
export type Deeded = { name: string; url?: string | undefined };

/** Returns the license if it is from Creative Commons, otherwise undefined. */
export function ccLicence({ name, url }: Deeded): { name: string; url: string } | undefined {
  return url === undefined || ccKind(url) === undefined ? undefined : { name, url };
}

/** Whether two URLs are of the same license: a deed exists in many languages, and so does its legal code. */
export const isSameDeed = (one: string | undefined, other: string | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && nameOf(one) === nameOf(other));

/** Identifies a license by kind, version and port; any other URL by itself. */
function nameOf(url: string): string {
  const deed = ccDeed(url);
  return deed === undefined ? url : `${deed.kind} ${deed.version} ${deed.port ?? ""}`;
}

/** Returns withdrawn licenses without duplicates, each with its latest end; the current license is left out. */
export function takenBack(former: readonly FormerLicence[], current: string | undefined): FormerLicence[] {
  return former.filter(
    ({ url, until }, place) =>
      !isSameDeed(url, current) &&
      !former.some(
        (other, at) =>
          at !== place && isSameDeed(other.url, url) && (other.until > until || (other.until === until && at < place)),
      ),
  );
}

/** A license version, and its former licenses. */
type Text = Deeded & { former?: readonly FormerLicence[] };

/** Returns the former licenses of a new version, given the version that was in force before it. */
export function formerTexts(before: Text | undefined, next: Deeded, until: string): { former?: FormerLicence[] } {
  const cc = before && ccLicence(before);
  const former = takenBack([...(before?.former ?? []), ...(cc ? [{ ...cc, until }] : [])], next.url);
  return former.length > 0 ? { former } : {};
}
