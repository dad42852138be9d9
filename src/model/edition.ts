/** A text of a licence among the others: which, when it was published, from when until when it is in force. */
export type Edition = {
  version: number;
  hash: string;
  at: string;
  since: string;
  until?: string;
  neverInForce?: boolean;
};

/**
 * Tells of every text of a licence, the first one first, until when it was in force: until the next one that came in
 * force. A text that was announced and replaced before its time never did. Times are UTC to the second.
 */
export function editionsOf(texts: readonly Pick<Edition, "version" | "hash" | "at" | "since">[]): Edition[] {
  const never = (at: number, since: string) =>
    texts.slice(at + 1).some((later) => later.at <= since && later.since <= since);
  const all = texts.map((text, at) => (never(at, text.since) ? { ...text, neverInForce: true } : text));
  return all.map((text, at): Edition => {
    const next = all.slice(at + 1).find((later) => !("neverInForce" in later));
    return "neverInForce" in text || next === undefined ? text : { ...text, until: next.since };
  });
}
