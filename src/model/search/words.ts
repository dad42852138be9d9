/** Characters that join or decorate letters and are ignored in comparisons. */
const JOINER = "\\u00AD\\u200C\\u200D";
const WORD = new RegExp(`[\\p{L}\\p{N}\\p{M}${JOINER}]+`, "gu");

/** Accents, Hebrew points, Arabic vowels and the Arabic tatweel; vowel signs of Indic scripts are letters. */
const DECORATION = new RegExp(`[\\u0300-\\u036F\\u0591-\\u05C7\\u064B-\\u065F\\u0670\\u0640${JOINER}]`, "gu");

/** Letters with two spellings that no decomposition unifies. */
const SAME: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" },
  ...{ ى: "ي", ی: "ي", ک: "ك", ة: "ه" },
};
const TWOFOLD = new RegExp(`[${Object.keys(SAME).join("")}]`, "gu");

/** Arabic articles and particles that are written together with the next word. */
const ARABIC_PREFIX = /^[وف]?(?:ال|بال|لل|كال)(?=\p{L}{3})/u;

/** Scripts without spaces between words, or with attached endings: they are compared by pairs of characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is what is looked for.
const ASCII = /^[\x00-\x7F]*$/;

/** ASCII and typographic punctuation, without joiners: the words of such a text are runs of letters and digits. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is what is looked for.
const PLAIN = /^[\x00-\x7F\u00A0\u2010-\u2027\u2030-\u205E]*$/;
const PLAIN_WORD = /[a-z0-9]+/gi;

const ASCII_WORD = /^[a-z0-9]+$/i;

/** Folds a word: no capitals, no accents, one spelling per letter. Folding again changes nothing. */
export function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  const letters = word.normalize("NFKD").replace(DECORATION, "").toLowerCase();
  return letters.replace(TWOFOLD, (letter) => SAME[letter] ?? letter).normalize("NFKC");
}

/** The place of a word in a text. */
export type Place = { start: number; end: number };

/** The unit of comparison: a word, or a pair of characters. */
export type Token = Place & { token: string };

/** Returns the words as written: letters, digits and their decorations. */
export const wordsIn = (text: string): string[] => text.match(WORD) ?? [];

/** Returns the tokens of a text as the index has them, with their places. */
export const tokensOf = (text: string): Token[] =>
  // Most texts are plain, and a page of results has twenty: this takes a fifth of the time.
  PLAIN.test(text) ? plainTokens(text) : [...text.matchAll(WORD)].flatMap(tokensOfMatch);

const plainTokens = (text: string): Token[] =>
  Array.from(text.matchAll(PLAIN_WORD), ({ 0: word, index: start }) => ({
    token: word.toLowerCase(),
    start,
    end: start + word.length,
  }));

const tokensOfMatch = ({ 0: word, index: start }: RegExpExecArray): Token[] =>
  tokensOfWord(word, true).map((token) => ({ token, start, end: start + word.length }));

/**
 * Returns the tokens of a word. In a text, the last character of an unspaced run is its own token, so that each character
 * starts one; at the end of a query it is left out, because the text may continue.
 */
export function tokensOfWord(word: string, isText: boolean): string[] {
  if (ASCII_WORD.test(word)) return [word.toLowerCase()];
  const parts = wordsIn(foldWord(word));
  return parts.flatMap((part, at) => tokensOfPart(part, isText || at < parts.length - 1));
}

function tokensOfPart(part: string, isWhole: boolean): string[] {
  if (ASCII.test(part)) return [part];
  const tokens: string[] = [];
  let behind = 0;
  for (const { 0: run, index } of part.matchAll(UNSPACED)) {
    if (index > behind) tokens.push(part.slice(behind, index));
    behind = index + run.length;
    tokens.push(...pairsOf(run, isWhole || behind < part.length));
  }
  if (behind < part.length) tokens.push(part.slice(behind).replace(ARABIC_PREFIX, ""));
  return tokens;
}

function pairsOf(run: string, isWhole: boolean): string[] {
  const characters = [...run];
  const pairs = characters.slice(0, -1).map((character, at) => character + (characters[at + 1] ?? ""));
  return isWhole || pairs.length === 0 ? [...pairs, characters.at(-1) ?? ""] : pairs;
}

/** Whether a token is from a script without spaces between words. */
export const isUnspaced = (token: string): boolean => token.search(UNSPACED) >= 0;

/** Returns a text as the index has it: its tokens, separated by spaces. */
export const indexedText = (text: string): string =>
  tokensOf(text)
    .map(({ token }) => token)
    .join(" ");
