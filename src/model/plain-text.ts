import { decodeEntities } from "./html-entities.ts";

/** What is wrong with a plain text, and what to write instead. */
export type Flaw = { problem: string; allowed: string };

/** Characters that have no width or only set the direction of what follows (Unicode, "default ignorable"). */
const INVISIBLE = /[\p{DI}\uFFF9-\uFFFB]/gu;

/** A character that leaves visible ink; the blank Braille cell is a symbol in name only. */
const VISIBLE = /[^\p{DI}\p{Z}\p{M}\p{Cc}\p{Cf}\p{Cs}\u2800]/u;

/** Whether a text has anything visible. */
export const hasVisible = (text: string): boolean => VISIBLE.test(text);

/** Invisible characters that some texts need, each only where it has its effect. */
const NEEDED: readonly RegExp[] = [
  // Variants of a letter or an emoji, and the place where a long word may break.
  /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}\u180B-\u180D\u180F\u00AD]/gu,
  // Joins one emoji to the next, as in a family.
  /(?<=\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}]?)\u200D(?=\p{Extended_Pictographic})/gu,
  // Spells the name of a region in its flag, as Scotland's.
  /(?<=\u{1F3F4}[\u{E0020}-\u{E007E}]*)[\u{E0020}-\u{E007F}]/gu,
  // Separates or joins letters in Persian, Urdu, Hindi and related scripts.
  /(?<=[\p{scx=Arab}\p{scx=Syrc}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Mong}])[\u200C\u200D]/gu,
  // Separates words in scripts without spaces.
  /(?<=[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}])\u200B/gu,
];

/** Direction marks, which only right-to-left text needs. */
const DIRECTION_MARKS = /[\u200E\u200F\u061C]/gu;
const RIGHT_TO_LEFT = /[\p{scx=Arab}\p{scx=Hebr}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}\p{scx=Adlm}]/u;

/** An invisible character that doesn't belong in a name or headline: two names could look the same but differ. */
export function invisibleFlaw(text: string): Flaw | undefined {
  if (text.search(INVISIBLE) < 0 || !hasVisible(text)) return undefined;
  const needed = RIGHT_TO_LEFT.test(text) ? [...NEEDED, DIRECTION_MARKS] : NEEDED;
  const [found] = needed.reduce((rest, each) => rest.replace(each, ""), text).match(INVISIBLE) ?? [];
  if (found === undefined) return undefined;
  return {
    problem: `has an invisible character, ${codePoint(found)}`,
    allowed: `the text without it: ${JSON.stringify(text.replace(INVISIBLE, ""))}`,
  };
}

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** Where an HTML parser begins to read a tag or a comment (HTML, "tag open state"): `<3` and `a < b` are text. */
const OPENS_TAG = /<(?=[a-z!?]|\/[a-z])/i;
const TAG = /<(?:\/?[a-z]|[!?])[^<>]*>/gi;

/** HTML in a plain text: readers' software would show it as it is, or drop it with the words in it. */
export function markupFlaw(text: string): Flaw | undefined {
  const hasTags = OPENS_TAG.test(text);
  const hasEntities = decodeEntities(text) !== text;
  if (!hasTags && !hasEntities) return undefined;
  const found = [...(hasTags ? ["tags"] : []), ...(hasEntities ? ["entities"] : [])].join(" and ");
  const offered = withoutMarkup(text);
  return {
    problem: `has HTML ${found} in plain text`,
    allowed: hasVisible(offered) ? `plain text: ${JSON.stringify(offered)}` : "plain text",
  };
}

/** Only the words. Text that was encoded twice is decoded twice. */
function withoutMarkup(text: string): string {
  let plain = text;
  for (let before = ""; before !== plain; ) {
    before = plain;
    plain = decodeEntities(plain.replace(TAG, ""));
  }
  return plain.replace(new RegExp(OPENS_TAG.source, "gi"), "< ").replace(/\s+/gu, " ").trim();
}
