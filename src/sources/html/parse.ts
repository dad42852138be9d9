import { type DefaultTreeAdapterMap, defaultTreeAdapter, Parser } from "parse5";
import { WORK } from "../../model/policy.ts";
import type { Element, Parent } from "./tree.ts";

/** A parsed text: its tree, and about where each element was opened, as an offset into the source. */
export type Parsed = { root: Parent; marks: Map<Element, number> };

/** What is thrown at HTML that no newsroom writes. */
export class TooDeep extends Error {}

/**
 * Parses HTML, a fragment or a whole document, as a browser without scripts does. Throws `TooDeep` where elements are
 * nested too deeply, or where so much formatting is left open that opening it again in every block (HTML, "reconstruct
 * the active formatting elements") would make megabytes of kilobytes.
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
  return { root: isDocument ? parser.document : parser.getFragment(), marks };
}

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) found += 1;
  return found;
}
