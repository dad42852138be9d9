import { readableLicences } from "../model/access.ts";
import {
  CHANNEL_KINDS,
  type Channel,
  channel,
  channelName,
  channelOf,
  isRetiredChannel,
  LATEST,
  openFromStart,
} from "../model/channel.ts";
import { getOwn } from "../model/get-own.ts";
import { PAGES, SEARCH } from "../model/policy.ts";
import type { Item } from "../render/feed/item.ts";
import type { Site } from "../render/site.ts";
import { readOwners } from "../store/address.ts";
import { channelsReadUnder, openChannels } from "../store/article/channel.ts";
import { type Choices, readChoices } from "../store/search/choices.ts";

/** Whether a channel exists: once it has had a story; a section or license as soon as the masthead names it. */
export const isThere = (channel: Channel, { masthead }: Pick<Site, "masthead">, known: boolean): boolean =>
  channelName(channel, masthead) !== undefined && (known || openFromStart(channel.id));

/** Returns the channel that is meant: an author's may be named by any current or former address. */
export async function resolveChannel(
  db: D1Database,
  asked: Channel,
  { masthead }: Pick<Site, "masthead">,
): Promise<Channel> {
  if (asked.kind !== "author" || getOwn(masthead.authors, asked.of) !== undefined) return asked;
  const id = (await readOwners(db, "author", [asked.of])).get(asked.of);
  return id === undefined ? asked : channel("author", id);
}

/** Returns the channels to offer: they have stories now and aren't retired. In page order. */
export const viewChannels = async (db: D1Database, site: Site): Promise<Channel[]> =>
  inOrder(await openChannels(db), site);

/** The kinds of channels that filter a search. */
const NARROWING = ["section", "topic", "author"] as const;

/** Returns the filters for a search, for kinds with few channels. Reads one row per channel, up to a limit per kind. */
export const viewChoices = (db: D1Database): Promise<Choices> => readChoices(db, NARROWING, SEARCH.choices);

/** Returns the filters for a search: for kinds with many channels, those of the stories found. In page order. */
export function channelChoices(few: Choices["channels"], found: readonly Item[], site: Site): Channel[] {
  const ids = NARROWING.flatMap((kind, at) => few[at] ?? found.flatMap((item) => idsIn(item, kind)));
  return inOrder([...new Set(ids)], site);
}

function idsIn({ section, topics, authors }: Item, kind: (typeof NARROWING)[number]): string[] {
  const labels = { section: [section], topic: topics, author: authors }[kind];
  return labels.map(({ id }) => channel(kind, id).id);
}

/** Returns the channels whose feeds have something that this access reads in full. */
export const viewOpenChannels = async (db: D1Database, site: Site): Promise<Channel[]> =>
  inOrder(await channelsReadUnder(db, readableLicences(site.masthead, site.access), PAGES.feedItems), site);

/** Keeps channels that the masthead names and that aren't retired; `latest` always exists. */
function inOrder(ids: readonly string[], { masthead }: Site): Channel[] {
  const channels = ids
    .flatMap((id) => channelOf(id) ?? [])
    .filter((each) => channelName(each, masthead) !== undefined && !isRetiredChannel(each, masthead));
  const all = channels.some(({ id }) => id === LATEST.id) ? channels : [LATEST, ...channels];
  return CHANNEL_KINDS.flatMap((kind) => all.filter((each) => each.kind === kind));
}
