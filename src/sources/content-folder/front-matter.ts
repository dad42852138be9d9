import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from "yaml";
import type { Mistake } from "../../model/mistake.ts";
import { WORK } from "../../model/policy.ts";
import { type Cut, cutsIn } from "./cut-value.ts";
import { yamlMistakes } from "./yaml-mistake.ts";

/** A file's settings as plain data, its body, and the position of each field in the file. */
export type ParsedFrontMatter = {
  data: unknown;
  body: string;
  /** The line of the file on which the body starts, counted from 1. */
  bodyLine: number;
  /** Returns the line of a field; for a missing field, that of the closest enclosing one. */
  lineOf: (field: string) => number;
  /** Returns a field's value as written; undefined if there is no such field. */
  sourceOf: (field: string) => string | undefined;
  /** Values that were cut off at a number sign. */
  cuts: Cut[];
  mistakes: (Mistake & { line: number })[];
};

const FENCE = /^---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?---[ \t]*(?:\r?\n|$)/;

/** Splits a Markdown file into its front matter and body. */
export function parseFrontMatter(text: string): ParsedFrontMatter {
  const source = text.replace(/^\uFEFF/, "");
  const match = FENCE.exec(source);
  if (match === null) return { ...parseYaml("", 0), body: source, bodyLine: 1, mistakes: [fenceMistake(source)] };
  const head = match[0];
  const bodyLine = head.split("\n").length;
  return { ...parseYaml(match[1] ?? "", 1), body: source.slice(head.length), bodyLine };
}

function fenceMistake(source: string): Mistake & { line: number } {
  const isOpen = /^---[ \t]*\r?\n/.test(source);
  return {
    line: 1,
    field: "",
    problem: isOpen ? "has no --- line after its fields" : "has no fields at the top",
    allowed: "a --- line, the fields, another --- line and then the text",
  };
}

/** Parses YAML; `offset` is the number of lines before it in its file. */
export function parseYaml(text: string, offset = 0): ParsedFrontMatter {
  const yaml = text.replace(/^\uFEFF/, "");
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, logLevel: "silent" });
  const place = (field: string) => placeOf(document.contents, steps(field));
  const lineOf = (field: string) => lines.linePos(place(field).at).line + offset;
  const sourceOf = (field: string) => sourceIn(yaml, place(field), field);
  const mistakes = yamlMistakes(yaml, [...document.errors, ...document.warnings]).map(({ row, ...mistake }) => ({
    ...mistake,
    line: row + 1 + offset,
  }));
  const parsed = { body: "", bodyLine: 1, lineOf, sourceOf, cuts: [] };
  if (mistakes.length > 0) return { ...parsed, data: undefined, mistakes };
  return { ...parsed, ...plainData(document, yaml, offset), cuts: cutsIn(document, yaml) };
}

/** Converts a document to plain data. The parser refuses aliases that multiply endlessly when it resolves them. */
function plainData(
  document: Document.Parsed,
  yaml: string,
  offset: number,
): Pick<ParsedFrontMatter, "data" | "mistakes"> {
  try {
    return { data: document.toJS({ maxAliasCount: WORK.yamlAliases }) ?? {}, mistakes: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = message.startsWith("Unresolved alias") ? yaml.search(/(?<=[:-]\s+)\*/) : -1;
    const found = at < 0 ? [] : yamlMistakes(yaml, [{ code: "BAD_ALIAS", pos: [at, at], message }]);
    const { row, ...rest } = found[0] ?? { row: -offset, field: "", problem: "isn't valid YAML", allowed: message };
    return { data: undefined, mistakes: [{ ...rest, line: row + 1 + offset }] };
  }
}

/** Splits `images[0].alt` into path steps. */
const steps = (field: string): string[] => field.split(/[.[\]]+/).filter((step) => step !== "");

/** Where a field begins, its value, and whether the full path was found. */
type Place = { at: number; node: Node | null; isWhole: boolean };

/** Finds the last existing step of a path. Ids may contain dots, so a key may take up several steps. */
function placeOf(root: unknown, path: readonly string[]): Place {
  let node: Node | null = isNode(root) ? root : null;
  let at = node?.range?.[0] ?? 0;
  for (let step = 0; step < path.length; ) {
    const found = child(node, path.slice(step));
    if (found === undefined) return { at, node, isWhole: false };
    at = found.at;
    node = found.node;
    step += found.steps;
  }
  return { at, node, isWhole: true };
}

const sourceIn = (yaml: string, { node, isWhole }: Place, field: string): string | undefined =>
  isWhole && field !== "" && (isScalar(node) || (isCollection(node) && node.flow))
    ? yaml.slice(node.range?.[0], node.range?.[1]).trim()
    : undefined;

function child(
  node: Node | null,
  path: readonly string[],
): { at: number; node: Node | null; steps: number } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(path[0])];
    return isNode(item) ? { at: item.range?.[0] ?? 0, node: item, steps: 1 } : undefined;
  }
  if (!isMap(node)) return undefined;
  for (let steps = path.length; steps > 0; steps--) {
    const name = path.slice(0, steps).join(".");
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (isPair(pair) && isNode(pair.key))
      return { at: pair.key.range?.[0] ?? 0, node: isNode(pair.value) ? pair.value : null, steps };
  }
  return undefined;
}
