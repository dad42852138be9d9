import type { AuthorInput, AuthorRecord, NamedAuthor } from "../../model/author.ts";
import { getOwn } from "../../model/get-own.ts";
import type { MastheadInput, NamedMasthead } from "../../model/masthead.ts";
import type { Mistake } from "../../model/mistake.ts";
import { clashesAmong, clashMistake, type FindOwner, type Naming, nameOf, type Owner } from "../../model/renaming.ts";
import { type AddressRow, readOwners } from "../../store/address.ts";

/** Authors as the masthead holds them, by id; `ids` maps every name that was sent. */
export type NamedAuthors = {
  authors: Record<string, NamedAuthor>;
  ids: ReadonlyMap<string, string>;
  added: AddressRow[];
  mistakes: Mistake[];
  warnings: Mistake[];
};

/** Looks up which authors are sent: an author keeps the id, whatever the file is called now. */
export async function nameAuthors(
  db: D1Database,
  sent: Readonly<Record<string, AuthorInput>>,
  before: Readonly<Record<string, AuthorRecord>> = {},
): Promise<NamedAuthors> {
  const all = Object.entries(sent).map(([name, author]) => ({ name, was: author.was, author }));
  const owners = await readOwners(
    db,
    "author",
    all.flatMap(({ name, was = [] }) => [name, ...was]),
  );
  const find = findIn(owners, before);
  const named = all.map((each) => ({ ...each, ...nameOf(each, "author", find) }));
  const clashes = clashesAmong(named);
  const gone = Object.entries(before).filter(([id]) => !named.some((each) => each.id === id));
  return {
    authors: Object.fromEntries(named.map(({ id, address, author }) => [id, recordOf(author, { id, address })])),
    ids: new Map(named.flatMap(({ id, name, was = [] }) => [name, ...was].map((each) => [each, id]))),
    added: named.flatMap(({ id, added }) => added.map((name) => ({ kind: "author" as const, name, of: id }))),
    mistakes: named.flatMap(({ name, author, mistakes }, at) => {
      const clash = clashes.find((each) => each.at === at);
      const others = clash === undefined ? goneMistakes(author, gone, find(name)) : [clashMistake(clash, "author")];
      return (mistakes.length > 0 ? mistakes : others).map((mistake) => ofAuthor(name, mistake));
    }),
    warnings: named.flatMap(({ name, warnings }) => warnings.map((warning) => ofAuthor(name, warning))),
  };
}

/** Rejects a new file with the byline of a missing author: an unannounced rename would leave subscribers with an empty feed. */
function goneMistakes(
  { name, was }: AuthorInput,
  gone: readonly [string, AuthorRecord][],
  owner: Owner | undefined,
): Mistake[] {
  const [id, { address = id } = {}] = gone.find(([, author]) => author.name === name) ?? [];
  if (id === undefined || owner !== undefined || was !== undefined) return [];
  const names = [...new Set([id, address])].join(", ");
  return [
    {
      field: "was",
      problem: `is missing: ${id} has the same byline but is no longer sent`,
      allowed: `was: [${names}], if this is the same author; or the file ${address} along with this one`,
    },
  ];
}

const ofAuthor = (name: string, mistake: Mistake): Mistake => ({
  ...mistake,
  field: `authors.${name}.${mistake.field}`,
});

const findIn =
  (owners: ReadonlyMap<string, string>, authors: Readonly<Record<string, AuthorRecord>>): FindOwner =>
  (name) => {
    const id = owners.get(name) ?? (Object.hasOwn(authors, name) ? name : undefined);
    return id === undefined ? undefined : { id, address: getOwn(authors, id)?.address ?? id };
  };

const recordOf = ({ was: _, ...author }: AuthorInput, { id, address }: Pick<Naming, "id" | "address">): NamedAuthor =>
  address === id ? author : { ...author, address };

/** Returns the masthead with its authors, including retired ones, under their ids. */
export function withAuthorIds(
  { authors: _, retired, ...rest }: MastheadInput,
  { authors, ids }: Pick<NamedAuthors, "authors" | "ids">,
): NamedMasthead {
  const byId = retired?.authors?.map((name) => ids.get(name) ?? name);
  return { ...rest, authors, ...(retired ? { retired: { ...retired, ...(byId ? { authors: byId } : {}) } } : {}) };
}

/**
 * Returns the ids of authors by their other current or former names; leaves out names that are ids in the masthead, and names
 * that nobody ever had.
 */
export const readAuthorIds = (
  db: D1Database,
  authors: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> =>
  readOwners(db, "author", [...new Set(names.filter((name) => !Object.hasOwn(authors, name)))]);
