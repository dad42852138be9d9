import { CC_KINDS, type CcKind, ccDeed } from "./creative-commons.ts";

/** Normalizes separators between words of a name: spaces, dashes and periods. A period that ends a sentence still separates. */
const plain = (text: string): string => text.replace(/\.(?=\s|$)/g, ";").replace(/[\s._\p{Dash_Punctuation}]+/gu, " ");

/** Whether a text claims to be a Creative Commons license. */
export const claimsCc = (text: string): boolean =>
  /\bcreative ?commons\b|\bC ?C ?(?:BY|NC|ND|SA|0|ZERO|ATTRIBUTION)\b/i.test(plain(text));

/** A Creative Commons license named in a text: its kind, and its version if stated. */
type Claim = { kind: CcKind; version?: string };

const VERSION = "(?: (\\d) (\\d)\\b)?";
const PARTS = "((?:,? ?(?:nc\\b|nd\\b|sa\\b|non ?commercial|no ?deriv\\w*|share ?alike))*)";
const OURS = "(?:cc|creative ?commons(?: licen[cs]e)?)[:,]? ?";
const ZERO = new RegExp(`\\bcc ?(?:0|zero)\\b${VERSION}`, "g");
const SHORT = new RegExp(`\\b(${OURS})(by)${PARTS}(?![a-z])${VERSION}`, "gi");
const LONG = new RegExp(`(\\b${OURS})?\\battribution${PARTS}(?: international| unported)?${VERSION}`, "g");
const DEED = /\b(?:www\.)?creativecommons\.org\/[^\s<>"'()[\]]*[^\s<>"'()[\].,;:!?]/gi;

/** Whether every Creative Commons license named in a text is the one at the URL. */
export function namesOnly(text: string, url: string): boolean {
  const deed = ccDeed(url);
  return claims(text).every(
    ({ kind, version = deed?.version }) => deed === undefined || (kind === deed.kind && version === deed.version),
  );
}

/** "Attribution" is an everyday word: it names a license only after "Creative Commons" or before a version. */
function claims(text: string): Claim[] {
  const words = plain(text).toLowerCase();
  return [
    ...[...words.matchAll(ZERO)].map(([, major, minor]) => ({ kind: "zero" as const, ...versionOf(major, minor) })),
    ...[...plain(text).matchAll(SHORT)].flatMap(([, ours = "", by, parts = "", major, minor]) =>
      // "Creative Commons by our newsroom" names no license.
      by === "by" && !/^cc/i.test(ours) && `${parts}${major ?? ""}` === "" ? [] : claim(parts, major, minor),
    ),
    ...[...words.matchAll(LONG)].flatMap(([, ours, parts, major, minor]) =>
      (ours ?? major) === undefined ? [] : claim(parts, major, minor),
    ),
    ...[...text.matchAll(DEED)].flatMap(([address]) => ccDeed(`https://${address}`) ?? []),
  ];
}

function claim(parts: string | undefined, major: string | undefined, minor: string | undefined): Claim[] {
  const kind = kindOf((parts ?? "").toLowerCase());
  return kind === undefined ? [] : [{ kind, ...versionOf(major, minor) }];
}

const versionOf = (major: string | undefined, minor: string | undefined) =>
  major === undefined ? {} : { version: `${major}.${minor}` };

function kindOf(words: string): CcKind | undefined {
  const parts = [
    "by",
    ...(/\bnc\b|non ?commercial/.test(words) ? ["nc"] : []),
    ...(/\bsa\b|share ?alike/.test(words) ? ["sa"] : []),
    ...(/\bnd\b|no ?deriv/.test(words) ? ["nd"] : []),
  ];
  return CC_KINDS.find((kind) => kind === parts.join("-"));
}

/** The Creative Commons license that a name claims to be; undefined if it doesn't say. */
export function claimedKind(name: string): CcKind | undefined {
  const words = plain(name).toLowerCase();
  if (/\bcc ?(?:0|zero)\b/.test(words)) return "zero";
  return /\bcc by\b|\battribution\b/.test(words) ? kindOf(words) : undefined;
}
