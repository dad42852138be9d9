import { recallId } from "../../model/article/recall.ts";
import { channel, channelOf, openFromStart } from "../../model/channel.ts";
import type { Masthead } from "../../model/masthead.ts";
import { noteOf } from "../../model/note.ts";
import { BATCH } from "../../model/policy.ts";
import { agreementMessage, articleEvent } from "../../model/push/event.ts";
import { bytesOf } from "../../model/text.ts";
import { instant } from "../../model/time.ts";
import { type AddressRow, writeAddresses } from "../../store/address.ts";
import { enterArchive } from "../../store/article/archive.ts";
import { type ArticleChange, type ChangeRow, writeChanges, writeRelicensed } from "../../store/article/change.ts";
import { enter, leave, type Member, touchAffected, touchChannels } from "../../store/article/channel.ts";
import { touchImages, writeImageUses } from "../../store/article/image.ts";
import { type LostText, noteLostTexts } from "../../store/article/note.ts";
import { closeRecalls, writeRecalls, writeTold } from "../../store/article/recall.ts";
import { type StoryLink, writeOpenLinks, writeStoryLinks } from "../../store/article/story-link.ts";
import {
  type ArticleWrite,
  writeArticles,
  writeExpiries,
  writeReleases,
  writeVersions,
} from "../../store/article/write.ts";
import { type AuditEntry, writeAudit } from "../../store/audit.ts";
import { advance, guard, movedOn, type Notice } from "../../store/ledger.ts";
import { type NewLicenceVersion, writeLicenceVersions } from "../../store/licence-version.ts";
import { announceChanges, announceTexts } from "../../store/mail/announce.ts";
import { writeMasthead } from "../../store/masthead.ts";
import { writeDeliveries, writeNewTexts, writePings } from "../../store/push/delivery.ts";
import { writeSearchTodo } from "../../store/search/todo.ts";
import { removeSearchEntries, writeSearchEntries } from "../../store/search/write.ts";
import { type KnownAudience, readAudience } from "./audience.ts";
import { NO_SEARCH, type SearchMoves } from "./search-entries.ts";

/** What a job needs: the store, the wire's origin, its start time and a clock, both in milliseconds, and who is asking. */
export type DeskContext = { db: D1Database; origin: string; now: number; clock: () => number; by: string };

/** Everything that one publish writes, all or nothing. */
export type Plan = ArticlesPlan | SettingsPlan;

type ArticlesPlan = PlanBase & { changes: ChangeRow[]; masthead?: never };

/** A masthead is never written together with changes of articles, so the current masthead tells who is notified of those. */
type SettingsPlan = PlanBase & { changes: Exclude<ChangeRow, ArticleChange>[]; masthead: MastheadWrite };

type PlanBase = {
  revision: number;
  written: ArticleWrite[];
  releases: string[];
  expiries: string[];
  left: Member[];
  entered: Member[];
  /** Current or former names of stories or authors that are new to the wire. */
  addresses: AddressRow[];
  /** Images whose visibility may change with it. */
  images: string[];
  links: LinkMoves;
  search: SearchMoves;
  /** The desk's decision, for the audit log. */
  audit?: AuditEntry;
};

/** The changes of a plan to links between stories; empty if there are none. */
type LinkMoves = {
  written: StoryLink[];
  /** The articles whose open links have to be updated. */
  refreshed: string[];
  /** Released articles that link to a story that appears or disappears, and the channels that carry them. */
  linkers: string[];
  channels: string[];
};

type MastheadWrite = {
  masthead: Masthead;
  settings: boolean;
  listed: boolean;
  versions: NewLicenceVersion[];
  /** Channels all of whose articles look different now. */
  channels: string[];
  /** Existing licenses with a new version. */
  licences: string[];
  /** Licenses that from now on show less to the public, or to readers without a key. */
  lost: LostText[];
  /** Licenses of which the public may now read a different part of each story. */
  regraded: string[];
  /** The texts that take effect with it. */
  texts: { licence: string; version: number; editorial?: true }[];
};

/** Creates an empty plan, to which a job adds what it does. */
export const emptyPlan = (revision: number): ArticlesPlan => ({
  revision,
  written: [],
  releases: [],
  expiries: [],
  changes: [],
  left: [],
  entered: [],
  addresses: [],
  images: [],
  links: { written: [], refreshed: [], linkers: [], channels: [] },
  search: NO_SEARCH,
});

type ChannelMoves = Pick<Plan, "left" | "entered" | "links">;

/** Returns the channels, and the note lists next to them, where a plan adds or removes articles or changes links. */
const placesOf = ({ left, entered, links }: ChannelMoves): string[] =>
  [...new Set([...[...left, ...entered].map(({ channel }) => channel), ...links.channels])].sort();

/** Returns those that aren't note lists. */
const movedChannels = (plan: ChannelMoves): string[] => placesOf(plan).filter((id) => noteOf(id) === undefined);

/** Returns the channels next to which a plan adds or removes a note. */
const notedChannels = (plan: ChannelMoves): string[] => placesOf(plan).flatMap((id) => noteOf(id)?.channel ?? []);

/** Returns the channels that a plan affects, including those where only a notice is added or removed. */
export const touchedChannels = (plan: ChannelMoves): string[] =>
  [...new Set([...movedChannels(plan), ...notedChannels(plan)])].sort();

/**
 * Writes a plan as one D1 batch; returns false, with nothing written, if another publish came in between or the audience changed.
 */
export async function commit(desk: DeskContext, plan: Plan): Promise<boolean> {
  const audience = await readAudience(desk, articleChanges(plan));
  try {
    await desk.db.batch(statements(desk, plan, audience));
    return true;
  } catch (error) {
    if (movedOn(error)) return false;
    throw error;
  }
}

/**
 * Returns one set of statements per kind of thing written, whatever the number of articles. Changes come first, because later
 * statements use their number.
 */
function statements(
  { db, origin, now, clock, by }: DeskContext,
  plan: Plan,
  audience: KnownAudience,
): D1PreparedStatement[] {
  const at = instant(now);
  const { written, releases, expiries, changes, left, entered, addresses, images, links, masthead } = plan;
  const relicensed = masthead?.licences ?? [];
  const ids = written.map(({ article }) => article.id);
  const uses = written.flatMap(({ article }) =>
    article.images.map(({ sha256, licence }) => ({ sha256, article: article.id, licence })),
  );
  return [
    guard(db, plan.revision),
    ...audience.guards,
    ...whenAny(changes, () => [writeChanges(db, changes, at, by)]),
    ...whenAny(relicensed, () => [writeRelicensed(db, relicensed, ids, at, by)]),
    advance(db, clock(), noticeOf(plan)),
    ...(masthead ? mastheadStatements(db, masthead, origin, at, by) : []),
    ...whenAny(written, () => [
      writeVersions(db, written, at, by),
      writeArticles(db, written),
      ...writeImageUses(db, ids, uses),
    ]),
    ...whenAny(addresses, () => [writeAddresses(db, addresses)]),
    ...whenAny(releases, () => [writeReleases(db, releases, at)]),
    ...whenAny(expiries, () => [writeExpiries(db, expiries)]),
    ...whenAny(links.written, (each) => [writeStoryLinks(db, each)]),
    ...whenAny(links.refreshed, (each) => [writeOpenLinks(db, each)]),
    ...whenAny(images, () => [touchImages(db, images)]),
    ...whenAny(without(left, entered), (members) => [leave(db, members)]),
    ...whenAny(without(entered, left), (members) => [enter(db, members)]),
    ...whenAny(archivedMembers(without(entered, left)), (members) => [enterArchive(db, members)]),
    // After everything that moves articles, because a channel's row records its content at that point.
    ...whenAny(placesOf(plan), () => [touchChannels(db, movedChannels(plan), notedChannels(plan))]),
    ...removeSearchEntries(db, plan.search.gone),
    ...writeSearchEntries(db, plan.search.entries, { isOlder: false }),
    ...(plan.audit ? [writeAudit(db, plan.audit)] : []),
    ...pushStatements(db, changes, audience, origin, at),
  ];
}

const noticeOf = (plan: Plan): Notice => ({
  isVisible: plan.changes.length > 0,
  isAltering: altersShown(plan),
  archived: countBy(archivedMembers(plan.entered), ({ channel }) => channel),
  images: plan.images,
});

/** Whether a plan changes or removes what readers have: all changes except a release do, and a release that opens links does. */
export const altersShown = ({ changes, links }: Pick<Plan, "changes" | "links">): boolean =>
  changes.some(({ kind }) => kind !== "released") || links.linkers.length > 0;

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

const articleChanges = ({ changes }: { changes: readonly ChangeRow[] }): ArticleChange[] =>
  changes.filter((each): each is ArticleChange => "article" in each);

/**
 * Excludes members that are also in `others`: one that leaves a place and enters it again stays, and nothing is written for it.
 */
function without(members: readonly Member[], others: readonly Member[]): Member[] {
  const nameOf = ({ channel, published, article }: Member) => JSON.stringify([channel, published, article]);
  const names = new Set(others.map(nameOf));
  return members.filter((member) => !names.has(nameOf(member)));
}

/** Returns the members that belong in archives: articles in channels, not notes. */
const archivedMembers = (entered: readonly Member[]): Member[] =>
  entered.filter(({ channel }) => channelOf(channel) !== undefined);

/** Returns the statements for messages due because of changes, and for recalls. */
function pushStatements(
  db: D1Database,
  changes: readonly ChangeRow[],
  audience: KnownAudience,
  origin: string,
  at: string,
): D1PreparedStatement[] {
  const ofArticles = articleChanges({ changes });
  const events = ofArticles.map((change) => articleEvent(change, origin, at));
  const killed = ofArticles.filter(({ kind }) => kind === "killed").map((each) => ({ ...each, id: recallId(each) }));
  const restored = ofArticles.filter(({ kind }) => kind === "restored");
  return [
    ...whenAny(killed, () => [writeRecalls(db, killed, at), writeTold(db, killed)]),
    ...whenAny(restored, () => [
      closeRecalls(
        db,
        restored.map(({ article }) => article),
        at,
      ),
    ]),
    ...whenAny(events, () => [writeDeliveries(db, events, audience, at)]),
    ...announceToHolders(db, ofArticles, at),
    ...whenAny(changes, () => writePings(db, origin, at)),
  ];
}

/** Mails people who may hold a copy about changes that they have to act on. */
function announceToHolders(db: D1Database, changes: readonly ArticleChange[], at: string): D1PreparedStatement[] {
  const of = (wanted: ArticleChange["kind"]) => changes.filter(({ kind }) => kind === wanted);
  const told = {
    killed: of("killed").map(recallId),
    corrected: of("corrected").map(({ article, version }) => ({ article, version })),
    restored: of("restored").map(({ article }) => article),
  };
  return Object.values(told).some((each) => each.length > 0) ? [announceChanges(db, told, at)] : [];
}

const whenAny = <List extends readonly unknown[]>(
  list: List,
  then: (list: List) => D1PreparedStatement[],
): D1PreparedStatement[] => (list.length > 0 ? then(list) : []);

function mastheadStatements(db: D1Database, plan: MastheadWrite, origin: string, at: string, by: string) {
  const { masthead, versions, channels, licences, lost, regraded, texts } = plan;
  const messages = texts.map((text) => ({
    ...text,
    body: agreementMessage({ change: "new-text", ...text }, origin, at),
  }));
  // Sections and licenses have feeds before they carry anything; authors and topics must not become known that early.
  const named = channels.filter((id) => openFromStart(id));
  return [
    writeMasthead(db, masthead, plan),
    ...whenAny(versions, () => [writeLicenceVersions(db, versions, at, by)]),
    ...whenAny(named, () => [touchChannels(db, named)]),
    ...whenAny(channels, () => touchAffected(db, channels, licences)),
    ...whenAny(lost, () => [noteLostTexts(db, lost, at)]),
    ...whenAny(regraded, () => [
      writeSearchTodo(
        db,
        regraded.map((licence) => channel("licence", licence).id),
      ),
    ]),
    ...whenAny(messages, () => [writeNewTexts(db, messages, at)]),
    ...whenAny(
      texts.filter(({ version, editorial }) => version > 1 && !editorial),
      (changed) => [announceTexts(db, changed, at)],
    ),
  ];
}

/** The number of JSON bytes that certainly fit into one D1 parameter. */
const PARAMETER_BYTES = 1_900_000;

/** Whether articles are too large for one batch. */
export const isTooLarge = (written: readonly ArticleWrite[]): boolean =>
  bytesOf(JSON.stringify(written.map(({ article, body }) => [JSON.stringify(article), JSON.stringify(body)]))) >
  PARAMETER_BYTES;

/** Retries a job from the start while other publishes come in between; undefined if they never stop. */
export async function untilCommitted<Result>(attempt: () => Promise<Result | "moved on">): Promise<Result | undefined> {
  for (let tried = 0; tried < BATCH.attempts; tried++) {
    const result = await attempt();
    if (result !== "moved on") return result;
  }
  return undefined;
}
