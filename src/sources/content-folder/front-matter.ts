import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Mistake } from "../../model/mistake.ts";
import { WORK } from "../../model/policy.ts";

/** A file's settings as plain data, its body, and where in the file each field stands. */
export type ParsedFrontMatter = {
  data: unknown;
  body: string;
  /** The line of the file on which the body starts, from 1. */
  bodyLine: number;
  /** The line on which a field stands; of a missing one, the nearest thing around it. */
  lineOf: (field: string) => number;
  mistakes: (Mistake & { line: number })[];
};

const FENCE = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/;

/** Splits a Markdown file into its front matter and body. */
export function parseFrontMatter(text: string): ParsedFrontMatter {
  const source = text.replace(/^\uFEFF/, "");
  const match = FENCE.exec(source);
  if (match === null) return { ...parseYaml("", 0), body: source, bodyLine: 1, mistakes: [noFence] };
  const head = match[0];
  const bodyLine = head.split("\n").length;
  return { ...parseYaml(match[1] ?? "", 1), body: source.slice(head.length), bodyLine };
}

const noFence = {
  line: 1,
  field: "",
  problem: "has no front matter",
  allowed: "YAML between two lines of ---, first in the file",
};

/** Reads a YAML file; `offset` is the number of lines before it in its own file. */
export function parseYaml(yaml: string, offset = 0): ParsedFrontMatter {
  const lines = new LineCounter();
  const document = parseDocument(yaml.replace(/^\uFEFF/, ""), { lineCounter: lines, prettyErrors: false });
  const lineAt = (position: number) => lines.linePos(position).line + offset;
  const mistakes = document.errors.map((error) => ({
    line: lineAt(error.pos[0]),
    field: "",
    problem: "is not valid YAML",
    allowed: error.message.split("\n")[0] ?? "",
  }));
  const lineOf = (field: string) => lineAt(position(document.contents, steps(field)));
  if (mistakes.length > 0) return { data: undefined, body: "", bodyLine: 1, lineOf, mistakes };
  return { ...plainData(() => document.toJS({ maxAliasCount: WORK.yamlAliases })), body: "", bodyLine: 1, lineOf };
}

/** Aliases that multiply without end are refused by the parser as they are resolved. */
function plainData(read: () => unknown): Pick<ParsedFrontMatter, "data" | "mistakes"> {
  try {
    return { data: read() ?? {}, mistakes: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { data: undefined, mistakes: [{ line: 1, field: "", problem: "is not valid YAML", allowed: reason }] };
  }
}

/** `images[0].alt` as the steps of a path. */
const steps = (field: string): string[] => field.split(/[.[\]]+/).filter((step) => step !== "");

/** Where in the text a path's last step that exists begins. Ids hold dots, so a key may take up several steps. */
function position(root: unknown, path: readonly string[]): number {
  let node: Node | null = isNode(root) ? root : null;
  let at = node?.range?.[0] ?? 0;
  for (let step = 0; step < path.length; ) {
    const found = child(node, path.slice(step));
    if (found === undefined) break;
    at = found.at;
    node = found.node;
    step += found.steps;
  }
  return at;
}

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
