import { isToldOf, licencesNoticed, readableLicences } from "../model/access.ts";
import { channel } from "../model/channel.ts";
import { changedIn, goneFrom, withdrawnFrom } from "../model/note.ts";
import { PAGES } from "../model/policy.ts";
import type { Item } from "../render/feed/item.ts";
import { goneNotice, type Notice } from "../render/feed/notice.ts";
import type { Site } from "../render/site.ts";
import { readTail } from "../store/article/archive.ts";
import { readNoted, readNotedIds } from "../store/article/note.ts";
import { keepOpen, viewItems, viewItemsOf, viewNotices, viewOpenItems } from "./items.ts";

/** The number of items in a feed, besides older changed ones and notices. */
const ITEMS = PAGES.feedItems;
const CHANGES = PAGES.feedChanges;
const NOTICES = PAGES.feedNotices;

/** A channel's feed: `isOpenOnly` leaves out what the reader's key doesn't open. */
export type FeedQuery = { channel: string; isOpenOnly: boolean };

/** The contents of a feed. */
export type Subscription = { items: Item[]; notices: Notice[]; pages: number };

/**
 * Returns the contents of a channel's feed: the newest items; late, backdated ones that no full archive page has yet; older
 * ones changed recently; and notices of stories that are gone. `pages` is the number of full archive pages.
 */
export async function viewSubscription(db: D1Database, site: Site, query: FeedQuery): Promise<Subscription> {
  const { channel, isOpenOnly } = query;
  const [newest, killed, gone, changed, { pages, behind }] = await Promise.all([
    isOpenOnly ? viewOpenItems(db, site, ITEMS) : viewItems(db, site, { channel, limit: ITEMS }),
    viewNotices(db, site, { channel: withdrawnFrom(channel), limit: NOTICES }),
    viewGone(db, site, channel),
    readChanged(db, site, query),
    readTail(db, channel),
  ]);
  // A feed that isn't full has everything in the channel.
  const late = newest.length === ITEMS ? behind : [];
  const items = [...newest, ...(await viewOlder(db, site, query, { newest, late, changed }))];
  const notices = killed.filter(({ at }) => isToldOf(site.access, at));
  return {
    items,
    notices: [...notices, ...gone.filter(({ slug }) => !items.some((item) => item.slug === slug))],
    pages,
  };
}

type Older = { newest: readonly Item[]; late: readonly string[]; changed: readonly string[] };

/** Returns what follows the newest items: the late ones by date, then the changed ones, latest change first. */
async function viewOlder(db: D1Database, site: Site, query: FeedQuery, older: Older): Promise<Item[]> {
  const isMissing = (id: string) => !older.newest.some(({ slug }) => slug === id);
  const late = older.late.filter(isMissing);
  const changed = older.changed.filter((id) => isMissing(id) && !late.includes(id));
  const found = await viewItemsOf(db, site, query.channel, [...late, ...changed]);
  const items = [
    ...found.filter(({ slug }) => late.includes(slug)),
    ...changed.flatMap((id) => found.find(({ slug }) => slug === id) ?? []),
  ];
  return query.isOpenOnly ? keepOpen(items) : items;
}

/** Returns the recently changed articles; with `isOpenOnly`, only among those that the key opens. */
function readChanged(db: D1Database, site: Site, query: FeedQuery): Promise<string[]> {
  const open = readableLicences(site.masthead, site.access).map((licence) => channel("licence", licence).id);
  return readNotedIds(db, (query.isOpenOnly ? open : [query.channel]).map(changedIn), CHANGES);
}

/** Returns notices of stories that are gone for readers under this access's licenses, newest first, one per article. */
async function viewGone(db: D1Database, site: Site, channel: string): Promise<Notice[]> {
  const names = licencesNoticed(site.masthead, site.access).map((licence) => goneFrom(licence, channel));
  const noted = (await readNoted(db, names, NOTICES)).filter(({ published }) => isToldOf(site.access, published));
  const notices = noted.flatMap(({ published, about }) => goneNotice(published, about, site) ?? []);
  return notices.filter(({ slug }, at) => notices.findIndex((each) => each.slug === slug) === at).slice(0, NOTICES);
}
