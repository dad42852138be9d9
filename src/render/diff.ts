import { diffArrays } from "diff";
import { WORK } from "../model/policy.ts";

/** A part of a comparison: in both texts, only in the later one, or only in the earlier one. */
export type Part = { kind: "equal" | "added" | "removed"; text: string };

/** The end of a line or, in HTML without line breaks, of a block. */
const LINE_END = /(?<=\n|<\/(?:p|h[2-6]|li|blockquote|pre|table|figure)>(?!\n))/;
/** A tag, whitespace, a character reference, a word, or any other character: the units that are never split. */
const WORD = /<[^<>]*>|\s+|&#?\w+;|[\p{L}\p{M}\p{N}_'’-]+|./gsu;

/** Compares two texts line by line, and changed lines word by word. */
export function partsOf(from: string, to: string): Part[] {
  const lines = compareWords(linesOf(from), linesOf(to));
  return joinParts(lines.flatMap((part, at) => rewordedParts(part, lines[at + 1], lines[at - 1])));
}

/** Splits a text into lines; joined again, they are the text. */
export const linesOf = (text: string): string[] => text.split(LINE_END);

/** Compares replaced lines word by word. */
function rewordedParts(part: Part, next: Part | undefined, before: Part | undefined): Part[] {
  if (part.kind === "removed" && next?.kind === "added") return words(part.text, next.text);
  return part.kind === "added" && before?.kind === "removed" ? [] : [part];
}

function words(from: string, to: string): Part[] {
  const parts = compareWords(from.match(WORD) ?? [], to.match(WORD) ?? []);
  const length = (kind: Part["kind"]) =>
    parts.reduce((sum, part) => sum + (part.kind === kind ? letters(part.text) : 0), 0);
  // If hardly a word stayed the same, word-level marks would hide the change.
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

/** Merges adjacent parts of the same kind and drops empty ones. */
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
