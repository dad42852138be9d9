import type { DefaultTreeAdapterTypes as Tree } from "parse5";
import { elementsOf } from "../elements.ts";
import { attribute, pageElements, wordsOf } from "./html.ts";

// Reads a terms page as a person does: lists under "You may", "You must" and so on, whose entries link to clauses by id.

const HEADINGS: Record<string, string> = {
  "You may": "may",
  "You may also": "may",
  "You must": "must",
  "You may not": "mayNot",
  "Ask us before you": "ask",
  "We also ask you to": "should",
  "We ask you to": "should",
};

export type TermsPage = {
  /** The ids of the listed clauses, by kind. */
  lists: Record<string, string[]>;
  /** Every full sentence, by the id of its clause. */
  sentences: Map<string, string>;
  /** The text after "Not addressed here:", once for each place that has it. */
  open: string[];
  /** All visible text. */
  words: string;
};

const headingOf = (section: Tree.Element): string | undefined => {
  const heading = section.childNodes.find((node) => "tagName" in node && node.tagName === "h2");
  return heading && wordsOf(heading);
};

/** Returns the ids of the clauses that a section's entries link to. */
const idsIn = (section: Tree.Element): string[] =>
  elementsOf(section).flatMap((each) =>
    each.tagName === "a" && attribute(each, "href")?.startsWith("#") ? [attribute(each, "href")?.slice(1) ?? ""] : [],
  );

/** Reads the page. A list under an unknown heading is an error: it could mean anything. */
export function readTermsPage(html: string): TermsPage {
  const elements = pageElements(html);
  const main = elements.find(({ tagName }) => tagName === "main");
  const inside = main === undefined ? [] : elementsOf(main);
  const lists: Record<string, string[]> = {};
  for (const section of inside.filter(({ tagName }) => tagName === "section")) {
    const ids = idsIn(section);
    const heading = headingOf(section) ?? "";
    const kind = HEADINGS[heading];
    if (ids.length > 0 && kind === undefined) throw new Error(`clauses under “${heading}”`);
    if (kind !== undefined) lists[kind] = [...(lists[kind] ?? []), ...ids];
  }
  const sentences = inside.flatMap((each) => {
    const id = attribute(each, "id");
    return each.tagName === "li" && id !== undefined ? [[id, wordsOf(each)] as const] : [];
  });
  const words = main === undefined ? "" : wordsOf(main);
  const open = [...words.matchAll(/Not addressed here: ([^.]*)\./g)].map(([, list = ""]) => list);
  return { lists, sentences: new Map(sentences), open, words };
}
