import type { Element, ElementContent, Properties } from "hast";
import { type Entry, withoutParagraphs, withParagraphs } from "./paragraphs.ts";
import type { Run } from "./run.ts";
import { TEXT } from "./tags.ts";

/** A block being written; the outermost block has an empty tag. */
export type Block = {
  tag: string;
  properties: Properties;
  entries: Entry[];
  run: Run | undefined;
  /** For the words being written: the attributes of their paragraph, and whether the source has that paragraph. */
  paragraph: Properties;
  isParagraph: boolean;
  isVisible: boolean;
  /** Whether the block was inserted because the source lacks it. */
  isImplied: boolean;
};

/** Creates an empty block. */
export const newBlock = (tag: string, properties: Properties, isImplied: boolean): Block => ({
  ...{ tag, properties, isImplied, entries: [], run: undefined },
  ...{ paragraph: {}, isParagraph: false, isVisible: false },
});

/** Whether a block is kept when empty: table parts shape the table, and dropping an `ol` item would renumber the rest. */
export const isKeptEmpty = (tag: string, parent: string): boolean =>
  ["tr", "td", "th", "tbody", "thead", "tfoot"].includes(tag) || (tag === "li" && parent === "ol");

/** Converts a finished block to an element. */
export function elementOf({ tag, properties, entries }: Block): Element {
  const children: ElementContent[] = withoutParagraphs(
    TEXT.has(tag) ? entries : withParagraphs(entries, tag === "figure"),
  );
  const [first] = children;
  // A parser drops the first line break in a `pre`, so an intended one is written twice.
  if (tag === "pre" && first?.type === "text" && first.value.startsWith("\n")) first.value = `\n${first.value}`;
  return { type: "element", tagName: tag, properties, children };
}
