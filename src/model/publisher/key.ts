import { base64url } from "../hash.ts";

/** What a key opens: everything that its publisher may read, or feeds alone, in a path. */
export const KEY_KINDS = ["full", "feed"] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** Prefixes by which people, and scanners that look for leaked secrets, know what they found. */
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

/** 256 random bits behind a prefix, and a checksum behind them: a typo is found without asking anybody. `random` is 32 bytes. */
export function newSecret(kind: SecretKind, random: Uint8Array): string {
  const bits = base64url(random);
  return PREFIXES[kind] + bits + checksum(PREFIXES[kind] + bits);
}

/** Every text of the form, wherever it is: a prefix, what is behind it, and where a checksum would be. */
const FORMS = /(?:cw|cwfeed|cwapp|cwlink|cwmail|cwsession)_[A-Za-z0-9_-]{43}[0-9a-z]{7}/g;

/** Each publisher's key in a text, once. What only looks like one has another checksum. */
export const keysIn = (text: string): string[] => [
  ...new Set([...text.matchAll(FORMS)].map(([found]) => found).filter(isKey)),
];

const isKey = (text: string): boolean => ["full", "feed"].includes(secretKind(text) ?? "");

/** A text without anything that has the form of a key or token, whether it is one or not. */
export const withoutKeys = (text: string): string => text.replaceAll(FORMS, "…");

/** What a text is as a secret; undefined where it can't be one of ours. */
export function secretKind(text: string): SecretKind | undefined {
  const [, prefix, bits = "", sum] = FORM.exec(text) ?? [];
  if (prefix === undefined || checksum(`${prefix}_${bits}`) !== sum) return undefined;
  return (
    { cw: "full", cwfeed: "feed", cwapp: "application", cwlink: "link", cwmail: "mail", cwsession: "session" } as const
  )[prefix];
}

/** CRC-32 (ISO 3309), in base 36. */
function checksum(text: string): string {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(36).padStart(7, "0");
}
