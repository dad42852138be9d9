import { LENGTH } from "../../../model/policy.ts";
import type { Post } from "../../../model/source/post.ts";
import { type FitItem, idOf, type UnfitItem } from "../../../sources/cms/feed/posts.ts";
import type { KnownPost } from "../../../store/source/post.ts";

/** What identifies a story besides its guid; `published` is missing if it isn't known. */
type Marks = { url: string; title: string; published: string | undefined };

/** For each guid, returns the newest item as a post, and the items that are a different story from the one that owns the guid. */
export async function sortByGuid(
  fit: readonly FitItem[],
  known: ReadonlyMap<string, KnownPost>,
): Promise<{ stories: Post[]; reused: UnfitItem[] }> {
  const stories: Post[] = [];
  const reused: UnfitItem[] = [];
  for (const [id, items] of Map.groupBy(fit, ({ post }) => post.id)) {
    const row = known.get(id);
    const owner = (row && marksOfRow(row)) ?? marksOf(earliest(items));
    const own = items.filter((item) => owner === undefined || !areDifferent(owner, marksOf(item)));
    const [newest] = own.sort((one, other) => Date.parse(other.post.modified) - Date.parse(one.post.modified));
    if (newest) stories.push(withRevision(newest, row));
    for (const item of items.filter((each) => !own.includes(each)))
      reused.push(await reusedBy(item, owner?.title ?? ""));
  }
  return { stories, reused };
}

const earliest = (items: readonly FitItem[]): FitItem | undefined =>
  [...items].sort((one, other) => Date.parse(one.post.published) - Date.parse(other.post.published))[0];

const marksOf = (item: FitItem | undefined): Marks | undefined =>
  item && {
    url: item.post.url.slice(0, LENGTH.webAddress),
    title: item.post.title.slice(0, LENGTH.title),
    published: item.isDated ? item.post.published : undefined,
  };

/** Returns the marks of a story that was taken or is waiting; a post that couldn't become a story doesn't own its guid. */
const marksOfRow = (row: KnownPost): Marks | undefined =>
  row.article === null ? undefined : { url: row.url, title: row.title, published: publishedIn(row) };

/** Whether two items are different stories: address, headline or date may change, but not all of them at once. */
const areDifferent = (one: Marks, other: Marks | undefined): boolean =>
  other !== undefined &&
  one.url !== other.url &&
  one.title !== other.title &&
  (one.published === undefined || one.published !== other.published);

const PUBLISHED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?= )/;
const publishedIn = ({ modified }: KnownPost): string | undefined => PUBLISHED.exec(modified)?.[0];

/** Sets the revision. If a feed dates only changes, the publication date is when the item was first seen. */
function withRevision({ post, hash, isDated }: FitItem, row: KnownPost | undefined): Post {
  const published = isDated ? post.published : ((row && publishedIn(row)) ?? post.published);
  return { ...post, published, revision: `${published} ${hash}` };
}

async function reusedBy({ post }: FitItem, owner: string): Promise<UnfitItem> {
  const { url, title } = post;
  return { id: await idOf(`${post.id} ${url}`), url, title, reason: `It has the guid of “${owner}”.`, isShort: false };
}
