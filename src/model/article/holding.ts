/** A text that somebody received in full. */
export type ReceivedText = { article: string; version: number };

/** A copy that is out of date. Times are UTC to the second. */
export type OutdatedCopy = {
  article: string;
  licence: string;
  /** The version that was read, and the current one. */
  read: number;
  version: number;
  modified: string;
  /** The newest correction's note. */
  note: string | null;
};

/** Full texts as a header's value: ids and versions, joined by dots. */
export const formatReceived = (held: readonly ReceivedText[]): string =>
  held.map(({ article, version }) => `${article}.${version}`).join(" ");

/** The full texts in a header's value. */
export const parseReceived = (value: string): ReceivedText[] =>
  [...value.matchAll(/(\S+)\.(\d+)/g)].map(([, article = "", version]) => ({ article, version: Number(version) }));
