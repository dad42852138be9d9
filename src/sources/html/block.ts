import type { Element, ElementContent, Properties } from "hast";
import { type Entry, withoutParagraphs, withParagraphs } from "./paragraphs.ts";
import type { Run } from "./run.ts";
import { TEXT } from "./tags.ts";

/** A block that is being written; the outermost has no name. */
export type Block = {
  tag: string;
  properties: Properties;
  entries: Entry[];
  run: Run | undefined;
  /** Of the words that are being written: what their paragraph has, and whether the source has one. */
  paragraph: Properties;
  isParagraph: boolean;
  isVisible: boolean;
  /** Whether the source has no such block. */
  isImplied: boolean;
};

/** A block that begins. */
export const newBlock = (tag: string, properties: Properties, isImplied: boolean): Block => ({
  ...{ tag, properties, isImplied, entries: [], run: undefined },
  ...{ paragraph: {}, isParagraph: false, isVisible: false },
});

/** The cells of a table are its shape; an item that is gone would number the others anew. */
export const isKeptEmpty = (tag: string, parent: string): boolean =>
  ["tr", "td", "th", "tbody", "thead", "tfoot"].includes(tag) || (tag === "li" && parent === "ol");

/** A block that is done, as an element. */
export function elementOf({ tag, properties, entries }: Block): Element {
  const children: ElementContent[] = withoutParagraphs(
    TEXT.has(tag) ? entries : withParagraphs(entries, tag === "figure"),
  );
  const [first] = children;
  // A parser drops the first line break in a `pre`, so one that is meant is written twice.
  if (tag === "pre" && first?.type === "text" && first.value.startsWith("\n")) first.value = `\n${first.value}`;
  return { type: "element", tagName: tag, properties, children };
}
