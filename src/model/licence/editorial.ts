import { isSame } from "../canonical-json.ts";
import type { Mistake } from "../mistake.ts";
import { type Licence, type LicenceVersion, termsAndClauses } from "./licence.ts";

/** Fields that aren't clauses: only wording. The date on which a version comes into force isn't a clause either. */
const WORDING = ["name", "statement", "text", "effective.from"];

/** The number of clauses that a mistake names. */
const NAMED = 3;

/**
 * Returns what is wrong with calling a version editorial: its clauses differ from the version in force, which publishers may
 * have accepted. Undefined if only the wording differs, or nothing does.
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

/** Returns the paths at which two values differ, such as `grant.translate`; lists are compared as a whole. */
function differingPaths(one: unknown, other: unknown, path: string): string[] {
  if (isSame(one, other)) return [];
  const [left, right] = [groupOf(one), groupOf(other)];
  if (left === undefined || right === undefined) return [path];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return names.flatMap((name) => differingPaths(left[name], right[name], path === "" ? name : `${path}.${name}`));
}

/** A group of clauses; a missing one counts as empty. */
function groupOf(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined) return {};
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
