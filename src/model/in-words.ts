// Numbers of the policy as sentences say them.

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** A whole number as a sentence says it: `three`, `ten`, `11`. */
export const inWords = (number: number): string => WORDS[number] ?? String(number);

const SPANS: Record<number, string> = { 7: "a week", 30: "a month", 365: "a year" };

/** Some days: `a month`, `10 days`. */
export const daysInWords = (days: number): string => SPANS[days] ?? `${days} days`;

/** Bytes as `2 MB`. */
export const megabytes = (bytes: number): string => `${bytes / 1_000_000} MB`;

/** The size of a file for people: `1.8 MB`, `340 kB`. */
export const fileSize = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Bytes as `64 KB`. */
export const kilobytes = (bytes: number): string => `${bytes / 1024} KB`;
