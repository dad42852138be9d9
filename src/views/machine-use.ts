import { getOwn } from "../model/get-own.ts";
import type { LicenceVersion } from "../model/licence/licence.ts";
import { type Terms, type Tightening, termsOf } from "../model/licence/terms.ts";
import type { Masthead } from "../model/masthead.ts";
import { SIGNALS } from "../model/policy.ts";
import type { SiteUse, StoryKind } from "../render/rights/site-use.ts";
import {
  type LicenceInUse,
  type Place,
  readEndingIds,
  readLicencesInUse,
  readRenamed,
  readUnder,
} from "../store/article/machine-use.ts";

/** Returns a key for what one kind of story says in one format; empty if it says nothing. */
type NameSaid = (terms: Omit<Terms, "text">) => string;

/**
 * Returns the terms for everything public, in one format. Stories are listed only if they must be told apart in it, and only
 * those that say something.
 */
export async function viewSiteUse(
  db: D1Database,
  { licences }: Pick<Masthead, "licences">,
  nameSaid: NameSaid,
): Promise<SiteUse> {
  const used = (await readLicencesInUse(db, Object.keys(licences))).flatMap((each) => {
    const licence = getOwn(licences, each.licence);
    return licence === undefined ? [] : [{ ...each, content: licence }];
  });
  const kinds = used.flatMap(kindsOf);
  const pictures = used.flatMap(({ hasPicture, content }) => (hasPicture ? [termsOf(content, {})] : []));
  const said = new Set([...kinds.map(({ terms }) => terms), ...pictures].map(nameSaid));
  const telling = kinds.filter(({ terms }) => nameSaid(terms) !== "");
  return { kinds: said.size > 1 ? await withStories(db, kinds, telling) : kinds, pictures };
}

/** Stands for any end: none of these formats can state a date. */
const SOME_END = "9999-12-31T00:00:00Z";

type Used = LicenceInUse & { content: LicenceVersion };

/** A kind, and whether its stories have an end of their own. Its terms don't tell: a license may end, too. */
type Kind = StoryKind & { hasOwnEnd: boolean };

function kindsOf({ licence, content, isLasting, isEnding, isExcluded }: Used): Kind[] {
  const kind = (isThere: boolean, tightening: Tightening): Kind[] => {
    const terms = termsOf(content, tightening);
    return isThere
      ? [{ licence, terms, stories: [], hasMore: false, hasOwnEnd: tightening.expires !== undefined }]
      : [];
  };
  return [...kind(isLasting, {}), ...kind(isEnding, { expires: SOME_END }), ...kind(isExcluded, { exclude: true })];
}

/** Adds the stories to kinds that say something. */
async function withStories(db: D1Database, kinds: readonly Kind[], telling: readonly Kind[]): Promise<Kind[]> {
  const licences = [...new Set(telling.map(({ licence }) => licence))];
  const [ending, renamed, ...lists] = await Promise.all([
    kinds.some(({ hasOwnEnd }) => hasOwnEnd) ? readEndingIds(db) : new Set<string>(),
    readRenamed(db),
    ...licences.map(async (licence) => [licence, await readUnder(db, licence)] as const),
  ]);
  const places = new Map(lists);
  return kinds.map((kind) => {
    if (!telling.includes(kind)) return kind;
    const all = places.get(kind.licence) ?? [];
    const own = all.filter(({ article }) => ending.has(article) === kind.hasOwnEnd);
    return { ...kind, stories: own.map(storyAt(renamed)), hasMore: all.length > SIGNALS.stories };
  });
}

const storyAt =
  (renamed: ReadonlyMap<string, string>) =>
  ({ article, published }: Place) => ({ address: renamed.get(article) ?? article, published });
