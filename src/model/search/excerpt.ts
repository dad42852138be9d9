import { SEARCH } from "../policy.ts";
import type { Term } from "./question.ts";
import { type Place, type Token, tokensOf } from "./words.ts";

/** A piece of a text; `match` is set if it matches the search. */
export type Piece = { text: string; match?: true };

/** Finds terms in a text: a list of places for each term, in their order. */
export const findTerms = (tokens: readonly Token[], terms: readonly Term[]): Place[][] =>
  terms.map((term) => placesOf(tokens, term));

function placesOf(tokens: readonly Token[], term: Term): Place[] {
  const places: Place[] = [];
  tokens.forEach(({ start }, at) => {
    const last = term.tokens.every((_, behind) => fits(tokens[at + behind]?.token, term, behind))
      ? tokens[at + term.tokens.length - 1]
      : undefined;
    if (last !== undefined) places.push({ start, end: last.end });
  });
  return places;
}

/** Whether a token matches a term's token; the last one of a prefix term may be longer. */
function fits(token: string | undefined, { tokens, isPrefix }: Term, at: number): boolean {
  const wanted = tokens[at] ?? "";
  return isPrefix && at === tokens.length - 1 ? token?.startsWith(wanted) === true : token === wanted;
}

/** Whether texts taken together contain every term. */
export function haveTerms(texts: readonly string[], terms: readonly Term[]): boolean {
  const found = texts.map((text) => findTerms(tokensOf(text), terms));
  return terms.every((_, at) => found.some((places) => (places[at]?.length ?? 0) > 0));
}

/** Returns a whole text in pieces, with the matches marked. */
export const markTerms = (text: string, terms: readonly Term[]): Piece[] =>
  piecesOf(text, { start: 0, end: text.length }, findTerms(tokensOf(text), terms).flat());

/** Returns the part of a text with the most matches; undefined if there is none. */
export function excerptOf(text: string, terms: readonly Term[]): Piece[] | undefined {
  const found = findTerms(tokensOf(text), terms);
  const places = found.flat().sort((one, other) => one.start - other.start);
  const best = bestPlace(found);
  if (best === undefined) return undefined;
  const span = spanAround(text, best.start);
  return [
    ...(span.start > 0 ? [{ text: "… " }] : []),
    ...piecesOf(text, span, places),
    ...(span.end < text.length ? [{ text: " …" }] : []),
  ];
}

/** The place followed by the most different terms within an excerpt; the first if equal. */
function bestPlace(found: readonly Place[][]): Place | undefined {
  const reach = SEARCH.excerptCharacters - SEARCH.excerptLead;
  let best: { place: Place; terms: number } | undefined;
  // Limits the places tried for a text full of the same word.
  for (const place of found.flatMap((places) => places.slice(0, SEARCH.placesTried))) {
    const terms = found.filter((places) =>
      places.some(({ start, end }) => start >= place.start && end <= place.start + reach),
    ).length;
    const isBetter =
      best === undefined || terms > best.terms || (terms === best.terms && place.start < best.place.start);
    if (isBetter) best = { place, terms };
  }
  return best?.place;
}

/** A span that starts and ends between words. */
function spanAround(text: string, at: number): Place {
  const from = Math.max(0, at - SEARCH.excerptLead);
  const space = text.indexOf(" ", from);
  const start = from === 0 || space < 0 || space >= at ? from : space + 1;
  const most = start + SEARCH.excerptCharacters;
  if (most >= text.length) return { start, end: text.length };
  const last = text.lastIndexOf(" ", most);
  return { start: wholeCharacter(text, start), end: wholeCharacter(text, last > at ? last : most) };
}

/** Avoids splitting a surrogate pair. */
const wholeCharacter = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at);

function piecesOf(text: string, span: Place, places: readonly Place[]): Piece[] {
  const pieces: Piece[] = [];
  let behind = span.start;
  for (const { start, end } of places.toSorted((one, other) => one.start - other.start)) {
    const [from, to] = [Math.max(start, behind), Math.min(end, span.end)];
    if (from >= to) continue;
    if (from > behind) pieces.push({ text: text.slice(behind, from) });
    pieces.push({ text: text.slice(from, to), match: true });
    behind = to;
  }
  if (behind < span.end) pieces.push({ text: text.slice(behind, span.end) });
  return pieces;
}
