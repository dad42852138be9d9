import type { z } from "zod";
import { LENGTH } from "./policy.ts";

/** One thing wrong with something from outside: which field, what stands there, what is wrong, what is allowed. */
export type Mistake = { field: string; value?: string; problem: string; allowed?: string };

/** The mistake as one sentence, for people. */
export const mistakeSentence = ({ field, value, problem, allowed }: Mistake): string =>
  `${field === "" ? "" : `${field}: `}${problem}${value === undefined ? "" : ` (${value})`}${allowed ? `; allowed: ${allowed}` : ""}`;

/** A value as an error may quote it: JSON, cut where it is long. */
export function quoteValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const json = JSON.stringify(value) ?? String(value);
  const short = json.length > LENGTH.quote ? `${json.slice(0, LENGTH.quote - 1)}…` : json;
  return short.toWellFormed();
}

type Path = readonly PropertyKey[];

/** `images[0].alt`: a path the way people write it. */
const fieldName = (path: Path): string =>
  path.reduce<string>((name, step) => {
    if (typeof step === "number") return `${name}[${step}]`;
    return name === "" ? String(step) : `${name}.${String(step)}`;
  }, "");

/** What stands at a path inside a value; undefined where there is nothing. */
function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), value);
}

const isRecord = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === "object" && value !== null;

/** Every mistake that a schema found, with the value that stood there. */
export function mistakesOf(error: z.ZodError, input: unknown): Mistake[] {
  return error.issues.flatMap((issue) => issueMistakes(issue, input));
}

function issueMistakes(issue: z.core.$ZodIssue, input: unknown): Mistake[] {
  const field = fieldName(issue.path);
  const value = quoteValue(valueAt(input, issue.path));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: fieldName([...issue.path, key]),
      problem: "is not a field here",
      allowed: issue.message,
    }));
  }
  if (issue.code === "invalid_type") {
    const problem = value === undefined ? "is missing" : "is of the wrong kind";
    return [withValue({ field, problem, allowed: kindOf(issue.expected) }, value)];
  }
  if (issue.code === "invalid_value") {
    const problem = value === undefined ? "is missing" : "is not one of the allowed values";
    return [withValue({ field, problem, allowed: issue.values.map(String).join(", ") }, value)];
  }
  return [withValue({ field, problem: "is not allowed", allowed: issue.message }, value)];
}

const withValue = (mistake: Mistake, value: string | undefined): Mistake =>
  value === undefined ? mistake : { ...mistake, value };

const KINDS: Record<string, string> = {
  string: "text",
  array: "a list",
  object: "named fields",
  record: "named fields",
};
const kindOf = (expected: string): string => KINDS[expected] ?? `a ${expected}`;
