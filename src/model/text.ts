import { z } from "zod";
import { type Flaw, hasVisible, invisibleFlaw, markupFlaw } from "./plain-text.ts";
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

/** Whitespace folded. A byte order mark within a word isn't whitespace, although JavaScript treats it as such. */
const oneLine = (text: string) => text.replace(/[^\S\uFEFF]+/gu, " ").trim();

/** Control characters of an old code page, and the mark that stands for letters lost in a conversion. */
const LOST = /[\u007F-\u009F\uFFFD]/;

/** Reports a flaw as a schema's mistake: `params.problem` says what is wrong, the message what is allowed. */
const refuse =
  (flawOf: (text: string) => Flaw | undefined) =>
  (text: string, { addIssue }: { addIssue: (issue: z.core.$ZodRawIssue<z.core.$ZodIssueCustom>) => void }) => {
    // Control characters are reported as such, and whatever else they break isn't reported.
    const flaw = NOT_XML.test(text) ? undefined : flawOf(text);
    if (flaw !== undefined)
      addIssue({ code: "custom", input: text, message: flaw.allowed, params: { problem: flaw.problem } });
  };

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

/** One line of text: white space is folded; control characters, lone surrogates and text that nobody can see are refused. */
export const line = (max: number) => {
  const allowed = `text of 1 to ${max} characters`;
  return z
    .string()
    .overwrite(oneLine)
    .min(1, { error: allowed })
    .max(max, { error: allowed })
    .refine((text) => !NOT_XML.test(text), { error: "text without control characters; retype it" })
    .superRefine(
      refuse((text) => {
        if (text === "") return undefined;
        if (LOST.test(text))
          return {
            problem: "has a character that was garbled in conversion",
            allowed: "the text, retyped and saved as UTF-8",
          };
        return hasVisible(text) ? undefined : { problem: "has no visible characters", allowed };
      }),
    );
};

/** One line of plain text that readers see: no HTML tags or entities. */
export const plainLine = (max: number) => line(max).superRefine(refuse(markupFlaw));

/** A name or a headline: plain, and without invisible characters, by which two that look the same would differ. */
export const title = (max: number) => plainLine(max).superRefine(refuse(invisibleFlaw));

/** Bytes of a text as it is sent and stored, in UTF-8. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** The allowed characters of an id, in words. */
export const SLUG_RULE = "lowercase letters and digits, joined by hyphens or dots";

/** The same as a pattern. */
export const ID = "[a-z0-9]+(?:[-.][a-z0-9]+)*";

/** A word for an address: lower-case letters and digits, joined by single hyphens or, as in `cc-by-nd-4.0`, dots. */
export const slug = z
  .string()
  .max(...atMost(LENGTH.slug, "characters"))
  .regex(new RegExp(`^${ID}$`), { error: SLUG_RULE });

const EARLIEST = Date.UTC(ARTICLE.firstYear, 0, 1);
const LATEST = Date.UTC(ARTICLE.lastYear + 1, 0, 1);

/** An RFC 3339 date-time with its offset, kept as written, because its day is the one that the newsroom meant. */
export const dateTime = z.iso
  .datetime({ offset: true, error: "a date and time with its time zone, such as 2019-01-05T07:26:00+09:00" })
  .refine((text) => !(Date.parse(text) < EARLIEST || Date.parse(text) >= LATEST), {
    error: `a year from ${ARTICLE.firstYear} to ${ARTICLE.lastYear}`,
  });

/** An absolute web address, http or https, without user information, spelled as RFC 3986 has it. */
export const webAddress = z
  .string()
  .overwrite(asUri)
  .max(...atMost(LENGTH.webAddress, "characters"))
  .refine(isWebAddress, { error: "a full web address that starts with http:// or https://" });

/** Pasted URLs may contain letters that browsers accept and RFC 3986 doesn't. */
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
export const email = z.email({ error: "an email address" }).max(...atMost(LENGTH.email, "characters"));

/** A language tag, BCP 47, as `en-US`. */
export const language = z.string().refine(isLanguage, { error: "a language code, such as en-US" });

function isLanguage(text: string): boolean {
  try {
    // A name such as English is well formed, but no language has a code of more than three letters.
    return Intl.getCanonicalLocales(text).length === 1 && text.length <= 35 && /^[a-z]{2,3}(-|$)/i.test(text);
  } catch {
    return false;
  }
}

/** An object of just these fields; the error of an unknown one lists the known ones. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = ONE_OF + Object.keys(shape).join(", ");
  return z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? known : undefined) });
}

const ONE_OF = "one of ";

/** The known fields in the error of an unknown one. */
export const namesIn = (error: string): string[] =>
  error.startsWith(ONE_OF) ? error.slice(ONE_OF.length).split(", ") : [];

/** Percent-encoding undone; text with broken encoding stays as it is. */
export function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The text in some bytes; undefined if they aren't UTF-8 (RFC 8259 §8.1). A byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}
