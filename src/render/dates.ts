import { LruCache } from "../model/lru-cache.ts";
import { primaryLanguage } from "../model/message-language.ts";
import { CACHE } from "../model/policy.ts";
import { MINUTE } from "../model/time.ts";

// Languages are those of the words around a date (`messages/`), with their region.

/** `name` and `shortName` are a time with the two kinds of zone names that people know. */
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

/** Making a formatter costs as much as rendering a whole item, so each is made once; there are few zones and languages. */
const formatters = new LruCache<Intl.DateTimeFormat>(CACHE.formatters);

function formatter(style: Style, timeZone: string, language: string): Intl.DateTimeFormat {
  const key = `${style} ${timeZone} ${language}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { ...STYLES[style], timeZone });
  formatters.set(key, made);
  return made;
}

/** The names that don't change with the season: ET, CT, MT, PT, AT, AKT. Other generic names are words, or name the winter's time. */
const GENERIC = /^(?:[A-Z]|AK)T$/;

/** An instant as people write it, in an IANA zone: `Nov 2, 2026, 9:00 a.m. ET`. */
export function humanTime(instant: string, zone: string, language: string): string {
  const generic = partsOf("name", instant, zone, language);
  const isKnown = generic.some(({ type, value }) => type === "timeZoneName" && GENERIC.test(value));
  return (isKnown ? generic : partsOf("shortName", instant, zone, language))
    .map((part) => asWritten(part, language))
    .join("");
}

const partsOf = (style: Style, instant: string, zone: string, language: string): Intl.DateTimeFormatPart[] =>
  formatter(style, zone, language).formatToParts(new Date(instant));

/** Halves of the day as newspapers write them, where ICU has none but AM and PM. */
const HALVES: Readonly<Record<string, readonly [am: string, pm: string]>> = {
  en: ["a.m.", "p.m."],
  ko: ["오전", "오후"],
};

/** US style has periods in its a.m. and p.m.; ICU versions differ in the space before them. */
function asWritten({ type, value }: Intl.DateTimeFormatPart, language: string): string {
  const text = value.replace(/[\u202F\u00A0]/g, " ");
  const [am, pm] = HALVES[primaryLanguage(language)] ?? [];
  if (type !== "dayPeriod" || am === undefined || pm === undefined) return text;
  return text.replace(/^AM$/, am).replace(/^PM$/, pm);
}

/** The day alone: `July 1, 2026`. */
export const humanDay = (instant: string, zone: string, language: string): string =>
  formatter("day", zone, language).format(new Date(instant));

/** The day in short, for lists: `Jul 1, 2026`. */
export const shortDay = (instant: string, zone: string, language: string): string =>
  formatter("shortDay", zone, language).format(new Date(instant));

/** A month: `May 2026`. */
export const humanMonth = (instant: string, zone: string, language: string): string =>
  formatter("month", zone, language).format(new Date(instant));

/** The year of an instant in a zone. */
export const yearOf = (instant: string, zone: string): number =>
  Number(formatter("year", zone, "en").format(new Date(instant)));

/** RFC 3339 with the offset of a zone at that instant, to the second: for software that shares the reader's day. */
export function withOffset(instant: string, zone: string): string {
  const offset = /[+-]\d\d:\d\d/.exec(formatter("offset", zone, "en").format(new Date(instant)))?.[0] ?? "+00:00";
  const local = new Date(Date.parse(instant) + minutesOf(offset) * MINUTE);
  return `${local.toISOString().slice(0, 19)}${offset}`;
}

const minutesOf = (offset: string): number =>
  Number(`${offset[0]}1`) * (60 * Number(offset.slice(1, 3)) + Number(offset.slice(4)));

/**
 * The zone whose day a written date-time means: its own offset, `2019-01-05T07:26:00+09:00` → `+09:00`, and where it names
 * none but an instant, the publication's. RFC 3339 has `Z` and `-00:00` for that.
 */
export function dayZone(dateTime: string, publication: string): string {
  const offset = /[+-]\d\d:\d\d$/.exec(dateTime)?.[0];
  return offset === undefined || offset === "-00:00" ? publication : offset;
}
