import type { YAMLError } from "yaml";
import type { Mistake } from "../../model/mistake.ts";

/** A mistake at a row of the YAML, counted from 0. */
export type YamlMistake = Mistake & { row: number };

type Cause = { field: string; problem: string; allowed: string };

type YamlFlaw = Pick<YAMLError, "code" | "pos" | "message">;

/**
 * Translates parser errors into terms for people who write stories. Reports each cause once, even if the parser trips over it
 * several times; uses the parser's own words only if there are no better ones.
 */
export function yamlMistakes(yaml: string, errors: readonly YamlFlaw[]): YamlMistake[] {
  const rows = yaml.split("\n").map((row) => row.replace(/\r$/, ""));
  const clear = errors.flatMap((error) => causeFrom(rows, rowOf(yaml, error), error) ?? []);
  const told = clear.filter(
    ({ row, problem }, at) =>
      clear.findIndex((other) => other.row === row || (problem === MISPLACED && other.problem === MISPLACED)) === at,
  );
  const unclear = errors.slice(0, 1).map((error) => ({
    row: rowOf(yaml, error),
    field: "",
    problem: "isn't valid YAML",
    allowed: error.message,
  }));
  return told.length > 0 ? told : unclear;
}

const rowOf = (yaml: string, { pos }: YamlFlaw): number => yaml.slice(0, pos[0]).split("\n").length - 1;

/** Finds the nearest cause at or above an error: an unclosed quote is only noticed at the end of the file. */
function causeFrom(rows: readonly string[], from: number, error: YamlFlaw): (Cause & { row: number }) | undefined {
  for (let row = Math.min(from, rows.length - 1); row >= 0; row--) {
    const cause = causeIn(rows[row] ?? "", row === from ? error.code : "") ?? commentIn(rows, row, from);
    if (cause !== undefined) return { row, ...cause };
    const misplaced = row === from ? misplacedField(rows, row, error) : undefined;
    if (misplaced !== undefined) return misplaced;
  }
  return undefined;
}

/** A number sign cuts off a multi-line text on any line but the last. */
const commentIn = (rows: readonly string[], row: number, from: number): Cause | undefined =>
  row === from - 1 && /\S\s+#/.test(rows[row] ?? "")
    ? { field: "", problem: "is cut off at its #, which starts a comment", allowed: "quotes around the whole text" }
    : undefined;

const MISPLACED = "isn't indented like the fields around it";

/** Detects a field indented differently from its neighbors; if it is further right, the parser blames the line above. */
function misplacedField(rows: readonly string[], from: number, { code, message }: YamlFlaw) {
  const next = rows.findIndex((row, at) => at > from && row.trim() !== "");
  const row = code === "BLOCK_AS_IMPLICIT_KEY" ? next : from;
  const isIndent = code === "BAD_INDENT" || code === "BLOCK_AS_IMPLICIT_KEY" || /without - indicator/.test(message);
  const [, field] = /^\s+([\w-]+):/.exec(rows[row] ?? "") ?? [];
  return field === undefined || !isIndent
    ? undefined
    : { row, field, problem: MISPLACED, allowed: "the same indentation as those fields" };
}

const FIELD = /^[\s-]*?([\w-]+)\s*:(?:\s+(.*))?$/;

function causeIn(row: string, code: string): Cause | undefined {
  if (/^\s*(#|$)/.test(row)) return undefined;
  if (/^ *\t/.test(row)) return { field: "", problem: "begins with a tab", allowed: "spaces" };
  const [, field, value = ""] = FIELD.exec(row) ?? [];
  if (field === undefined) return code === "" ? undefined : noField(row);
  if (code === "DUPLICATE_KEY") return { field, problem: "appears twice", allowed: "each field only once" };
  const text = value.trim();
  const problem = valueProblem(text, code);
  if (problem === undefined) return undefined;
  const quotes = `quotes around the text: ${quoted(text)}`;
  return { field, problem, allowed: problem === OPEN ? `a bracket at its end; or ${quotes}` : quotes };
}

/** Returns the mistake of a line in which no field begins. */
function noField(row: string): Cause | undefined {
  const [, field, value = ""] = /^\s*([A-Za-z][\w-]*):(\S.*)$/.exec(row) ?? [];
  if (field !== undefined) return { field, problem: "has no space after its colon", allowed: `${field}: ${value}` };
  if (/^[\s-]/.test(row)) return undefined;
  return {
    field: "",
    problem: "doesn't start with a field",
    allowed:
      "a field name, a colon and a value, such as section: news; or two spaces first, to continue the text above",
  };
}

const STRING = { '"': /^"(?:[^"\\]|\\.)*"/, "'": /^'(?:[^']|'')*'/ } as const;
const OPEN = "opens a bracket that isn't closed";
const BRACKETS = { "[": "]", "{": "}" } as const;

/** Returns why YAML reads a value meant as text as something else. */
function valueProblem(value: string, code: string): string | undefined {
  const first = value[0];
  if (first === '"' || first === "'") {
    const whole = STRING[first].exec(value)?.[0];
    if (whole === undefined) return "opens a quote that isn't closed";
    if (code === "BAD_DQ_ESCAPE") return "has a backslash between double quotes";
    return isOver(value.slice(whole.length)) ? undefined : "continues after its closing quote";
  }
  if (first === "[" || first === "{") {
    const end = value.replace(/\s#.*$/, "").lastIndexOf(BRACKETS[first]);
    if (end < 0) return OPEN;
    return isOver(value.slice(end + 1))
      ? undefined
      : `starts with ${first}, which YAML reads as the start of a list or fields`;
  }
  if (/^[|>]/.test(value) ? !/^[|>][+\-\d]{0,2}(\s+#.*)?$/.test(value) : /^([@`%&*!\]},]|[-?](\s|$))/.test(value))
    return `starts with ${first}, which has a special meaning in YAML`;
  return /:(\s|$)/.test(value) ? "has a colon in text without quotes" : undefined;
}

const isOver = (rest: string): boolean => /^\s*(#|$)/.test(rest);

/** Quotes a text for YAML with as few backslashes as possible. */
export const quoted = (text: string): string =>
  text.includes('"') && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
