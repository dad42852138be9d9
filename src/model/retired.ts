import { z } from "zod";
import { keysOf } from "./get-own.ts";
import { fields, slug } from "./text.ts";

/** The kinds that can be retired: old articles keep them, and new ones can't have them. With the word for one of each. */
export const RETIRABLE = { sections: "section", topics: "topic", authors: "author", licences: "licence" } as const;
export type Retirable = keyof typeof RETIRABLE;

/** What people call one of them. */
export const nounOf = (kind: Retirable): string => (kind === "licences" ? "license" : RETIRABLE[kind]);

/** The problem of a retired id where only current ones are allowed. */
export const retiredProblem = (kind: Retirable): string => `is a retired ${nounOf(kind)}`;

export const RETIRABLES = keysOf(RETIRABLE);

const ids = (what: string) => z.array(slug).optional().describe(`Ids of retired ${what}.`);

/** What is retired, as the desk's API takes it. */
export const RetiredInput = fields({
  sections: ids("sections"),
  topics: ids("topics"),
  authors: ids("authors"),
  licences: ids("licenses"),
}).meta({ id: "Retired" });

/** Ids of what is retired, by kind. */
export type Retired = Partial<Record<Retirable, string[] | undefined>>;

/** Something retirable, as answers and the command line name it: `sections/asia`. */
export const retirableName = (kind: Retirable, id: string): string => `${kind}/${id}`;

/** The kind and id in such a name; undefined for anything else. */
export function parseRetirable(name: string): { kind: Retirable; id: string } | undefined {
  const [first, id = "", ...rest] = name.split("/");
  const kind = RETIRABLES.find((each) => each === first);
  return kind === undefined || id === "" || rest.length > 0 ? undefined : { kind, id };
}

/** Whether something is retired. */
export const isRetired = (retired: Retired | undefined, kind: Retirable, id: string): boolean =>
  retired?.[kind]?.includes(id) === true;

/** The choices that are left, by id: everything that isn't retired. */
export const withoutRetired = <Value>(
  all: Readonly<Record<string, Value>>,
  kind: Retirable,
  retired: Retired | undefined,
): Record<string, Value> => Object.fromEntries(Object.entries(all).filter(([id]) => !isRetired(retired, kind, id)));

/** The licenses that can still be taken: by articles, and by publishers. One that has ended can't. */
export const offeredLicences = <Licence extends object>(masthead: {
  licences: Readonly<Record<string, Licence>>;
  retired?: Retired | undefined;
}): Record<string, Licence> =>
  Object.fromEntries(
    Object.entries(withoutRetired(masthead.licences, "licences", masthead.retired)).filter(
      ([, licence]) => Reflect.get(licence, "ended") !== true,
    ),
  );

/** Names that are retired in one and not in the other. */
export const retiredOnlyIn = (one: Retired | undefined, other: Retired | undefined): string[] =>
  RETIRABLES.flatMap((kind) =>
    (one?.[kind] ?? []).filter((id) => !isRetired(other, kind, id)).map((id) => retirableName(kind, id)),
  );

/** The rest without some names; undefined if nothing is left. */
export function omitRetired(retired: Retired | undefined, names: readonly string[]): Retired | undefined {
  const rest = RETIRABLES.map(
    (kind) => [kind, (retired?.[kind] ?? []).filter((id) => !names.includes(retirableName(kind, id)))] as const,
  );
  return retiredFrom(rest);
}

/** With some names added at the end. */
export function addRetired(retired: Retired | undefined, names: readonly string[]): Retired | undefined {
  const added = names.flatMap((name) => parseRetirable(name) ?? []);
  const all = RETIRABLES.map((kind) => {
    const more = added.filter((each) => each.kind === kind).map(({ id }) => id);
    const ids = [...new Set([...(retired?.[kind] ?? []), ...more])];
    return [kind, ids] as const;
  });
  return retiredFrom(all);
}

/** Kinds without retired items are left out; undefined if nothing is retired. */
export function retiredFrom(all: readonly (readonly [Retirable, string[]])[]): Retired | undefined {
  const some = all.filter(([, ids]) => ids.length > 0);
  return some.length === 0 ? undefined : Object.fromEntries(some);
}
