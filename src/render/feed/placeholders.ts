import { escapeCdata, escapeXml } from "./xml.ts";

/**
 * Lets `feed` write the frame of a document while we supply the content. `feed` sees only our own words and numbered tokens;
 * its output is then split at the tokens once, and the finished XML inserted. So outside text never passes through `feed`, and
 * nothing that is inserted is parsed again.
 */
export class Placeholders {
  readonly #filled: string[] = [];

  #token(xml: string, mark: string): string {
    this.#filled.push(xml);
    return `cw:${this.#filled.length - 1}${mark}`;
  }

  /** Text that `feed` writes between tags or into an attribute. A token is a valid URL, so addresses work too. */
  readonly text = (text: string): string => this.#token(escapeXml(text), ":");

  /** Text that `feed` writes into a CDATA section. */
  readonly cdata = (text: string): string => this.#token(escapeCdata(text), ":");

  /** Finished XML that replaces the whole element that `feed` writes around the token. */
  readonly instead = (xml: string): string => this.#token(xml, "!");

  /** Returns the document with every token replaced. */
  fill(document: string): string {
    return document.replace(
      /<([a-z]+)(?: type="html")?>(?:<!\[CDATA\[)?cw:(\d+)!(?:\]\]>)?<\/\1>|cw:(\d+):/g,
      (_, _name, whole?: string, inside?: string) => this.#filled[Number(whole ?? inside)] ?? "",
    );
  }
}
