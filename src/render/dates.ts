/** RFC 3339 in UTC as people read it, in the zone of `offset` (`-05:00`, `Z`) or in an IANA zone. */
export function humanTime(instant: string, zone: string, language: string): string {
  return new Intl.DateTimeFormat(english(language), {
    timeZone: zone,
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "longOffset",
  })
    .format(new Date(instant))
    .replace("GMT", "UTC");
}

/** The day alone. */
export const humanDay = (instant: string, zone: string, language: string): string =>
  new Intl.DateTimeFormat(english(language), { timeZone: zone, dateStyle: "long" }).format(new Date(instant));

/** The pages speak English, so their dates do too, in the publication's own kind of it. */
const english = (language: string): string => (/^en\b/i.test(language) ? language : "en");

/** The zone that a written date-time names: `2019-01-05T07:26:00+09:00` → `+09:00`. */
export const zoneOf = (dateTime: string): string => /[+-]\d\d:\d\d$/.exec(dateTime)?.[0] ?? "UTC";
