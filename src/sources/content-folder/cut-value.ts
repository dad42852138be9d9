import { type Document, isPair, isSeq, type Scalar, visit } from "yaml";
import type { z } from "zod";
import { fieldName, type Mistake } from "../../model/mistake.ts";
import { quoted } from "./yaml-mistake.ts";

/** An unquoted value that ends at a number sign, because YAML reads a comment from there on. */
export type Cut = { path: (string | number)[]; whole: string };

type Ancestors = Parameters<NonNullable<Extract<Parameters<typeof visit>[1], { Scalar?: unknown }>["Scalar"]>>[2];

/** Returns every value of a document that is followed by a comment on its own line. */
export function cutsIn(document: Document.Parsed, yaml: string): Cut[] {
  const cuts: Cut[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      const whole = key === "key" ? undefined : wholeText(node, yaml);
      if (whole !== undefined) cuts.push({ path: pathTo(node, ancestors), whole });
    },
  });
  return cuts;
}

/** Returns a value with the comment after it, as it would be read in quotes. */
function wholeText({ type, range }: Scalar, yaml: string): string | undefined {
  if (type !== "PLAIN" || !range) return undefined;
  const comment = /^[ \t]*#[^\r\n]*/.exec(yaml.slice(range[1]))?.[0];
  return comment === undefined ? undefined : (yaml.slice(range[0], range[1]) + comment).trim();
}

function pathTo(node: Scalar, ancestors: Ancestors): Cut["path"] {
  return ancestors.flatMap((each, at): Cut["path"] => {
    if (isPair(each)) return [String(each.key)];
    return isSeq(each) ? [each.items.indexOf(ancestors[at + 1] ?? node)] : [];
  });
}

/**
 * Returns a mistake for each cut that loses text: if the field would accept the whole value, that may have been meant. A date,
 * an id or a keyword never continues after a number sign, so what follows it there is a comment.
 */
export function cutMistakes(schema: z.ZodObject, data: unknown, cuts: readonly Cut[]): Mistake[] {
  return cuts.flatMap(({ path, whole }) => {
    const { error } = schema.safeParse(withValue(data, path, whole));
    const isTaken = !error?.issues.some((issue) =>
      path.every((step, at) => at >= issue.path.length || issue.path[at] === step),
    );
    return isTaken && isKnown(schema, path) ? [cutMistake(path, whole)] : [];
  });
}

/** Whether a field is known; an unknown field has its own mistake. */
const isKnown = (schema: z.ZodObject, [first = ""]: Cut["path"]): boolean => Object.hasOwn(schema.shape, first);

function withValue(data: unknown, path: Cut["path"], value: string): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(data)) return data.map((each, at) => (at === step ? withValue(each, rest, value) : each));
  if (typeof data !== "object" || data === null) return data;
  return { ...data, [step]: withValue(Reflect.get(data, step), rest, value) };
}

const cutMistake = (path: Cut["path"], whole: string): Mistake => ({
  field: fieldName(path),
  problem: "is cut off at its #, which starts a comment",
  allowed: `quotes around the text: ${quoted(whole)}; or the comment on its own line`,
});
