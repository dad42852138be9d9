import { grantingLicence } from "../../model/access.ts";
import type { Version } from "../../model/article/article.ts";
import { type ChangeKind, changeKind, isOut } from "../../model/article/change.ts";
import { channelOf, channelsOf } from "../../model/channel.ts";
import {
  changedIn,
  goneFrom,
  NOTE_DAYS,
  type NoteKind,
  noteOf,
  type Shown,
  WITHDRAWN,
  withdrawnFrom,
} from "../../model/note.ts";
import { DAY } from "../../model/time.ts";
import type { Member } from "../../store/article/channel.ts";
import type { ArticleRecord } from "../../store/article/record.ts";

/** How a version stands before readers. */
export const lifecycleOf = ({ status, released, expired, licence, exclude, expires, translate }: Version) => ({
  status,
  released: released !== undefined,
  expired: expired === true,
  licence: JSON.stringify([licence, exclude, expires, translate]),
});

/** Whether readers see a version. */
export const isVersionOut = (version: Version): boolean => isOut(lifecycleOf(version));

/** An article's places in the channels: none while it is hidden, or once it was killed. */
export const membersOf = (version: Version | undefined): Member[] =>
  version !== undefined && isVersionOut(version)
    ? channelsOf(version).map((channel) => ({ channel, published: version.publishedAt, article: version.id }))
    : [];

/** A write of an article: how it stood, how it stands then, the channels that ever carried it where it is hidden, and when. */
export type Turn = {
  before: ArticleRecord | undefined;
  now: Version;
  carriers: readonly string[];
  at: string;
  /** Of one that is new here and hidden: as readers last saw it elsewhere. */
  shown?: Shown | undefined;
};

/** A hidden article as readers last saw it: what is sent of it meanwhile is nobody's to know. */
export function shownOf({ before, now, shown }: Turn): Shown | undefined {
  if (isVersionOut(now)) return undefined;
  if (before === undefined) return shown;
  return before !== undefined && isVersionOut(before)
    ? { authors: before.authors, section: before.section }
    : before.shown;
}

type Moves = { left: Member[]; entered: Member[] };
const NO_MOVES: Moves = { left: [], entered: [] };

/** Where an article leaves and enters: in the channels, and beside them. */
export function planMoves(turn: Turn): Moves {
  const notes = planNotes(turn);
  return {
    left: [...membersOf(turn.before), ...notes.left],
    entered: [...membersOf(turn.now), ...notes.entered],
  };
}

/**
 * Whether a killed article is told of anew: another reason or address is told in its notices, and is no row of the log. Nor
 * is the kill of one that was killed on the wire from which it was exported.
 */
export const isRetold = (before: ArticleRecord | undefined, now: Version): boolean =>
  now.killed !== undefined &&
  (before === undefined ||
    (before.killed !== undefined && (before.reason !== now.reason || before.address !== now.address)));

function planNotes(turn: Turn): Moves {
  const { before, now } = turn;
  if (before === undefined) return { left: [], entered: exportedNotes(turn) };
  const { noted } = before;
  const kind = changeKind(lifecycleOf(before), lifecycleOf(now));
  if (kind === undefined) return isRetold(before, now) ? { left: noted, entered: noted } : NO_MOVES;
  return difference(noted, notesAfter(turn, kind));
}

/** What is told of an article that is new here and comes with its time: of a kill, and of a change that is as young as is told. */
function exportedNotes(turn: Turn): Member[] {
  const { now, at, shown } = turn;
  if (now.killed !== undefined)
    return killNotes({ ...turn, now: { ...now, ...shown } }).filter(
      (note) => note.channel === WITHDRAWN || isYoung(note, "withdrawn", at),
    );
  // What left here first was never changed after that.
  if (now.released === undefined || now.modifiedAt <= now.released || !isVersionOut(now)) return [];
  return notesAt(realChannels(now).map(changedIn), now.id, now.modifiedAt).filter((note) =>
    isYoung(note, "changed", at),
  );
}

const isYoung = ({ published }: Member, kind: NoteKind, at: string): boolean =>
  Date.parse(published) > Date.parse(at) - NOTE_DAYS[kind] * DAY;

/** What stands as it stood stays: nothing is told there. */
function difference(before: readonly Member[], after: readonly Member[]): Moves {
  const isIn = (list: readonly Member[], { channel, published }: Member) =>
    list.some((each) => each.channel === channel && each.published === published);
  return { left: before.filter((each) => !isIn(after, each)), entered: after.filter((each) => !isIn(before, each)) };
}

function notesAfter(turn: Turn, kind: ChangeKind): Member[] {
  if (kind === "killed") return killNotes(turn);
  return kind === "withheld" || kind === "expired" ? goneNotes(turn) : outNotes(turn, kind);
}

/** The notice of a killed one stands wherever the story ever stood until it was killed, and stays there, whatever is sent of it meanwhile. */
function killNotes({ before, now, carriers, at }: Turn): Member[] {
  const stood = [before, now].flatMap((each) => (each?.released === undefined ? [] : realChannels(each)));
  const names = [WITHDRAWN, ...[...stood, ...carriers].map(withdrawnFrom)];
  return notesAt(names, now.id, now.killed ?? at);
}

/** Everyone who could read the story, under this licence or an earlier one, is told now that it is gone, wherever it was. */
const goneNotes = (turn: Turn): Member[] => notesAt(goneNames(turn), turn.now.id, turn.at);

/**
 * A story that changed, or is back, stands in its feeds for a while, however old it is: copies of it were taken down while
 * it was gone. Who could read it under another licence than now has been told that it isn't theirs any more, or is told now.
 */
function outNotes(turn: Turn, kind: ChangeKind): Member[] {
  const { before, now, at } = turn;
  const licence = grantingLicence(now);
  const names = goneNames(turn).filter((name) => {
    const note = noteOf(name);
    return note?.kind === "gone" && note.licence !== licence;
  });
  const told = kind === "restored" ? [] : (before?.noted ?? []).filter(({ channel }) => names.includes(channel));
  const untold = names.filter((name) => !told.some(({ channel }) => channel === name));
  const changed = kind === "released" ? [] : realChannels(now).map(changedIn);
  return [...told, ...notesAt([...changed, ...untold], now.id, at)];
}

/** What is noted of a story for those who could read it until now, or before; each under the licence by which they could. */
function goneNames({ before, carriers }: Turn): string[] {
  if (before === undefined) return [];
  const earlier = before.noted.flatMap(({ channel }) => (noteOf(channel)?.kind === "gone" ? [channel] : []));
  const licence = isVersionOut(before) ? grantingLicence(before) : undefined;
  const stood = licence === undefined ? [] : [...realChannels(before), ...carriers];
  return [...new Set([...stood.map((channel) => goneFrom(licence ?? "", channel)), ...earlier])];
}

const notesAt = (names: readonly string[], article: string, published: string): Member[] =>
  [...new Set(names)].map((channel) => ({ channel, published, article }));

const realChannels = (version: Version): string[] => channelsOf(version).filter((id) => channelOf(id) !== undefined);
