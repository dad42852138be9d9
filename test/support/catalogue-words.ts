import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { CATALOGUES } from "../../src/render/messages/words.ts";

type Language = keyof typeof CATALOGUES;

/** Words from the message catalogs on a page: the languages they exist in, the language the page claims, and the element. */
export type Said = { words: string; languages: readonly Language[]; claimed: string; where: string };

/** The text between the placeholders of all messages, with its languages. */
const PIECES = pieces();

function pieces(): ReadonlyMap<string, readonly Language[]> {
  const found = new Map<string, Language[]>();
  for (const [language, catalogue] of entriesOf(CATALOGUES))
    for (const message of Object.values(catalogue))
      for (const form of typeof message === "string" ? [message] : Object.values(message))
        for (const piece of form.split(/\{\w+\}/).map(tidy)) {
          const known = found.get(piece) ?? [];
          if (/\p{Script=Latin}{3}|\p{Script=Hangul}{2}/u.test(piece) && !known.includes(language))
            found.set(piece, [...known, language]);
        }
  return found;
}

function entriesOf(catalogues: typeof CATALOGUES): [Language, (typeof CATALOGUES)[Language]][] {
  return (["en", "es", "de", "ko"] as const).map((language) => [language, catalogues[language]]);
}

/** Strips surrounding punctuation and spaces: text next to a value starts with a comma or ends with a colon. */
function tidy(text: string): string {
  return text.replace(/^[\s:;,.·()“”„‘’]+|[\s:;,.·()“”„‘’]+$/gu, "").replace(/\s+/g, " ");
}

const SPOKEN = ["aria-label", "title", "alt", "placeholder", "content"];

/** Returns every piece of the catalogs on a page, with the language that the nearest element claims for it. */
export function wordsOnPage(html: string): Said[] {
  const said: Said[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node, claimed: string, where: string): void => {
    if ("value" in node) said.push(...matches(node.value, claimed, where));
    if (!("childNodes" in node)) return;
    const attrs = "attrs" in node ? node.attrs : [];
    const own = attrs.find(({ name }) => name === "lang")?.value ?? claimed;
    const here = "tagName" in node ? `${where} ${node.tagName}` : where;
    if (/ (?:script|style|code|textarea)$/.test(here)) return;
    for (const { name, value } of attrs)
      if (SPOKEN.includes(name)) said.push(...matches(value, own, `${here}@${name}`));
    for (const child of node.childNodes) visit(child, own, here);
  };
  visit(parse(html), "", "");
  return said;
}

/** Finds the messages in a text, between its links and values. */
function matches(text: string, claimed: string, where: string): Said[] {
  const whole = tidy(text);
  const languages = PIECES.get(whole);
  const one = languages === undefined ? [] : [{ words: whole, languages, claimed, where }];
  // The text contains values too, so a piece of several words is also found inside it.
  const inside = [...PIECES].filter(([piece]) => piece !== whole && piece.includes(" ") && whole.includes(piece));
  return [...one, ...inside.map(([words, within]) => ({ words, languages: within, claimed, where }))];
}

/** Returns the catalog words whose language a page declares wrongly. */
export const falseClaims = (html: string): string[] =>
  wordsOnPage(html)
    .filter(
      ({ languages, claimed }) => !languages.some((language) => language === claimed.split("-")[0]?.toLowerCase()),
    )
    .map(({ words, claimed, where }) => `“${words}” stands as ${claimed} in${where}`);
