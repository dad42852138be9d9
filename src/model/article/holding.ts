/** A text that somebody was handed in full. */
export type ReceivedText = { article: string; version: number };

/** A copy that a newer version has overtaken. Times are UTC to the second. */
export type OutdatedCopy = {
  article: string;
  licence: string;
  /** The version that was read, and the one that stands here. */
  read: number;
  version: number;
  modified: string;
  /** What the newest correction says. */
  note: string | null;
};

/** Full texts as a header's value: ids and versions, joined by dots. */
export const formatReceived = (held: readonly ReceivedText[]): string =>
  held.map(({ article, version }) => `${article}.${version}`).join(" ");

/** The full texts that a header's value names. */
export const parseReceived = (value: string): ReceivedText[] =>
  [...value.matchAll(/(\S+)\.(\d+)/g)].map(([, article = "", version]) => ({ article, version: Number(version) }));
