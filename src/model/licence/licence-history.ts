/** A text of a licence among the others: which, when it was published, from when until when it is in force. */
export type LicenceText = {
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
export function datedTexts(
  published: readonly Pick<LicenceText, "version" | "hash" | "at" | "since">[],
): LicenceText[] {
  const texts = published.map((text, at) => (at > 0 && text.since < text.at ? { ...text, since: text.at } : text));
  // What is published takes the place of what was announced and still waits, whenever it comes in force itself.
  const wasNeverInForce = ({ since, at: announced }: Pick<LicenceText, "since" | "at">, at: number) =>
    since > announced && texts.slice(at + 1).some((later) => later.at <= since);
  const all = texts.map((text, at) => (wasNeverInForce(text, at) ? { ...text, neverInForce: true } : text));
  return all.map((text, at): LicenceText => {
    const next = all.slice(at + 1).find((later) => !("neverInForce" in later));
    return "neverInForce" in text || next === undefined ? text : { ...text, until: next.since };
  });
}
