import { z } from "zod";
import { ARTICLE, LENGTH } from "./policy.ts";

/**
 * What XML 1.0 §2.2 (Char) leaves out: most control characters, lone surrogates and U+FFFE/U+FFFF.
 * Feeds are XML, so such a character may not enter.
 */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const NOT_XML_ALL = new RegExp(NOT_XML.source, "gu");

/** Whatever may be forbidden, as code units: one quick look that nearly every text passes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const SUSPECT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** The text without the characters that XML 1.0 forbids. */
export const withoutForbidden = (text: string): string => (SUSPECT.test(text) ? text.replace(NOT_XML_ALL, "") : text);

const oneLine = (text: string) => text.replace(/\s+/gu, " ").trim();

/** What a schema's `max` takes, with a message that says so: `at most … images`. */
export const atMost = (most: number, what: string) => [most, { error: `at most ${most} ${what}` }] as const;

/** A list of at least one and at most so many: `1 to … domains`. */
export function listOf<Item extends z.ZodType>(item: Item, most: number, what: string) {
  const error = `1 to ${most} ${what}`;
  return z.array(item).min(1, { error }).max(most, { error });
}

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** One line of plain text: white space is folded, control characters and lone surrogates are refused. */
export const line = (max: number) =>
  z
    .string()
    .overwrite(oneLine)
    .min(1, { error: `text of 1 to ${max} characters` })
    .max(max, { error: `text of 1 to ${max} characters` })
    .refine((text) => !NOT_XML.test(text), { error: "text without control characters or lone surrogates" });

/** A word for an address: lower-case letters and digits, joined by single hyphens or, as in `cc-by-nd-4.0`, dots. */
export const slug = z
  .string()
  .max(...atMost(LENGTH.slug, "characters"))
  .regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/, { error: "lower-case letters and digits, joined by hyphens or dots" });

const EARLIEST = Date.UTC(ARTICLE.firstYear, 0, 1);
const LATEST = Date.UTC(ARTICLE.lastYear + 1, 0, 1);

/** An RFC 3339 date-time with its offset, kept as written, because its day is the one that the newsroom meant. */
export const dateTime = z.iso
  .datetime({ offset: true, error: "a date and time with its zone, as 2019-01-05T07:26:00+09:00" })
  .refine((text) => !(Date.parse(text) < EARLIEST || Date.parse(text) >= LATEST), {
    error: `a year from ${ARTICLE.firstYear} to ${ARTICLE.lastYear}`,
  });

/** An absolute web address, http or https, without user information, spelt as RFC 3986 has it. */
export const webAddress = z
  .string()
  .overwrite(asUri)
  .max(...atMost(LENGTH.webAddress, "characters"))
  .refine(isWebAddress, { error: "an absolute http or https address" });

/** What people paste may hold letters that a browser forgives and RFC 3986 doesn't know. */
function asUri(text: string): string {
  if (!URL.canParse(text)) return text;
  const { href } = new URL(text);
  return href.replace(/["<>\\^`{|}]/g, encodeURIComponent);
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text) || NOT_XML.test(text) || /\s/u.test(text)) return false;
  const url = new URL(text);
  return (url.protocol === "https:" || url.protocol === "http:") && url.username === "" && url.password === "";
}

/** An e-mail address. */
export const email = z.email({ error: "an e-mail address" }).max(...atMost(LENGTH.email, "characters"));

/** A language tag, BCP 47, as `en-US`. */
export const language = z.string().refine(isLanguage, { error: "a BCP 47 language tag, as en-US" });

function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1 && text.length <= 35;
  } catch {
    return false;
  }
}

/** An object of just these fields; the error of an unknown one lists the known ones. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? `one of ${known}` : undefined),
  });
}

/** Percent-encoding undone; text with broken encoding stays as it is. */
export function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
