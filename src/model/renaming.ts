import { z } from "zod";
import type { Mistake } from "./mistake.ts";
import { ARTICLE } from "./policy.ts";
import { atMost, slug } from "./text.ts";

/** A name that was an address once; people take the file's own name for it. */
const formerName = slug.superRefine((text, { addIssue }) => {
  const [, stem] = /^(.+)\.(?:md|ya?ml)$/.exec(text) ?? [];
  const problem = "is a file name";
  if (stem !== undefined)
    addIssue({
      code: "custom",
      input: text,
      message: "the name without its extension",
      params: { problem, suggestion: stem },
    });
});

/** The earlier names of a story or an author, oldest first: the oldest is its permanent id. */
export const formerNames = z
  .array(formerName)
  .min(1, { error: "its earlier names, oldest first; or leave the field out" })
  .max(...atMost(ARTICLE.formerNames, "names"))
  .superRefine((names, { addIssue }) => {
    for (const [at, name] of names.entries())
      if (names.indexOf(name) < at)
        addIssue({
          code: "custom",
          input: name,
          path: [at],
          message: "each name only once",
          params: { problem: "is listed twice" },
        });
  });

/** A story's or author's names: `id` is the first name and never changes, `address` is the current one. */
export type Owner = { id: string; address: string };

/** The owner of a name, now or earlier; undefined if nobody has ever had it. */
export type FindOwner = (name: string) => Owner | undefined;

/** What is published, as it names itself. */
export type Named = { name: string; was?: readonly string[] | undefined };

/** The result of looking up names. */
export type Naming = Owner & {
  /** New names other than the id: they are kept permanently. */
  added: string[];
  mistakes: Mistake[];
  /** Names that are accepted but may not be intended. */
  warnings: Mistake[];
};

/** Looks up an item's identity by its current name and by the earlier names that it gives. */
export function nameOf({ name, was = [] }: Named, noun: "story" | "author", find: FindOwner): Naming {
  const id = was[0] ?? find(name)?.id ?? name;
  const names = [...new Set([name, ...was])].filter((each) => each !== id);
  const mistakes = was.length === 0 ? staleMistakes(name, noun, find) : formerMistakes(name, was, noun, find);
  return {
    id,
    address: name,
    added: names.filter((each) => find(each) === undefined),
    mistakes,
    warnings: mistakes.length > 0 ? [] : unknownNames(was, noun, find),
  };
}

/** If it is sent under an earlier name, it may be an old file: it isn't accepted without `was`. */
function staleMistakes(name: string, noun: string, find: FindOwner): Mistake[] {
  const owner = find(name);
  if (owner === undefined || owner.address === name) return [];
  const all = [...new Set([owner.id, owner.address])].join(", ");
  return [
    {
      field: "was",
      problem: `is missing: ${name} is an earlier name of the ${noun} that is now at ${owner.address}`,
      allowed: `was: [${all}], to rename it back to ${name}; or the ${noun} under its current name, ${owner.address}`,
    },
  ];
}

function formerMistakes(name: string, was: readonly string[], noun: string, find: FindOwner): Mistake[] {
  const [id = ""] = was;
  const first = find(id);
  if (first !== undefined && first.id !== id) return [notFirst(id, first, noun)];
  const taken = find(name);
  return [
    ...(taken === undefined || taken.id === id ? [] : [takenName(name, id, taken, noun)]),
    ...was.flatMap((each, at) => {
      const owner = find(each);
      return owner === undefined || owner.id === id || each === name ? [] : [anothers(each, at, owner, noun)];
    }),
  ];
}

const notFirst = (name: string, { id }: Owner, noun: string): Mistake => ({
  field: "was[0]",
  value: JSON.stringify(name),
  problem: `is a later name of the ${noun}, not its original one`,
  allowed: `the original name first: was: [${id}, …]`,
});

const takenName = (name: string, id: string, owner: Owner, noun: string): Mistake => ({
  field: "was[0]",
  value: JSON.stringify(id),
  problem: `isn't the original name of ${name}, which is ${owner.id === name ? `another ${noun}` : `a name of the ${noun} ${owner.id}`}`,
  allowed: `was: [${owner.id}, …], if this is that ${noun}; otherwise a name that no other ${noun} has had`,
});

const anothers = (name: string, at: number, { id }: Owner, noun: string): Mistake => ({
  field: `was[${at}]`,
  value: JSON.stringify(name),
  problem: `is ${id === name ? `another ${noun}` : `a name of another ${noun}, ${id}`}`,
  allowed: `names that this ${noun} has had`,
});

/** A name that this wire doesn't know: from a folder that moved to a new wire, or misspelled. */
function unknownNames(was: readonly string[], noun: string, find: FindOwner): Mistake[] {
  const [id] = was;
  if (id !== undefined && find(id) === undefined)
    return [
      {
        field: "was[0]",
        value: JSON.stringify(id),
        problem: `isn't on this wire, so this is published as a new ${noun} with that ID`,
      },
    ];
  return was.flatMap((name, at) =>
    find(name) === undefined
      ? [
          {
            field: `was[${at}]`,
            value: JSON.stringify(name),
            problem: `wasn’t a name of this ${noun} on this wire; it now leads there`,
          },
        ]
      : [],
  );
}

/** Two items that claim to be the same, by the position of one and by the name that they share. */
export type Clash = { at: number; field: string; shared: string; with: string };

/** Items that claim to be the same as another: by their ids, or by a name that both have or had. */
export function clashesAmong(all: readonly (Named & { id: string })[]): Clash[] {
  const claimed = new Map<string, number>();
  return all.flatMap((each, at) => {
    const names = [each.id, each.name, ...(each.was ?? [])];
    const shared = names.find((name) => claimed.has(name));
    const other = claimed.get(shared ?? "");
    for (const name of names) if (!claimed.has(name)) claimed.set(name, at);
    return shared === undefined || other === undefined ? [] : [clash(all, at, other, shared)];
  });
}

/** The mistake is reported for the item that lists its earlier names, because it can be fixed there. */
function clash(all: readonly Named[], later: number, earlier: number, shared: string): Clash {
  const isEarlier = all[later]?.was === undefined && all[earlier]?.was !== undefined;
  const [at, other] = isEarlier ? [earlier, later] : [later, earlier];
  const index = all[at]?.was?.indexOf(shared) ?? -1;
  return { at, field: index < 0 ? "was" : `was[${index}]`, shared, with: all[other]?.name ?? "" };
}

/** The mistake of two items that claim to be the same. */
export const clashMistake = ({ field, shared, with: other }: Clash, noun: "story" | "author"): Mistake => ({
  field,
  value: JSON.stringify(shared),
  problem: `says that this is the same ${noun} as ${other}`,
  allowed: `one of the two; or names that only this ${noun} has had`,
});
