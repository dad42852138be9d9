import { humanDay, humanTime, shortDay, withOffset } from "../../dates.ts";
import type { Site } from "../../site.ts";

type Props = { at: string; site: Site };

/** A time as people read it, in the publication's zone, and with that zone's offset for software. */
export function Time({ at, site: { masthead } }: Props) {
  const { timeZone, language } = masthead.publication;
  return <time datetime={withOffset(at, timeZone)}>{humanTime(at, timeZone, language)}</time>;
}

/** The day of a time, in the publication's zone. */
export function Day({ at, site: { masthead } }: Props) {
  const { timeZone, language } = masthead.publication;
  return <time datetime={withOffset(at, timeZone)}>{humanDay(at, timeZone, language)}</time>;
}

/** The day of a time in a list: `Nov 25, 2026`. */
export function ShortDay({ at, site: { masthead } }: Props) {
  const { timeZone, language } = masthead.publication;
  return <time datetime={withOffset(at, timeZone)}>{shortDay(at, timeZone, language)}</time>;
}

/** The days between which some stories were published: `Mar 3, 2026 – Apr 9, 2026`; empty where there are none. */
export function spanInWords(items: readonly { published: string }[], { masthead }: Site): string {
  const { timeZone, language } = masthead.publication;
  const times = items.map(({ published }) => published).sort();
  const days = [times[0], times.at(-1)].flatMap((at) => (at === undefined ? [] : shortDay(at, timeZone, language)));
  return [...new Set(days)].join(" – ");
}
