// Numbers of the policy as sentences say them.

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** A whole number as a sentence says it: `three`, `10`. */
export const inWords = (number: number): string => WORDS[number] ?? String(number);

/** A limit in bytes as `2 MB`, whether it counts by 1,000 or by 1,024. */
export const megabytes = (bytes: number): string =>
  `${bytes % 1_048_576 === 0 ? bytes / 1_048_576 : bytes / 1_000_000} MB`;

/** The size of a file for people: `1.8 MB`, `340 KB`. */
export const fileSize = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Bytes as `64 KB`. */
export const kilobytes = (bytes: number): string => `${bytes / 1024} KB`;
