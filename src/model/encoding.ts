/** How an answer's bytes are encoded in transit (RFC 9110 §8.4.1); `identity` means not at all. */
export type Encoding = "br" | "gzip" | "identity";

/** The encodings that we use, in order of preference. */
const MADE = ["br", "gzip"] as const satisfies readonly Encoding[];

/** RFC 9110 §12.5.3: a weight of 0 refuses; `*` stands for what isn't named. */
export function parseAcceptEncoding(header: string): Encoding {
  const weights = new Map(header.split(",").map(weightOf));
  const isTaken = (encoding: string) => (weights.get(encoding) ?? weights.get("*") ?? 0) > 0;
  return MADE.find((each) => isTaken(each) || (each === "gzip" && isTaken("x-gzip"))) ?? "identity";
}

function weightOf(part: string): [coding: string, weight: number] {
  const [coding = "", ...parameters] = part.split(";").map((each) => each.trim().toLowerCase());
  const weight = Number(/^q=(.*)$/.exec(parameters.find((each) => each.startsWith("q=")) ?? "q=1")?.[1]);
  return [coding, Number.isNaN(weight) ? 0 : weight];
}

/** What an encoding appends to the tag of the plain bytes. */
const SUFFIX: Record<Encoding, string> = { br: "-br", gzip: "-gz", identity: "" };

/** The tag of encoded bytes: a tag stands for bytes, so each encoding has its own (RFC 9110 §8.8.3.3). */
export const tagOf = (etag: string, encoding: Encoding): string => `${etag.slice(0, -1)}${SUFFIX[encoding]}"`;

/** A tag without its weakness and its encoding: if two are the same then, a reader with one has the other's content. */
export const tagOfPlain = (etag: string): string => etag.replace(/^W\//, "").replace(/-(?:br|gz)"$/, '"');
