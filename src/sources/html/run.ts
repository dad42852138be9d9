import type { Element, ElementContent, Properties } from "hast";
import { isBlank, isVisible, wouldGlue } from "./text.ts";

/** One layer of formatting around words. It is written again wherever a block begins inside it. */
export type Format = { tag: string; properties: Properties };
type Formats = readonly Format[];

/** The words being written into one block: text and formatting, no blocks. */
export class Run {
  readonly nodes: ElementContent[] = [];
  readonly #used: Set<Properties>;
  #open: { format: Format; element: Element }[] = [];
  #breaks: { formats: Formats; node: ElementContent }[] = [];
  #last = "";
  #isLoose = false;
  isVisible = false;

  /** `used` holds the properties whose id was already written: an id is written once. */
  constructor(used: Set<Properties>) {
    this.#used = used;
  }

  /** How many line breaks are waiting for words to follow. */
  get breaks(): number {
    return this.#breaks.filter(({ node }) => node.type === "element").length;
  }

  /** Adds text. White space after a line break waits with the break. */
  text(value: string, formats: Formats): void {
    if (this.#breaks.length > 0 && isBlank(value)) {
      this.#breaks.push({ formats, node: { type: "text", value } });
      return;
    }
    this.#writeBreaks();
    const between = this.#isLoose && wouldGlue(this.#last, value) ? " " : "";
    this.#isLoose = false;
    this.#last = value;
    if (!this.isVisible) this.isVisible = isVisible(value);
    // White space needs no formatting of its own.
    if (isBlank(value)) this.#into(this.#shared(formats)).push({ type: "text", value });
    else this.#into(formats).push({ type: "text", value: between + value });
  }

  /** Adds a line break, which is written only when words follow; one at the beginning is dropped. */
  break(formats: Formats): void {
    const node: Element = { type: "element", tagName: "br", properties: {}, children: [] };
    if (this.isVisible) this.#breaks.push({ formats, node });
  }

  /** Puts an id at the current position. */
  mark(id: string): void {
    this.#writeBreaks();
    this.#into([]).push({ type: "element", tagName: "span", properties: { id }, children: [] });
  }

  /** Ends a line in text where line breaks are significant. */
  endLine(): void {
    if (!this.#last.endsWith("\n")) this.text("\n", []);
  }

  /** Ensures that the words before and after don't run together. */
  loosen(): void {
    this.#isLoose = true;
  }

  #writeBreaks(): void {
    for (const { formats, node } of this.#breaks) this.#into(formats).push(node);
    if (this.#breaks.length > 0) this.#last = "";
    this.#breaks = [];
  }

  /** Returns the children of the innermost format, opening formats that aren't open yet. */
  #into(formats: Formats): ElementContent[] {
    let same = 0;
    while (same < this.#open.length && this.#open[same]?.format === formats[same]) same += 1;
    this.#open.length = same;
    for (const format of formats.slice(same)) this.#enter(format);
    return this.#open.at(-1)?.element.children ?? this.nodes;
  }

  /** Returns the leading formats that are already open. */
  #shared(formats: Formats): Formats {
    const other = this.#open.findIndex(({ format }, at) => format !== formats[at]);
    return formats.slice(0, other === -1 ? this.#open.length : other);
  }

  #enter(format: Format): void {
    const { id, ...rest } = format.properties;
    const isFirst = id !== undefined && !this.#used.has(format.properties);
    if (isFirst) this.#used.add(format.properties);
    const properties = isFirst ? { id, ...rest } : rest;
    const element: Element = { type: "element", tagName: format.tag, properties, children: [] };
    (this.#open.at(-1)?.element.children ?? this.nodes).push(element);
    this.#open.push({ format, element });
  }
}

/** Adds a format. If two are of the same kind, the inner one wins, so that no format is nested in its own kind. */
export const within = (formats: Formats, format: Format): Formats => [
  ...formats.filter(({ tag }) => tag !== format.tag || isNested(tag)),
  format,
];

/** Whether a format may be nested in its own kind, where it adds meaning. */
const isNested = (tag: string): boolean => tag === "span" || tag === "q" || tag === "bdo" || tag === "bdi";
