import { z } from "zod";
import { LIBRARY } from "../../../model/policy.ts";

/** A filter of a list: a text; left empty, it is none. */
export const textFilter = z
  .string()
  .max(LIBRARY.queryLength, { error: `at most ${LIBRARY.queryLength} characters` })
  .optional()
  .transform((text) => text?.trim() || undefined);

/** The words that are searched for, in lower case. */
export const wordsOf = (query: string | undefined): string[] =>
  (query ?? "").toLowerCase().split(/\s+/).filter(Boolean);

/** A filter that is one of a few words. */
export const choiceFilter = <const Name extends string>(names: readonly Name[]) =>
  textFilter.pipe(z.enum(names, { error: `one of ${names.join(", ")}` }).optional());

/** The address of a list's next page, narrowed as this one is; undefined where there is none. */
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

/** Whether a list is narrowed by anything. */
export const isNarrowed = (filters: Readonly<Record<string, string | undefined>>): boolean =>
  Object.values(filters).some((value) => value !== undefined);
