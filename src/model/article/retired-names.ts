import type { Mistake } from "../mistake.ts";
import { isRetired, nounOf, type Retirable, retiredProblem, withoutRetired } from "../retired.ts";
import type { Article, Names } from "./article.ts";
import { isLive } from "./lifecycle.ts";

/** The masthead's items that an article names, and where. */
type Naming = { field: string; kind: Retirable; id: string };

/** The parts of an article that name items. */
type NamingArticle = Pick<Article, "section" | "topics" | "authors" | "licence"> & {
  images: readonly { licence: string }[];
};

const namings = ({ section, topics, authors, licence, images }: NamingArticle): Naming[] => [
  { field: "section", kind: "sections", id: section },
  ...topics.map((id, at): Naming => ({ field: `topics[${at}]`, kind: "topics", id })),
  ...authors.map((id, at): Naming => ({ field: `authors[${at}]`, kind: "authors", id })),
  { field: "licence", kind: "licences", id: licence },
  ...images.map(({ licence: id }, at): Naming => ({ field: `images[${at}].licence`, kind: "licences", id })),
];

/**
 * Retired items that an article may not name. It keeps what it had before, but no article is out under a retired license: a
 * withheld, killed or expired one can't come back under it. `now` is in milliseconds.
 */
export function retiredMistakes(
  article: NamingArticle & Pick<Article, "status" | "expires">,
  before: NamingArticle | undefined,
  names: Names,
  now: number,
): Mistake[] {
  if (names.retired === undefined) return [];
  const had = new Set(before === undefined ? [] : namings(before).map(({ kind, id }) => `${kind}/${id}`));
  return namings(article)
    .filter(({ kind, id }) => isRetired(names.retired, kind, id))
    .filter(({ kind, id }) => !had.has(`${kind}/${id}`) || (kind === "licences" && isLive(article, now)))
    .map(({ field, kind, id }) => ({
      field,
      value: JSON.stringify(id),
      problem: retiredProblem(kind),
      allowed: `another ${nounOf(kind)} (${choices(kind, names)}); or this one, once it’s no longer marked \`retired\``,
    }));
}

function choices(kind: Retirable, { publication: { sections, topics }, authors, licences, retired }: Names): string {
  const known = { sections, topics, authors, licences }[kind] ?? {};
  return Object.keys(withoutRetired<unknown>(known, kind, retired))
    .sort()
    .join(", ");
}
