import { z } from "zod";
import { LIBRARY } from "../../../model/policy.ts";

/** A text filter of a list; empty means no filter. */
export const textFilter = z
  .string()
  .max(LIBRARY.queryLength, { error: `at most ${LIBRARY.queryLength} characters` })
  .optional()
  .transform((text) => text?.trim() || undefined);

/** The search words in lower case. */
export const wordsOf = (query: string | undefined): string[] =>
  (query ?? "").toLowerCase().split(/\s+/).filter(Boolean);

/** A filter with a fixed set of values. */
export const choiceFilter = <const Name extends string>(names: readonly Name[]) =>
  textFilter.pipe(z.enum(names, { error: `one of ${names.join(", ")}` }).optional());

/** Returns the URL of a list's next page with the same filters; undefined if there is none. */
export function nextPage(
  path: string,
  filters: Readonly<Record<string, string | undefined>>,
  from: Readonly<Record<string, string>> | undefined,
): string | undefined {
  if (from === undefined) return undefined;
  const set = Object.entries({ ...filters, ...from }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return `${path}?${new URLSearchParams(set)}`;
}

/** Whether a list has any filter. */
export const isNarrowed = (filters: Readonly<Record<string, string | undefined>>): boolean =>
  Object.values(filters).some((value) => value !== undefined);
