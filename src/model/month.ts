import { LruCache } from "./lru-cache.ts";
import { CACHE } from "./policy.ts";
import { instant, MINUTE, SECOND } from "./time.ts";

/** A month by its name, `2026-05`, with its first instant and that of the next: UTC to the second. */
export type Month = { name: string; from: string; to: string };

const NAME = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** How far zones are from UTC. Making a formatter takes much longer than using it, so each is made once. */
const offsets = new LruCache<Intl.DateTimeFormat>(CACHE.formatters);

function offsetOf(at: number, timeZone: string): number {
  const formatter = offsets.get(timeZone) ?? new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  offsets.set(timeZone, formatter);
  const [, sign = "+", hours = "0", minutes = "0", seconds = "0"] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(formatter.format(at)) ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds) * SECOND;
  return sign === "-" ? -size : size;
}

/** The first instant of a month in a zone; `month` counts from 0, and may extend into other years. */
function startOf(year: number, month: number, timeZone: string): string {
  const local = Date.UTC(year, month, 1);
  const guess = local - offsetOf(local, timeZone);
  return instant(local - offsetOf(guess, timeZone));
}

/** A month in a zone; undefined if the name isn't a month. */
export function monthNamed(name: string, timeZone: string): Month | undefined {
  const [, year, month] = NAME.exec(name) ?? [];
  if (year === undefined || month === undefined) return undefined;
  const [from, to] = [Number(month) - 1, Number(month)].map((each) => startOf(Number(year), each, timeZone));
  return from === undefined || to === undefined ? undefined : { name, from, to };
}

/** The name of the month in which an instant falls, in a zone. */
export const monthOf = (at: string, timeZone: string): string =>
  new Date(Date.parse(at) + offsetOf(Date.parse(at), timeZone)).toISOString().slice(0, 7);

/** All months from that of one instant to that of a later one, the latest first. */
export function monthsBetween(first: string, last: string, timeZone: string): Month[] {
  const [from, to] = [first, last].map((at) => ordinal(monthOf(at, timeZone)));
  if (from === undefined || to === undefined) return [];
  const names = Array.from({ length: to - from + 1 }, (_, back) => nameOf(to - back));
  return names.flatMap((name) => monthNamed(name, timeZone) ?? []);
}

/** Months since the year 0. */
const ordinal = (name: string): number => Number(name.slice(0, 4)) * 12 + Number(name.slice(5)) - 1;

const nameOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
