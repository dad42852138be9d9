// Policy numbers in words, for sentences.

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** A whole number as a sentence says it: `three`, `10`. */
export const inWords = (number: number): string => WORDS[number] ?? String(number);

/** A limit in bytes as it was meant, in thousands or in steps of 1,024: `2 MB`, `64 KB`. */
export function sizeInWords(bytes: number): string {
  const step = bytes % 1024 === 0 ? 1024 : 1000;
  return bytes >= step ** 2 ? `${bytes / step ** 2} MB` : `${bytes / step} KB`;
}

/** The size of a file for people: `1.8 MB`, `340 KB`. */
export const fileSize = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
