/** A text that somebody was handed in full. */
export type Held = { article: string; version: number };

/** Full texts as a header's value: ids and versions, joined by dots. */
export const writeHeld = (held: readonly Held[]): string =>
  held.map(({ article, version }) => `${article}.${version}`).join(" ");

/** The full texts that a header's value names. */
export const readHeld = (value: string): Held[] =>
  [...value.matchAll(/(\S+)\.(\d+)/g)].map(([, article = "", version]) => ({ article, version: Number(version) }));
