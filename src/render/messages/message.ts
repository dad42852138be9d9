import type { EN } from "./en.ts";
import type { Plural } from "./plural.ts";

export type MessageKey = keyof typeof EN;

/** Keys of messages that say a number. */
export type PluralKey = { [Key in MessageKey]: (typeof EN)[Key] extends string ? never : Key }[MessageKey];

/** Keys of all others. */
export type TextKey = Exclude<MessageKey, PluralKey>;

/** All messages in a language: who leaves one out, or adds one, is told by the compiler. */
export type Catalogue = Readonly<Record<TextKey, string> & Record<PluralKey, Plural>>;

const PLACEHOLDER = /\{(\w+)\}/;

/** A message in pieces: words and, at every second place, the name of a placeholder. */
export const splitMessage = (text: string): readonly string[] => text.split(PLACEHOLDER);

/** The pieces with what stands in their placeholders; a placeholder without a value stays as it is. */
export const fillMessage = <Value>(
  pieces: readonly string[],
  values: Readonly<Record<string, Value>>,
): (string | Value)[] =>
  pieces.map((piece, at) => (at % 2 === 0 ? piece : (values[piece] ?? `{${piece}}`))).filter((piece) => piece !== "");

/** The names of a message's placeholders. */
export const placeholdersOf = (text: string): string[] => splitMessage(text).filter((_, at) => at % 2 === 1);
