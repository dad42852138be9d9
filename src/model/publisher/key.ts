import { base64url } from "../hash.ts";

/** What a key opens: everything that its publisher may read, or only feeds, with the key in the path. */
export const KEY_KINDS = ["full", "feed"] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** Prefixes by which people and secret scanners recognize what they found. */
const PREFIXES: Record<KeyKind | "application" | "link" | "mail" | "session", string> = {
  full: "cw_",
  feed: "cwfeed_",
  application: "cwapp_",
  link: "cwlink_",
  mail: "cwmail_",
  session: "cwsession_",
};
export type SecretKind = keyof typeof PREFIXES;

const FORM = /^(cw|cwfeed|cwapp|cwlink|cwmail|cwsession)_([A-Za-z0-9_-]{43})([0-9a-z]{7})$/;

/** Makes a secret: a prefix, 256 random bits (`random`, 32 bytes) and a checksum, by which a typo is noticed without a query. */
export function newSecret(kind: SecretKind, random: Uint8Array): string {
  const bits = base64url(random);
  return PREFIXES[kind] + bits + checksum(PREFIXES[kind] + bits);
}

/** Every text in the form of a secret, anywhere: prefix, bits, and room for a checksum. */
const FORMS = /(?:cw|cwfeed|cwapp|cwlink|cwmail|cwsession)_[A-Za-z0-9_-]{43}[0-9a-z]{7}/g;

/** Returns the publishers' keys in a text, without duplicates. Lookalikes fail the checksum. */
export const keysIn = (text: string): string[] => [
  ...new Set([...text.matchAll(FORMS)].map(([found]) => found).filter(isKey)),
];

const isKey = (text: string): boolean => ["full", "feed"].includes(secretKind(text) ?? "");

/** Returns a text without anything in the form of a key or token, whether or not it is one. */
export const withoutKeys = (text: string): string => text.replaceAll(FORMS, "…");

/** The kind of a secret; undefined if it can't be one of ours. */
export function secretKind(text: string): SecretKind | undefined {
  const [, prefix, bits = "", sum] = FORM.exec(text) ?? [];
  if (prefix === undefined || checksum(`${prefix}_${bits}`) !== sum) return undefined;
  return (
    { cw: "full", cwfeed: "feed", cwapp: "application", cwlink: "link", cwmail: "mail", cwsession: "session" } as const
  )[prefix];
}

/** Returns the CRC-32 (ISO 3309) in base 36. */
function checksum(text: string): string {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(36).padStart(7, "0");
}
