import { escapeCdata, escapeXml } from "./xml.ts";

/**
 * Lets `feed` write the frame of a document, and us what goes into it. `feed` is only ever given our own words and
 * numbered tokens; its output is then cut at the tokens, once, and the finished XML is put between. So nothing from
 * outside passes through it, and nothing that is put in is read again.
 */
export class Placeholders {
  readonly #filled: string[] = [];

  #token(xml: string, mark: string): string {
    this.#filled.push(xml);
    return `cw:${this.#filled.length - 1}${mark}`;
  }

  /** Text that `feed` writes between tags or into an attribute; a token is a valid URL, so addresses pass too. */
  readonly text = (text: string): string => this.#token(escapeXml(text), ":");

  /** Text that `feed` writes into a CDATA section. */
  readonly cdata = (text: string): string => this.#token(escapeCdata(text), ":");

  /** Finished XML in the place of the whole element that `feed` writes around the token. */
  readonly instead = (xml: string): string => this.#token(xml, "!");

  /** The document, with every token replaced. */
  fill(document: string): string {
    return document.replace(
      /<([a-z]+)(?: type="html")?>(?:<!\[CDATA\[)?cw:(\d+)!(?:\]\]>)?<\/\1>|cw:(\d+):/g,
      (_, _name, whole?: string, inside?: string) => this.#filled[Number(whole ?? inside)] ?? "",
    );
  }
}
