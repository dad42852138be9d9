import type { z } from "zod";
import { LENGTH } from "./policy.ts";
import { spell } from "./spelling.ts";
import { nearest, suggestField } from "./suggestion.ts";
import { namesIn, SLUG_RULE } from "./text.ts";

/** One mistake in outside input: the field, its value, what is wrong, what was probably meant, what is allowed. */
export type Mistake = { field: string; value?: string; problem: string; suggestion?: string; allowed?: string };

/** A mistake as a form shows it; `sentence` replaces ours if the form has its own words. */
export type FormMistake = Mistake & { sentence?: string };

/** Something that is accepted but may be unintended; `code` gives its kind, unless it is an unknown name. */
export type Doubt = Mistake & { code?: string };

/** The mistake as one sentence, for people. */
export const mistakeSentence = ({ field, value, problem, suggestion, allowed }: Mistake): string =>
  `${field === "" ? "" : `${field}: `}${problem}${value === undefined ? "" : ` (${value})`}` +
  (suggestion === undefined ? "" : `; did you mean ${suggestion}?`) +
  (allowed ? `${suggestion === undefined ? "; a" : " A"}llowed: ${allowed}` : "");

/** The same next to a form's field, where the field and its value are visible: what is wrong, and what to enter. */
export function fieldSentence({ value, problem, suggestion, allowed, sentence }: FormMistake): string {
  if (sentence !== undefined) return sentence;
  const isMissing = problem === MISSING || problem === EMPTY || value === "[]";
  const said = GENERAL.has(problem) || value === "[]" ? "" : `This ${problem}. `;
  const meant = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  if (allowed === undefined || allowed === KINDS.string)
    return isMissing ? "This field is required." : `This ${problem}.${meant}`;
  const wanted = allowed.replace(/^at most\b/, "text of $&");
  return `${said}${problem === NOT_ONE ? "Choose one of" : "Enter"} ${wanted}.${meant}`;
}

/** The same away from the field, which its label names; `label` may be a question. An empty one stands for the whole input. */
export const labeledSentence = (label: string, mistake: FormMistake): string =>
  label === "" ? mistakeSentence(mistake) : `${label}${label.endsWith("?") ? "" : ":"} ${fieldSentence(mistake)}`;

/** A value as an error may quote it: JSON, truncated if it is long. */
export function quoteValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const json = JSON.stringify(value) ?? String(value);
  const short = json.length > LENGTH.quote ? `${json.slice(0, LENGTH.quote - 1)}…` : json;
  return short.toWellFormed();
}

type Path = readonly PropertyKey[];

/** `images[0].alt`: a path the way people write it. */
export const fieldName = (path: Path): string =>
  path.reduce<string>((name, step) => {
    if (typeof step === "number") return `${name}[${step}]`;
    return name === "" ? String(step) : `${name}.${String(step)}`;
  }, "");

/** The part of a value at a path; undefined if there is none. */
function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), value);
}

const isRecord = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === "object" && value !== null;

/** The mistake with what was probably meant, if anything comes near. */
export const withSuggestion = (mistake: Mistake, suggestion: string | undefined): Mistake =>
  suggestion === undefined ? mistake : { ...mistake, suggestion };

/** An unknown name in place of one of the known ones. */
export const unknownName = (field: string, id: string, noun: string, known: readonly string[]): Mistake =>
  withSuggestion(
    { field, value: JSON.stringify(id), problem: `is not a known ${spell(noun, "en-US")}`, allowed: known.join(", ") },
    nearest(id, known),
  );

/** Every mistake that a schema found, with the value there. A misspelled field isn't also reported as missing. */
export function mistakesOf(error: z.ZodError, input: unknown): Mistake[] {
  const mistakes = error.issues.flatMap((issue) => issueMistakes(issue, input));
  const meant = new Set(
    mistakes.flatMap(({ field, problem, suggestion }) =>
      problem === UNKNOWN_FIELD && suggestion !== undefined ? [sibling(field, suggestion)] : [],
    ),
  );
  return mistakes.filter(({ field, problem }) => problem !== MISSING || !meant.has(field));
}

const UNKNOWN_FIELD = "isn't a known field";
const MISSING = "is missing";
const EMPTY = "is empty";
const NOT_ALLOWED = "is not allowed";
const NOT_ONE = "is not one of the allowed values";
const NOT_AN_ID = "isn't a valid id";
/** The problem of a number where text belongs, and the like. */
export const WRONG_KIND = "has the wrong type";

/** Problems that say no more than "what is allowed" already does. */
const GENERAL: ReadonlySet<string> = new Set([MISSING, EMPTY, WRONG_KIND, NOT_ALLOWED, NOT_ONE, NOT_AN_ID]);

/** A field next to another one. */
const sibling = (field: string, name: string): string => field.replace(/[^.\]]*$/, name);

function issueMistakes(issue: z.core.$ZodIssue, input: unknown): Mistake[] {
  if (issue.code === "unrecognized_keys") return unknownFields(issue);
  const field = fieldName(issue.path);
  if (issue.code === "invalid_key")
    return [withSuggestion({ field, ...notAnId(issue) }, asSlug(String(issue.path.at(-1))))];
  const found = valueAt(input, issue.path);
  return [withValue({ field, ...flawIn(issue, found) }, quoteValue(found))];
}

function unknownFields({ path, keys, message }: z.core.$ZodIssueUnrecognizedKeys): Mistake[] {
  const known = namesIn(message);
  return keys.map((key) => {
    const mistake = { field: fieldName([...path, key]), problem: UNKNOWN_FIELD };
    const suggestion = suggestField(key, known);
    // The list of all fields would hide the one that was meant.
    return suggestion === undefined ? { ...mistake, allowed: message } : { ...mistake, suggestion };
  });
}

/** An id that is a field's own name. */
const notAnId = ({ issues, message }: z.core.$ZodIssueInvalidKey) => ({
  problem: "can't be an id",
  allowed: issues[0]?.message ?? message,
});

type Flaw = Omit<Mistake, "field" | "value">;

function flawIn(issue: z.core.$ZodIssue, found: unknown): Flaw {
  switch (issue.code) {
    case "invalid_type":
      return { problem: found === undefined ? MISSING : WRONG_KIND, allowed: kindOf(issue.expected) };
    case "invalid_value": {
      const words = issue.values.map(String);
      const problem = found === undefined ? MISSING : NOT_ONE;
      return near({ problem, allowed: words.join(", ") }, nearest(String(found), words));
    }
    case "custom": {
      const problem: unknown = issue.params?.problem;
      const suggestion: unknown = issue.params?.suggestion;
      return near(
        { problem: typeof problem === "string" ? problem : NOT_ALLOWED, allowed: issue.message },
        typeof suggestion === "string" ? suggestion : undefined,
      );
    }
    default:
      if (typeof found === "string" && found.trim() === "") return { problem: EMPTY, allowed: issue.message };
      return issue.message === SLUG_RULE
        ? near({ problem: NOT_AN_ID, allowed: SLUG_RULE }, asSlug(String(found)))
        : { problem: NOT_ALLOWED, allowed: issue.message };
  }
}

const near = (flaw: Flaw, suggestion: string | undefined): Flaw =>
  suggestion === undefined ? flaw : { ...flaw, suggestion };

/** `Jordan Reyes` as an id: `jordan-reyes`; of a path, the name at its end. */
export function asSlug(text: string): string | undefined {
  const word = text
    .replace(/^.*\b(?:articles|authors)\/([^/]+?)(?:\.(?:md|ya?ml))?$/, "$1")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/\.{2,}|-?\.-|^[-.]+|[-.]+$/g, "");
  return word === "" ? undefined : word;
}

const withValue = (mistake: Mistake, value: string | undefined): Mistake =>
  value === undefined ? mistake : { ...mistake, value };

const KINDS: Record<string, string> = {
  string: "text",
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  object: "named fields",
  record: "named fields",
};
const kindOf = (expected: string): string => KINDS[expected] ?? `a ${expected}`;
