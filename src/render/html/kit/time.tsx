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
