import { ccDeed, ccKind } from "./creative-commons.ts";

/** A Creative Commons licence that was taken back: its name and deed, and until when it was there, UTC to the second. */
export type FormerLicence = { name: string; url: string; until: string };

/** A licence by its name, and its deed if it is one of Creative Commons'. */
export type Deeded = { name: string; url?: string | undefined };

/** The licence as one of Creative Commons'; undefined where it is none. */
export function ccLicence({ name, url }: Deeded): { name: string; url: string } | undefined {
  return url === undefined || ccKind(url) === undefined ? undefined : { name, url };
}

/** Whether two addresses lead to the same licence: a deed is there in many languages, and has its legal code beside it. */
export const isSameDeed = (one: string | undefined, other: string | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && nameOf(one) === nameOf(other));

/** A licence by kind, version and port; an address that leads to none by itself. */
function nameOf(url: string): string {
  const deed = ccDeed(url);
  return deed === undefined ? url : `${deed.kind} ${deed.version} ${deed.port ?? ""}`;
}

/** Licences that were taken back, each once, with the last time it was; without the one that is there again. */
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

/** A licence's text, and what it was before. */
type Text = Deeded & { former?: readonly FormerLicence[] };

/** What a licence was before a text came in force, by the one that was in force until then. */
export function formerTexts(before: Text | undefined, next: Deeded, until: string): { former?: FormerLicence[] } {
  const cc = before && ccLicence(before);
  const former = takenBack([...(before?.former ?? []), ...(cc ? [{ ...cc, until }] : [])], next.url);
  return former.length > 0 ? { former } : {};
}
