import type { Properties } from "hast";
import { type Block, elementOf, isKeptEmpty, newBlock } from "./block.ts";
import { type Entry, withParagraphs } from "./paragraphs.ts";
import { linkAddress } from "./plain-text.ts";
import { type Format, Run } from "./run.ts";
import { ITEMS, PARENTS, STRUCTURE, TEXT } from "./tags.ts";
import { isBlank } from "./text.ts";

type Formats = readonly Format[];

/**
 * Builds the published HTML block by block. Whatever the order of calls, a parser reads the result as it was built:
 * words in paragraphs, blocks only in elements that may contain them, and formatting inside blocks.
 */
export class Builder {
  readonly #root = newBlock("", {}, false);
  readonly #blocks: Block[] = [];
  readonly #used = new Set<Properties>();
  readonly #images = new Set<string>();
  #ids: string[] = [];
  #behind: string[] = [];
  /** How many times something visible was written. */
  visibleWrites = 0;
  readonly #linkTo: (address: string) => string | undefined;

  /** `linkTo` returns the link address for a bare URL that is alone in a paragraph. */
  constructor(linkTo: (address: string) => string | undefined) {
    this.#linkTo = linkTo;
  }

  get #top(): Block {
    return this.#blocks.at(-1) ?? this.#root;
  }

  get #holdsWords(): boolean {
    return TEXT.has(this.#top.tag);
  }

  /** Whether no block is open at the moment. */
  get isAtTop(): boolean {
    return this.#blocks.length === 0;
  }

  /** Opens a block. Returns false if it isn't allowed here; then only its boundary is published. */
  open(tag: string, properties: Properties): boolean {
    this.boundary();
    if (!this.#admits(tag)) return false;
    const id = properties.id === undefined ? this.#ids.shift() : undefined;
    this.#blocks.push(newBlock(tag, id === undefined ? properties : { ...properties, id }, false));
    return true;
  }

  #admits(tag: string): boolean {
    if (this.#holdsWords) return false;
    const parents = PARENTS[tag];
    if (parents === undefined) return this.#makeRoom();
    if (parents.includes(this.#top.tag)) return true;
    if (!this.#top.isImplied) return false;
    this.#pop();
    return this.#admits(tag);
  }

  /** Opens an item if words or blocks appear directly in a list; returns false inside table structure. */
  #makeRoom(): boolean {
    const item = ITEMS[this.#top.tag];
    if (item !== undefined) this.#blocks.push(newBlock(item, {}, true));
    return item !== undefined || !STRUCTURE.has(this.#top.tag);
  }

  /** Closes the block opened last; drops it if it has nothing visible. */
  close(): void {
    while (this.#top.isImplied) this.#pop();
    this.#pop();
  }

  #pop(): void {
    this.#flush();
    const closed = this.#blocks.pop();
    if (closed === undefined) return;
    const top = this.#top;
    if (closed.isVisible || isKeptEmpty(closed.tag, top.tag))
      top.entries.push({ kind: "node", node: elementOf(closed) });
    else if (typeof closed.properties.id === "string") this.#ids.push(closed.properties.id);
    if (closed.isVisible) top.isVisible = true;
    if (this.isAtTop) this.#placeImages();
  }

  /** Ends the current words: what follows is another block or, in a block that holds only words, another line. */
  boundary(): void {
    const { tag, run } = this.#top;
    if (!this.#holdsWords) this.#flush();
    else if (tag === "pre") run?.endLine();
    else if (run?.breaks === 0) run.break([]);
  }

  /** Begins a paragraph; returns a function that ends it. */
  paragraph(properties: Properties): () => void {
    this.boundary();
    if (this.#holdsWords || !this.#makeRoom()) return () => this.boundary();
    const top = this.#top;
    const { paragraph, isParagraph } = top;
    Object.assign(top, { paragraph: properties, isParagraph: true });
    return () => {
      this.boundary();
      if (typeof top.paragraph.id === "string") this.#ids.push(top.paragraph.id);
      Object.assign(top, { paragraph, isParagraph });
    };
  }

  /** Writes text; `carried` holds the attributes of the paragraph if one is created for the text. */
  text(value: string, formats: Formats, carried: Properties): void {
    const { run, isParagraph } = this.#top;
    const isNothing = isBlank(value);
    if (isNothing && run === undefined && !isParagraph && !this.#holdsWords) this.#space(value);
    else if (this.#makeRoom()) this.#write(value, isNothing, formats, carried);
  }

  #write(value: string, isNothing: boolean, formats: Formats, carried: Properties): void {
    // Two line breaks start a new paragraph where one is allowed.
    if (!isNothing && !this.#holdsWords && (this.#top.run?.breaks ?? 0) > 1) this.#flush();
    const run = this.#run(carried);
    if (!isNothing) for (const id of this.#ids.splice(0)) run.mark(id);
    run.text(value, formats);
    if (isNothing || !run.isVisible) return;
    this.#top.isVisible = true;
    this.visibleWrites += 1;
  }

  #run(carried: Properties): Run {
    const top = this.#top;
    if (top.run === undefined) {
      top.run = new Run(this.#used);
      if (!top.isParagraph) top.paragraph = carried;
    }
    return top.run;
  }

  /** Adds white space between blocks, but never twice in a row. */
  #space(value: string): void {
    const last = this.#top.entries.at(-1);
    if (last?.kind === "node" && last.node.type === "text") return;
    this.#top.entries.push({ kind: "node", node: { type: "text", value } });
  }

  /** Writes a line break. */
  break(formats: Formats): void {
    if (this.#top.tag === "pre") this.#run({}).text("\n", formats);
    else this.#top.run?.break(formats);
  }

  /** Ensures that the words before and after don't run together, though they are on one line. */
  loosen(): void {
    this.#top.run?.loosen();
  }

  /** Writes a thematic break. */
  rule(): void {
    this.boundary();
    if (this.#holdsWords || !this.#makeRoom()) return;
    this.#top.entries.push({ kind: "node", node: { type: "element", tagName: "hr", properties: {}, children: [] } });
    this.#top.isVisible = true;
  }

  /** Places an image at the top level: before the open block if it has no words yet, otherwise after it. */
  image(image: string): void {
    this.#images.add(image);
    const isBegun = this.isAtTop ? this.#top.run?.isVisible : this.#blocks.some((each) => each.isVisible);
    if (isBegun) this.#behind.push(image);
    else this.#root.entries.push({ kind: "image", image });
  }

  /** Whether an image has been placed. */
  hasImage(image: string): boolean {
    return this.#images.has(image);
  }

  /** Puts an id on whatever is written next. */
  id(id: string): void {
    this.#ids.push(id);
  }

  /** Adds finished blocks and words at the top level. */
  add(entries: readonly Entry[]): void {
    this.boundary();
    this.#root.entries.push(...entries);
  }

  /** Runs `write` and returns what it wrote as separate entries. */
  capture(write: () => void): Entry[] {
    this.boundary();
    const captured = newBlock("figcaption", {}, false);
    this.#blocks.push(captured);
    write();
    while (this.#top !== captured) this.#pop();
    this.#flush();
    this.#blocks.pop();
    return captured.isVisible ? captured.entries : [];
  }

  /** Returns everything that was written, in order. */
  finish(): Entry[] {
    while (!this.isAtTop) this.#pop();
    this.#flush();
    return withParagraphs(this.#root.entries, true);
  }

  #flush(): void {
    const top = this.#top;
    const { run, paragraph: properties, isParagraph } = top;
    top.run = undefined;
    if (run?.isVisible) {
      const nodes = this.#holdsWords ? run.nodes : linkAddress(run.nodes, this.#linkTo);
      top.entries.push({ kind: "words", nodes, properties, isParagraph });
      const { id: _, ...rest } = properties;
      // The id is written only once, even if one paragraph becomes several.
      if (isParagraph) top.paragraph = rest;
    }
    if (this.isAtTop) this.#placeImages();
  }

  #placeImages(): void {
    for (const image of this.#behind.splice(0)) this.#root.entries.push({ kind: "image", image });
  }
}
