import { isSame } from "../canonical-json.ts";
import type { Mistake } from "../mistake.ts";
import { type Licence, type LicenceVersion, termsAndClauses } from "./licence.ts";

/** What no clause is: only its wording. When a text comes in force isn't what it says either. */
const WORDING = ["name", "statement", "text", "effective.from"];

/** Clauses that a mistake names. */
const NAMED = 3;

/**
 * What is wrong with calling a text editorial: a clause is another than in the text in force, which publishers may have
 * accepted. Undefined where only the wording differs, or nothing.
 */
export function editorialMistake(given: Licence, inForce: LicenceVersion): Mistake | undefined {
  const { version } = inForce;
  const differing = differingPaths(termsAndClauses(inForce), given, "").filter((path) => !WORDING.includes(path));
  if (differing.length === 0) return undefined;
  const more = differing.length > NAMED ? ` and ${differing.length - NAMED} more` : "";
  return {
    field: "editorial",
    value: "true",
    problem: `says that only the wording differs from version ${version}, which is in force, but ${differing.slice(0, NAMED).join(", ")}${more} changed`,
    allowed: `the clauses of version ${version}, or no \`editorial\`, so that publishers are asked to accept the new terms`,
  };
}

/** The paths at which two values differ, `grant.translate`; of lists the list's. */
function differingPaths(one: unknown, other: unknown, path: string): string[] {
  if (isSame(one, other)) return [];
  const [left, right] = [groupOf(one), groupOf(other)];
  if (left === undefined || right === undefined) return [path];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return names.flatMap((name) => differingPaths(left[name], right[name], path === "" ? name : `${path}.${name}`));
}

/** A group of clauses; what isn't there is an empty one. */
function groupOf(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined) return {};
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
