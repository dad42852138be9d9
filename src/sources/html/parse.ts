import { type DefaultTreeAdapterMap, defaultTreeAdapter, Parser } from "parse5";
import { WORK } from "../../model/policy.ts";
import type { Element, Parent } from "./tree.ts";

/** A parsed text: its tree and, for each element, the approximate source offset at which it was opened. */
export type Parsed = { root: Parent; marks: Map<Element, number> };

/** Thrown for HTML nested deeper than any newsroom would write. */
export class TooDeep extends Error {}

/** Thrown for HTML that ends inside a tag, a comment or code: a browser silently shows nothing of the `rest`. */
export class CutOff extends Error {
  readonly rest: string;
  /** Whether the text ends in code, which in Markdown may continue after a blank line. */
  readonly isInCode: boolean;
  constructor(rest: string, isInCode: boolean) {
    super("cut off");
    this.rest = rest;
    this.isInCode = isInCode;
  }
}

/**
 * Parses HTML, a fragment or a whole document, as a browser without scripts does. Throws `TooDeep` if elements are nested
 * too deeply, or if so much formatting is left open that reopening it in every block (HTML, "reconstruct the active
 * formatting elements") would turn kilobytes into megabytes. Throws `CutOff` if a quote or an end tag is missing.
 */
export function parse(html: string): Parsed {
  const marks: Parsed["marks"] = new Map();
  const most = 2 * count(html, "<") + WORK.reopenedTags;
  let parser: Parser<DefaultTreeAdapterMap> | undefined;
  const createElement: typeof defaultTreeAdapter.createElement = (...of) => {
    const element = defaultTreeAdapter.createElement(...of);
    marks.set(element, parser?.tokenizer.preprocessor.offset ?? 0);
    if (marks.size > most || (parser?.openElements.stackTop ?? 0) > WORK.nestedElements) throw new TooDeep();
    return element;
  };
  const options = { treeAdapter: { ...defaultTreeAdapter, createElement }, scriptingEnabled: false };
  const isDocument = /^\s*(?:<!doctype|<html|<head|<body)[\s>]/i.test(html);
  parser = isDocument ? new Parser(options) : Parser.getFragmentParser(null, options);
  parser.tokenizer.write(html, true);
  const { state } = parser.tokenizer;
  if (isOpen(state)) throw new CutOff(restIn(html, marks), isInCode(state));
  return { root: isDocument ? parser.document : parser.getFragment(), marks };
}

/**
 * The tokenizer states (HTML, "tokenization"), by parse5's numbers, in which the end of the text loses some of it: code, and
 * everything from a tag's name to a comment's end, except 41, where the text is just `<!`.
 */
const isOpen = (state: number): boolean =>
  isInCode(state) || state === 7 || (state >= 31 && state <= 51 && state !== 41);
const isInCode = (state: number): boolean => (state >= 1 && state <= 3) || (state >= 8 && state <= 30);

/** Returns the text from the unclosed part on: a comment, or else the tag after the last complete one. */
function restIn(html: string, marks: Parsed["marks"]): string {
  const comment = html.lastIndexOf("<!--");
  if (comment !== -1 && !html.includes("-->", comment)) return html.slice(comment);
  const last = Math.max(0, ...[...marks.values()].slice(-1));
  const tag = html.slice(last).search(/<[a-z?!]/i);
  return html.slice(tag === -1 ? last : last + tag);
}

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) found += 1;
  return found;
}
