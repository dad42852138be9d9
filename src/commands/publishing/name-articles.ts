import { addressOf, type IdentifiedArticle, type NamedArticle } from "../../model/article/article.ts";
import type { Mistake } from "../../model/mistake.ts";
import { withSuggestion } from "../../model/mistake.ts";
import { clashesAmong, clashMistake, type FindOwner, type Naming, nameOf } from "../../model/renaming.ts";
import { nearest } from "../../model/suggestion.ts";
import { type AddressRow, readLikelyIds } from "../../store/address.ts";
import { type ArticleRecord, readRecords } from "../../store/article/record.ts";

/** An article as it was sent, with its names looked up, and its stored record. */
export type LookedUp = {
  /** The name under which it was sent. */
  name: string;
  article: NamedArticle;
  before: ArticleRecord | undefined;
  added: AddressRow[];
  mistakes: Mistake[];
  warnings: Mistake[];
};

/**
 * Looks up which articles are sent, by their current and former names. From here on, an article is identified only by its id.
 * `authorIds` are the ids of authors by other names.
 */
export async function nameArticles(
  db: D1Database,
  inputs: readonly IdentifiedArticle[],
  authorIds: ReadonlyMap<string, string>,
): Promise<LookedUp[]> {
  const records = await readRecords(db, [...new Set(inputs.flatMap(({ id, was = [] }) => [id, ...was]))]);
  const find = findIn(records);
  const named = inputs.map((input) => ({ input, ...nameOf({ name: input.id, was: input.was }, "story", find) }));
  const clashes = clashesOf(named);
  const likely = await readLikelyIds(
    db,
    named.flatMap(({ warnings, input: { was = [] } }) => (warnings.length > 0 ? was.slice(0, 1) : [])),
  );
  return named.map(({ input, warnings, mistakes, added, ...naming }, at) => ({
    name: input.id,
    article: placed(input, naming, authorIds),
    before: records.get(naming.id) ?? records.get(input.id),
    added: added.map((name) => ({ kind: "article" as const, name, of: naming.id })),
    // Each cause is reported once.
    mistakes: mistakes.length > 0 ? mistakes : clashes.flatMap((each) => (each.at === at ? [each.mistake] : [])),
    warnings: warnings.map((warning) => withLikely(warning, likely)),
  }));
}

const findIn =
  (records: ReadonlyMap<string, ArticleRecord>): FindOwner =>
  (name) => {
    const record = records.get(name);
    return record && { id: record.id, address: addressOf(record) };
  };

/** Reports the same name twice as a duplicate, and different names of one story as a clash. */
const clashesOf = (named: readonly (Naming & { input: IdentifiedArticle })[]) =>
  clashesAmong(named.map(({ id, input }) => ({ id, name: input.id, was: input.was }))).map((each) => ({
    at: each.at,
    mistake:
      each.with === named[each.at]?.input.id
        ? {
            field: `articles[${each.at}].id`,
            value: JSON.stringify(each.with),
            problem: "is listed twice",
            allowed: "each article only once",
          }
        : clashMistake(each, "story"),
  }));

function placed(
  { was: _, ...input }: IdentifiedArticle,
  { id, address }: Pick<Naming, "id" | "address">,
  authorIds: ReadonlyMap<string, string>,
): NamedArticle {
  const authors = input.authors.map((author) => authorIds.get(author) ?? author);
  return { ...input, id, authors, ...(address === id ? {} : { address }) };
}

/** Adds the id that was probably meant by an unknown name. */
function withLikely(warning: Mistake, likely: readonly string[]): Mistake {
  const name: unknown = JSON.parse(warning.value ?? "null");
  return withSuggestion(warning, typeof name === "string" ? nearest(name, likely) : undefined);
}
