import { humanDay, humanTime, shortDay, withOffset } from "../../dates.ts";
import { englishWords } from "../../messages/language.ts";
import type { Words } from "../../messages/words.ts";
import type { Site } from "../../site.ts";

type Props = {
  at: string;
  site: Site;
  /** The words around it; English by default. */
  words?: Words;
};

/** A time in the publication's zone, with that zone's offset for software. */
export function Time({ at, site, words = englishWords(site) }: Props) {
  const { timeZone } = site.masthead.publication;
  return <time datetime={withOffset(at, timeZone)}>{humanTime(at, timeZone, words.locale)}</time>;
}

/** The day of a time in the publication's zone. */
export function Day({ at, site, words = englishWords(site) }: Props) {
  const { timeZone } = site.masthead.publication;
  return <time datetime={withOffset(at, timeZone)}>{humanDay(at, timeZone, words.locale)}</time>;
}

/** The day of a time in a list: `Nov 25, 2026`. */
export function ShortDay({ at, site, words = englishWords(site) }: Props) {
  const { timeZone } = site.masthead.publication;
  return <time datetime={withOffset(at, timeZone)}>{shortDay(at, timeZone, words.locale)}</time>;
}

/** The range of days on which stories were published: `Mar 3, 2026 – Apr 9, 2026`; empty if there are none. */
export function spanInWords(items: readonly { published: string }[], { masthead }: Site, { locale }: Words): string {
  const { timeZone } = masthead.publication;
  const times = items.map(({ published }) => published).sort();
  const days = [times[0], times.at(-1)].flatMap((at) => (at === undefined ? [] : shortDay(at, timeZone, locale)));
  return [...new Set(days)].join(" – ");
}
