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

/** The names that a story or an author had before, first one first: that one is its permanent id. */
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

/** Where a story or an author is: `id` is its first name and never changes, `address` is what people open now. */
export type Owner = { id: string; address: string };

/** Whose a name is or was; undefined where nobody ever had it. */
export type FindOwner = (name: string) => Owner | undefined;

/** What is published, as it names itself. */
export type Named = { name: string; was?: readonly string[] | undefined };

/** What becomes of names once they are looked up. */
export type Naming = Owner & {
  /** Names that nothing had before, apart from the id: they are kept permanently. */
  added: string[];
  mistakes: Mistake[];
  /** What is taken, and may not be meant. */
  warnings: Mistake[];
};

/** Looks up who something is by the name that it has, and by those that it says it had. */
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

/** Sent under a name of before, it may be an old file: neither its text nor its address is taken without a word. */
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

/** A name that leads nowhere here: of a folder that moved to a new wire, or misspelt. */
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

/** Two that say that they are the same, by one's place among all and by the name that they share. */
export type Clash = { at: number; field: string; shared: string; with: string };

/** Those that say that they are what another one is: by their ids, or by a name that both have or had. */
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

/** It is told of the one that names its former names: there it can be mended. */
function clash(all: readonly Named[], later: number, earlier: number, shared: string): Clash {
  const isEarlier = all[later]?.was === undefined && all[earlier]?.was !== undefined;
  const [at, other] = isEarlier ? [earlier, later] : [later, earlier];
  const index = all[at]?.was?.indexOf(shared) ?? -1;
  return { at, field: index < 0 ? "was" : `was[${index}]`, shared, with: all[other]?.name ?? "" };
}

/** What is wrong with two that say that they are the same. */
export const clashMistake = ({ field, shared, with: other }: Clash, noun: "story" | "author"): Mistake => ({
  field,
  value: JSON.stringify(shared),
  problem: `says that this is the same ${noun} as ${other}`,
  allowed: `one of the two; or names that only this ${noun} has had`,
});
