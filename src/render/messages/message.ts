import type { EN } from "./en.ts";
import type { Plural } from "./plural.ts";

export type MessageKey = keyof typeof EN;

/** Keys of messages with a number. */
export type PluralKey = { [Key in MessageKey]: (typeof EN)[Key] extends string ? never : Key }[MessageKey];

/** Keys of all other messages. */
export type TextKey = Exclude<MessageKey, PluralKey>;

/** All messages in a language. A missing or extra message is a compile error. */
export type Catalogue = Readonly<Record<TextKey, string> & Record<PluralKey, Plural>>;

const PLACEHOLDER = /\{(\w+)\}/;

/** Splits a message into words and, at every second index, the name of a placeholder. */
export const splitMessage = (text: string): readonly string[] => text.split(PLACEHOLDER);

/** Fills in the placeholders; one without a value stays as it is. */
export const fillMessage = <Value>(
  pieces: readonly string[],
  values: Readonly<Record<string, Value>>,
): (string | Value)[] =>
  pieces.map((piece, at) => (at % 2 === 0 ? piece : (values[piece] ?? `{${piece}}`))).filter((piece) => piece !== "");

/** Returns the names of a message's placeholders. */
export const placeholdersOf = (text: string): string[] => splitMessage(text).filter((_, at) => at % 2 === 1);
