import { ARTICLE } from "../../../model/policy.ts";
import { instant } from "../../../model/time.ts";

const RFC_3339 = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?$/i;
const RFC_822 = /^(?:[a-z]{3,9}\.?,?\s+)?\d{1,2}\s+[a-z]{3,9}\.?\s+\d{2,4}\s+\d{1,2}:\d\d(?::\d\d)?(?:\s+\S+)?$/i;

/** Time zones that feeds use but RFC 822 parsers don't know. */
const ZONES: Readonly<Record<string, string>> = {
  ...{ WET: "+0000", WEST: "+0100", BST: "+0100", CET: "+0100", CEST: "+0200", EET: "+0200", EEST: "+0300" },
  ...{ MSK: "+0300", JST: "+0900", KST: "+0900", AEST: "+1000", AEDT: "+1100", NZST: "+1200", NZDT: "+1300" },
  ...{ AKST: "-0900", AKDT: "-0800", HST: "-1000", UTC: "+0000" },
};

/** Parses a time as feeds write it, to UTC with whole seconds; without a zone it is UTC. Undefined if it isn't a time. */
export function readTime(text: string | undefined): string | undefined {
  const written = (text ?? "").trim();
  if (!RFC_3339.test(written) && !RFC_822.test(written)) return undefined;
  const zone = /[a-z]+$/i.exec(written)?.[0].toUpperCase() ?? "";
  const known = ZONES[zone];
  const zoned = known === undefined ? withZone(written) : written.slice(0, -zone.length) + known;
  const time = Date.parse(zoned);
  // Software without a date writes the beginning of the epoch.
  if (Number.isNaN(time) || time === 0) return undefined;
  const year = new Date(time).getUTCFullYear();
  return year < ARTICLE.firstYear || year > ARTICLE.lastYear ? undefined : instant(time);
}

/** Adds UTC if no zone is given; otherwise the parser would use its own local zone. */
const withZone = (written: string): string =>
  /:\d\d(?:\.\d+)?$/.test(written) && !/[+-]\d\d:\d\d$/.test(written)
    ? `${written}${/^\d{4}-/.test(written) ? "Z" : " +0000"}`
    : written;
