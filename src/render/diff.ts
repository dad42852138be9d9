import { diffArrays } from "diff";
import { WORK } from "../model/policy.ts";

/** A part of two texts: what both have, or only the later one, or only the earlier one. */
export type Part = { kind: "equal" | "added" | "removed"; text: string };

/** Where a line or, in HTML that has none, a block ends. */
const LINE_END = /(?<=\n|<\/(?:p|h[2-6]|li|blockquote|pre|table|figure)>(?!\n))/;
/** A tag, white space, a reference to a character, a word, or any other character: none is ever cut in two. */
const WORD = /<[^<>]*>|\s+|&#?\w+;|[\p{L}\p{M}\p{N}_'’-]+|./gsu;

/** What two texts have in common, line by line, and word by word in the lines that changed. */
export function partsOf(from: string, to: string): Part[] {
  const lines = compareWords(linesOf(from), linesOf(to));
  return joinParts(lines.flatMap((part, at) => rewordedParts(part, lines[at + 1], lines[at - 1])));
}

/** A text as its lines; put together they are the text. */
export const linesOf = (text: string): string[] => text.split(LINE_END);

/** Lines that took the place of others are told word by word. */
function rewordedParts(part: Part, next: Part | undefined, before: Part | undefined): Part[] {
  if (part.kind === "removed" && next?.kind === "added") return words(part.text, next.text);
  return part.kind === "added" && before?.kind === "removed" ? [] : [part];
}

function words(from: string, to: string): Part[] {
  const parts = compareWords(from.match(WORD) ?? [], to.match(WORD) ?? []);
  const length = (kind: Part["kind"]) =>
    parts.reduce((sum, part) => sum + (part.kind === kind ? letters(part.text) : 0), 0);
  // Where hardly a word stayed, marks within the line would hide what they should show.
  return length("equal") * 4 < Math.min(letters(from), letters(to)) ? replacedParts(from, to) : parts;
}

const letters = (text: string): number => text.replace(/<[^<>]*>|\s+/g, "").length;

function compareWords(from: string[], to: string[]): Part[] {
  const changes = diffArrays(from, to, { maxEditLength: WORK.diffEdits });
  if (changes === undefined) return replacedParts(from.join(""), to.join(""));
  return changes.map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "equal",
    text: value.join(""),
  }));
}

const replacedParts = (from: string, to: string): Part[] =>
  joinParts([
    { kind: "removed", text: from },
    { kind: "added", text: to },
  ]);

/** Parts of the same kind beside each other are one; empty ones are none. */
function joinParts(parts: readonly Part[]): Part[] {
  const all: Part[] = [];
  for (const { kind, text } of parts) {
    const last = all.at(-1);
    if (text === "") continue;
    if (last?.kind === kind) last.text += text;
    else all.push({ kind, text });
  }
  return all;
}
