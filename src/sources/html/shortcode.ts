import { DRUPAL_MEDIA, isAlwaysCode, isEmbed } from "./shortcode-names.ts";

/**
 * A piece of another system's code in a text: WordPress's `[gallery ids="1,2"]`, Hugo's `{{< figure >}}`, Liquid's `{% raw %}`.
 */
export type Shortcode = { raw: string; name: string; closes: boolean; rest: string };

/** Stand-ins for Hugo's angle brackets that an HTML parser leaves alone. They are noncharacters, so no text contains them. */
const [OPENS, CLOSES] = ["\uFDD0", "\uFDD1"];

/** Keeps a parser from taking Hugo's `{{<figure>}}` for an element; doesn't change the length of the text. */
export const guarded = (html: string): string =>
  html.includes("{{<") ? html.replace(/\{\{<([^{}]{0,2000}?)>\}\}/g, `{{${OPENS}$1${CLOSES}}}`) : html;

/** Restores the text as it was written. */
export const unguarded = (text: string): string => text.replaceAll(OPENS, "<").replaceAll(CLOSES, ">");

const QUICK = /\[\/?[a-z]|\[\[\{|\{[{%]/;
const PATTERN = new RegExp(
  [
    String.raw`(?<!\[)\[(?<closes>/?)(?<name>[a-z][\w-]*)(?<rest>[^[\]]{0,2000}?)(?:(?<=[\s"'])/)?\](?!\])`,
    String.raw`\{\{[%<${OPENS}](?<hugo>[^{}]{0,2000}?)[%>${CLOSES}]\}\}`,
    String.raw`\{%(?<liquid>[^{}]{0,2000}?)%\}`,
    // Output expressions of Handlebars, Jinja and Liquid templates.
    String.raw`\{\{(?<output>[^{}]{1,200})\}\}`,
    // Drupal 7's pictures and videos: their data as JSON.
    String.raw`\[\[(?<media>\{[^\]]{0,2000}(?:\][^\]]+){0,20}\})\]\]`,
  ].join("|"),
  "g",
);

/** Whether the text may contain shortcodes. */
export const mayHaveShortcodes = (text: string): boolean => QUICK.test(text);

/** Splits a text into what people wrote and code. `paired` holds the names that have a closing shortcode somewhere. */
export function piecesOf(text: string, paired: ReadonlySet<string>): (string | Shortcode)[] {
  if (!mayHaveShortcodes(text)) return [text];
  const pieces: (string | Shortcode)[] = [];
  let at = 0;
  for (const match of text.matchAll(PATTERN)) {
    const code = codeOf(match[0], match.groups ?? {}, paired);
    if (code === undefined) continue;
    pieces.push(text.slice(at, match.index), code);
    at = match.index + match[0].length;
  }
  return [...pieces, text.slice(at)].filter((piece) => piece !== "");
}

function codeOf(
  raw: string,
  { closes, name = "", rest = "", hugo, liquid, output, media }: Record<string, string | undefined>,
  paired: ReadonlySet<string>,
): Shortcode | undefined {
  if (media !== undefined) return { raw, name: DRUPAL_MEDIA, closes: false, rest: "" };
  const inner = hugo ?? liquid ?? output;
  if (inner === undefined)
    return isCode(closes === "/", name, rest, paired) ? { raw, name, closes: closes === "/", rest } : undefined;
  const [, slash, word = "", others = ""] = /^[-\s]*(\/?)\s*([\w./-]*)(.*)$/s.exec(inner) ?? [];
  return { raw, name: word, closes: slash === "/", rest: others.replace(/-$/, "") };
}

/** Tells code from what people put in brackets, such as [sic] or [the mayor]. */
function isCode(closes: boolean, name: string, rest: string, paired: ReadonlySet<string>): boolean {
  if (closes) return rest.trim() === "";
  if (/^=\S/.test(rest) || /^(?:\s+[\w-]+)*\s+[\w-]+=[^\s=]/.test(rest)) return true;
  if (isEmbed(name) && /^\s+(?:https?:\/\/\S+|\d{4,})/i.test(rest)) return true;
  if (isAlwaysCode(name) && rest.trim() === "") return true;
  return rest.trim() === "" && (paired.has(name) || name.includes("_"));
}

/** Returns the names that have a closing shortcode in the text. */
export const closedIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/\[\/([a-z][\w-]*)\s*\]/g)].map(([, name = ""]) => name));

const QUOTE = "[\"'“”„″′«»‘’]";
const ATTRIBUTE = new RegExp(`([\\w-]+)=(?:${QUOTE}(.*?)${QUOTE}|([^\\s\\]]+))`, "gs");

/** Returns the values after a shortcode's name: the named ones, and the first one without a name. */
export function valuesOf({ rest }: Shortcode): { named: ReadonlyMap<string, string>; first: string } {
  const named = new Map(
    [...rest.matchAll(ATTRIBUTE)].map(([, name = "", quoted, bare]) => [name, quoted ?? bare ?? ""]),
  );
  const left = rest.replace(ATTRIBUTE, " ").replace(/^=/, "").trim();
  return { named, first: left.replace(new RegExp(`^${QUOTE}|${QUOTE}$`, "g"), "").split(/\s/)[0] ?? "" };
}
