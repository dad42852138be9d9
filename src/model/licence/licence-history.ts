/** A license version among the others: its number, when it was published, and from when to when it was in force. */
export type LicenceText = {
  version: number;
  hash: string;
  at: string;
  since: string;
  until?: string;
  neverInForce?: boolean;
};

/**
 * Says for every version of a license, oldest first, until when it was in force: until the next one that came into force. A
 * version that was announced but replaced before its date never was. Times are UTC to the second.
 */
export function datedTexts(
  published: readonly Pick<LicenceText, "version" | "hash" | "at" | "since">[],
): LicenceText[] {
  const texts = published.map((text, at) => (at > 0 && text.since < text.at ? { ...text, since: text.at } : text));
  // A published version replaces an announced one that is still waiting, whenever it comes into force itself.
  const wasNeverInForce = ({ since, at: announced }: Pick<LicenceText, "since" | "at">, at: number) =>
    since > announced && texts.slice(at + 1).some((later) => later.at <= since);
  const all = texts.map((text, at) => (wasNeverInForce(text, at) ? { ...text, neverInForce: true } : text));
  return all.map((text, at): LicenceText => {
    const next = all.slice(at + 1).find((later) => !("neverInForce" in later));
    return "neverInForce" in text || next === undefined ? text : { ...text, until: next.since };
  });
}
