import { decodeEntities } from "../html-entities.ts";

/** The content systems whose HTML the wire knows in detail. */
export const CMS_NAMES = ["wordpress", "ghost", "drupal"] as const;
export type Cms = (typeof CMS_NAMES)[number];

/** An article's plain-text fields, and the objects that contain such fields. */
const PLAIN = new Set([
  ...["headline", "summary", "reason", "holder", "partners"],
  ...["corrections", "note", "images", "alt", "caption", "credit", "owner"],
]);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * An article from outside with the HTML entities in its plain fields decoded, if it says which CMS it is from: those write
 * `Mayor&#8217;s plan` in a headline and mean an apostrophe. Anything else stays as it is.
 */
export const decodePlainFields = (input: unknown): unknown =>
  isRecord(input) && CMS_NAMES.some((name) => name === input.cms) ? decoded(input) : input;

function decoded(value: unknown): unknown {
  if (typeof value === "string") return decodeEntities(value);
  if (Array.isArray(value)) return value.map(decoded);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, PLAIN.has(name) ? decoded(each) : each]),
  );
}
