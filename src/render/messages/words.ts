import { LruCache } from "../../model/lru-cache.ts";
import { isSameLanguage, type MessageLanguage, messageLanguage } from "../../model/message-language.ts";
import { CACHE } from "../../model/policy.ts";
import { spell } from "../../model/spelling.ts";
import { DE } from "./de.ts";
import { EN } from "./en.ts";
import { ES } from "./es.ts";
import { KO } from "./ko.ts";
import { listFormat } from "./list.ts";
import { type Catalogue, fillMessage, type PluralKey, splitMessage, type TextKey } from "./message.ts";

/** All words of the frame and the credit, by language. */
export const CATALOGUES: Readonly<Record<MessageLanguage, Catalogue>> = { en: EN, es: ES, de: DE, ko: KO };

type Values = Readonly<Record<string, string | number>>;

/** Our words in one language, with its plural rules and list format. */
export class Words {
  /** The language of these words, for an element's `lang`. */
  readonly language: MessageLanguage;
  /** The same for `Intl`, with the requested region, which formats dates. */
  readonly locale: string;
  readonly #catalogue: Catalogue;
  readonly #plurals: Intl.PluralRules;
  readonly #list: Intl.ListFormat;
  /** Messages already split, because a feed uses some of them once per story. */
  readonly #pieces = new Map<string, readonly string[]>();

  constructor(tag: string) {
    this.language = messageLanguage(tag);
    this.locale = isSameLanguage(tag, this.language) ? tag : this.language;
    this.#catalogue = CATALOGUES[this.language];
    this.#plurals = new Intl.PluralRules(this.locale);
    this.#list = listFormat(this.locale);
  }

  /** Returns a message with its values. */
  say(key: TextKey, values: Values = {}): string {
    return this.parts(key, values).join("");
  }

  /** Returns a message in parts, with values that aren't text, such as links, in their places. */
  parts<Value>(key: TextKey, values: Readonly<Record<string, Value>>): (string | Value)[] {
    return fillMessage(this.#cut(this.#catalogue[key]), values);
  }

  /** Returns a message about a number; the placeholder `count` is the number. */
  count(key: PluralKey, count: number): string {
    const forms = this.#catalogue[key];
    const form = forms[String(count)] ?? forms[this.#plurals.select(count)] ?? forms.other;
    return fillMessage<string | number>(this.#cut(form), { count }).join("");
  }

  /** Joins names: `a, b and c`. */
  all(names: readonly string[]): string {
    return this.#list.format(names);
  }

  #spelled(piece: string): string {
    return this.language === "en" ? spell(piece, this.locale) : piece;
  }

  #cut(text: string): readonly string[] {
    const known = this.#pieces.get(text);
    if (known !== undefined) return known;
    const pieces = splitMessage(text).map((piece, at) => (at % 2 === 0 ? this.#spelled(piece) : piece));
    this.#pieces.set(text, pieces);
    return pieces;
  }
}

/** Making formatters is slower than rendering all words of a page, so each language's are cached. */
const made = new LruCache<Words>(CACHE.formatters);

/** A document asks for the same language hundreds of times. */
let last: { tag: string; words: Words } | undefined;

/** Returns our words for readers of a language (BCP 47): in that language, or in English. */
export function wordsIn(tag: string): Words {
  if (last?.tag === tag) return last.words;
  const words = made.get(tag) ?? new Words(tag);
  made.set(tag, words);
  last = { tag, words };
  return words;
}
