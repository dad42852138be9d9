import { LruCache } from "../model/lru-cache.ts";
import { primaryLanguage } from "../model/message-language.ts";
import { CACHE } from "../model/policy.ts";
import { MINUTE } from "../model/time.ts";

// Languages are those of the surrounding words (`messages/`), including the region.

/** `name` and `shortName` format a time with the generic or the specific zone name. */
type Style = "name" | "shortName" | "offset" | "day" | "shortDay" | "year" | "month";

const TIME = {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
} as const satisfies Intl.DateTimeFormatOptions;

const STYLES: Record<Style, Intl.DateTimeFormatOptions> = {
  name: { ...TIME, timeZoneName: "shortGeneric" },
  shortName: { ...TIME, timeZoneName: "short" },
  offset: { timeZoneName: "longOffset" },
  day: { dateStyle: "long" },
  shortDay: { dateStyle: "medium" },
  year: { year: "numeric" },
  month: { year: "numeric", month: "long" },
};

/** Making a formatter is as slow as rendering a whole item, so formatters are cached; there are few zones and languages. */
const formatters = new LruCache<Intl.DateTimeFormat>(CACHE.formatters);

function formatter(style: Style, timeZone: string, language: string): Intl.DateTimeFormat {
  const key = `${style} ${timeZone} ${language}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { ...STYLES[style], timeZone });
  formatters.set(key, made);
  return made;
}

/** The zone names that are the same all year: ET, CT, MT, PT, AT, AKT. Others are long, or name standard time only. */
const GENERIC = /^(?:[A-Z]|AK)T$/;

/** Formats an instant in an IANA zone for readers: `Nov 2, 2026, 9:00 a.m. ET`. */
export function humanTime(instant: string, zone: string, language: string): string {
  const generic = partsOf("name", instant, zone, language);
  const isKnown = generic.some(({ type, value }) => type === "timeZoneName" && GENERIC.test(value));
  return (isKnown ? generic : partsOf("shortName", instant, zone, language))
    .map((part) => asWritten(part, language))
    .join("");
}

const partsOf = (style: Style, instant: string, zone: string, language: string): Intl.DateTimeFormatPart[] =>
  formatter(style, zone, language).formatToParts(new Date(instant));

/** a.m. and p.m. as newspapers write them, for languages where ICU only has AM and PM. */
const HALVES: Readonly<Record<string, readonly [am: string, pm: string]>> = {
  en: ["a.m.", "p.m."],
  ko: ["오전", "오후"],
};

/** US style puts periods in a.m. and p.m.; ICU versions differ in the space before them. */
function asWritten({ type, value }: Intl.DateTimeFormatPart, language: string): string {
  const text = value.replace(/[\u202F\u00A0]/g, " ");
  const [am, pm] = HALVES[primaryLanguage(language)] ?? [];
  if (type !== "dayPeriod" || am === undefined || pm === undefined) return text;
  return text.replace(/^AM$/, am).replace(/^PM$/, pm);
}

/** Formats the day only: `July 1, 2026`. */
export const humanDay = (instant: string, zone: string, language: string): string =>
  formatter("day", zone, language).format(new Date(instant));

/** Formats the day in short form, for lists: `Jul 1, 2026`. */
export const shortDay = (instant: string, zone: string, language: string): string =>
  formatter("shortDay", zone, language).format(new Date(instant));

/** Formats a month: `May 2026`. */
export const humanMonth = (instant: string, zone: string, language: string): string =>
  formatter("month", zone, language).format(new Date(instant));

/** Returns the year of an instant in a zone. */
export const yearOf = (instant: string, zone: string): number =>
  Number(formatter("year", zone, "en").format(new Date(instant)));

/** Returns RFC 3339 to the second with the zone's offset at that instant, so that software gets the reader's day. */
export function withOffset(instant: string, zone: string): string {
  const offset = /[+-]\d\d:\d\d/.exec(formatter("offset", zone, "en").format(new Date(instant)))?.[0] ?? "+00:00";
  const local = new Date(Date.parse(instant) + minutesOf(offset) * MINUTE);
  return `${local.toISOString().slice(0, 19)}${offset}`;
}

const minutesOf = (offset: string): number =>
  Number(`${offset[0]}1`) * (60 * Number(offset.slice(1, 3)) + Number(offset.slice(4)));

/**
 * Returns the zone that defines the day of a date-time: its own offset, `2019-01-05T07:26:00+09:00` → `+09:00`, or the
 * publication's zone if it has none. In RFC 3339, `Z` and `-00:00` name only an instant.
 */
export function dayZone(dateTime: string, publication: string): string {
  const offset = /[+-]\d\d:\d\d$/.exec(dateTime)?.[0];
  return offset === undefined || offset === "-00:00" ? publication : offset;
}
