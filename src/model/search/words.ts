/** Characters that join or decorate letters in a word, and are no part of what is compared. */
const JOINER = "\\u00AD\\u200C\\u200D";
const WORD = new RegExp(`[\\p{L}\\p{N}\\p{M}${JOINER}]+`, "gu");

/** Accents, Hebrew points, Arabic vowels and the stretching of Arabic letters; vowels of Indian scripts are letters of their words. */
const DECORATION = new RegExp(`[\\u0300-\\u036F\\u0591-\\u05C7\\u064B-\\u065F\\u0670\\u0640${JOINER}]`, "gu");

/** Letters that are written in two ways, and that no decomposition makes one. */
const SAME: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" },
  ...{ ى: "ي", ی: "ي", ک: "ك", ة: "ه" },
};
const TWOFOLD = new RegExp(`[${Object.keys(SAME).join("")}]`, "gu");

/** Arabic articles and particles that are written as one with the word behind them. */
const ARABIC_PREFIX = /^[وف]?(?:ال|بال|لل|كال)(?=\p{L}{3})/u;

/** Scripts whose words run into each other, or take endings: they are compared by pairs of characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is what is looked for.
const ASCII = /^[\x00-\x7F]*$/;

/** ASCII and the punctuation of print, but no joiner: the words of such a text are runs of letters and digits. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is what is looked for.
const PLAIN = /^[\x00-\x7F\u00A0\u2010-\u2027\u2030-\u205E]*$/;
const PLAIN_WORD = /[a-z0-9]+/gi;

const ASCII_WORD = /^[a-z0-9]+$/i;

/** A word without capitals, accents and other ways of writing the same letters: doing it again changes nothing. */
export function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  const letters = word.normalize("NFKD").replace(DECORATION, "").toLowerCase();
  return letters.replace(TWOFOLD, (letter) => SAME[letter] ?? letter).normalize("NFKC");
}

/** A word of a text, with its place in it. */
export type Place = { start: number; end: number };

/** What a text is compared by: one word, or a pair of characters. */
export type Token = Place & { token: string };

/** Words as they are written: letters, digits and what decorates them. */
export const wordsIn = (text: string): string[] => text.match(WORD) ?? [];

/** The tokens of a text as the index has them, with their places. */
export const tokensOf = (text: string): Token[] =>
  // Most texts are plain, and a page of results has twenty of them: it takes a fifth of the time.
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
 * The tokens of a word. Behind each run of an unspaced script, its last character stands alone, so that each character
 * begins a token; at the end of what is searched for it isn't asked for, because the text may go on.
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

/** Whether a token is of a script whose words run into each other. */
export const isUnspaced = (token: string): boolean => token.search(UNSPACED) >= 0;

/** A text as the index has it: its tokens, with spaces between them. */
export const indexedText = (text: string): string =>
  tokensOf(text)
    .map(({ token }) => token)
    .join(" ");
