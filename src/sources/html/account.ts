import { excerpt, type Warning } from "../../model/warning.ts";
import { countWords, folded } from "./text.ts";
import { type Element, textOf } from "./tree.ts";

type Said = Pick<Warning, "reason"> & Partial<Pick<Warning, "address" | "replacement" | "words" | "text" | "element">>;

/** The record of what cleaning changed, with the position of each change in the source. */
export class Account {
  readonly #warnings: Warning[] = [];
  readonly #html: string;
  readonly #marks: ReadonlyMap<Element, number>;
  /** Source offsets of elements that stand for a piece of text rather than a tag. */
  readonly #starts = new Map<Element, number>();
  #lines: number[] | undefined;

  constructor(html: string, marks: ReadonlyMap<Element, number>) {
    this.#html = html;
    this.#marks = marks;
  }

  /** Returns the changes in source order. */
  list(): Warning[] {
    return this.#warnings.sort((a, b) => a.line - b.line || a.column - b.column);
  }

  /** Records where in the source an element begins when it isn't written there as a tag. */
  locate(element: Element, offset: number): void {
    this.#starts.set(element, offset);
  }

  /** Reports that the element was removed along with its words. */
  removed(element: Element, said: Said): void {
    this.#add("removed", element, { words: countWords(textOf(element)), ...said });
  }

  /** Reports that something else is published in place of the element. */
  replaced(element: Element, said: Said): void {
    this.#add("replaced", element, { words: countWords(textOf(element)), ...said });
  }

  /** Reports that the element's tag was removed and its content published. */
  unwrapped(element: Element, said: Said): void {
    this.#add("unwrapped", element, { words: 0, ...said });
  }

  #add(action: Warning["action"], element: Element, { words = 0, ...said }: Said): void {
    const text = excerpt(said.text ?? textOf(element));
    const address = excerpt(said.address ?? "");
    const { text: _text, address: _address, ...rest } = said;
    this.#warnings.push({
      ...{ action, element: element.tagName, words, ...rest },
      ...(text === undefined ? {} : { text: folded(text) }),
      ...(address === undefined ? {} : { address: folded(address) }),
      ...this.#place(this.#startOf(element)),
    });
  }

  /** Returns the offset at which an element begins: searches back from its mark, which lies at the end of its tag. */
  #startOf(element: Element): number {
    const start = this.#starts.get(element);
    if (start !== undefined) return start;
    const mark = this.#marks.get(element) ?? 0;
    let at = this.#html.lastIndexOf("<", mark);
    while (at > 0 && !this.#opens(at, element.tagName)) at = this.#html.lastIndexOf("<", at - 1);
    return this.#opens(at, element.tagName) ? at : mark;
  }

  #opens(at: number, name: string): boolean {
    return this.#html.slice(at + 1, at + 1 + name.length).toLowerCase() === name;
  }

  #place(offset: number): Pick<Warning, "line" | "column"> {
    this.#lines ??= lineStarts(this.#html);
    let [low, high] = [0, this.#lines.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lines[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lines[low] ?? 0) + 1 };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
