import { LruCache } from "../model/lru-cache.ts";
import { CACHE } from "../model/policy.ts";

type Style = "time" | "day";

const STYLES: Record<Style, Intl.DateTimeFormatOptions> = {
  time: {
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "longOffset",
  },
  day: { dateStyle: "long" },
};

/** Making a formatter costs as much as rendering a whole item, so each is made once; there are few zones and languages. */
const formatters = new LruCache<Intl.DateTimeFormat>(CACHE.formatters);

function formatter(style: Style, timeZone: string, language: string): Intl.DateTimeFormat {
  const key = `${style} ${timeZone} ${language}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(english(language), { ...STYLES[style], timeZone });
  formatters.set(key, made);
  return made;
}

/** RFC 3339 in UTC as people read it, in the zone of `offset` (`-05:00`, `UTC`) or in an IANA zone. */
export const humanTime = (instant: string, zone: string, language: string): string =>
  formatter("time", zone, language).format(new Date(instant)).replace("GMT", "UTC");

/** The day alone. */
export const humanDay = (instant: string, zone: string, language: string): string =>
  formatter("day", zone, language).format(new Date(instant));

/** The pages speak English, so their dates do too, in the publication's own kind of it. */
const english = (language: string): string => (/^en\b/i.test(language) ? language : "en");

/** The zone that a written date-time names: `2019-01-05T07:26:00+09:00` → `+09:00`. */
export const zoneOf = (dateTime: string): string => /[+-]\d\d:\d\d$/.exec(dateTime)?.[0] ?? "UTC";
