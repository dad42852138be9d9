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

/** Returns a version's status for readers. */
export const lifecycleOf = ({ status, released, expired, licence, exclude, expires, translate }: Version) => ({
  status,
  released: released !== undefined,
  expired: expired === true,
  licence: JSON.stringify([licence, exclude, expires, translate]),
});

/** Whether readers see a version. */
export const isVersionOut = (version: Version): boolean => isOut(lifecycleOf(version));

/** Returns an article's places in the channels: none while it is hidden, or after it was killed. */
export const membersOf = (version: Version | undefined): Member[] =>
  version !== undefined && isVersionOut(version)
    ? channelsOf(version).map((channel) => ({ channel, published: version.publishedAt, article: version.id }))
    : [];

/**
 * A write of an article: its earlier record, its new version, the channels that ever carried it if it is hidden, and the time.
 */
export type Turn = {
  before: ArticleRecord | undefined;
  now: Version;
  carriers: readonly string[];
  at: string;
  /** For a hidden article that is new here, how readers last saw it elsewhere. */
  shown?: Shown | undefined;
};

/** Returns a hidden article as readers last saw it: what is sent in the meantime must not become known. */
export function shownOf({ before, now, shown }: Turn): Shown | undefined {
  if (isVersionOut(now)) return undefined;
  if (before === undefined) return shown;
  return before !== undefined && isVersionOut(before)
    ? { authors: before.authors, section: before.section }
    : before.shown;
}

type Moves = { left: Member[]; entered: Member[] };
const NO_MOVES: Moves = { left: [], entered: [] };

/** Returns the channels that an article leaves and enters, and its notes next to them. */
export function planMoves(turn: Turn): Moves {
  const notes = planNotes(turn);
  return {
    left: [...membersOf(turn.before), ...notes.left],
    entered: [...membersOf(turn.now), ...notes.entered],
  };
}

/**
 * Whether the notices of a killed article have to be updated: a new reason or address changes them without a row in the log. The
 * same goes for an article that was killed on the wire from which it was exported.
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

/** Returns the notes for an article that is new here and comes with its dates: about a kill, and about a recent change. */
function exportedNotes(turn: Turn): Member[] {
  const { now, at, shown } = turn;
  if (now.killed !== undefined)
    return killNotes({ ...turn, now: { ...now, ...shown } }).filter(
      (note) => note.channel === WITHDRAWN || isYoung(note, "withdrawn", at),
    );
  // If it was first released here, it hasn't changed since.
  if (now.released === undefined || now.modifiedAt <= now.released || !isVersionOut(now)) return [];
  return notesAt(realChannels(now).map(changedIn), now.id, now.modifiedAt).filter((note) =>
    isYoung(note, "changed", at),
  );
}

const isYoung = ({ published }: Member, kind: NoteKind, at: string): boolean =>
  Date.parse(published) > Date.parse(at) - NOTE_DAYS[kind] * DAY;

/** Returns only the places that differ: unchanged ones stay, and get no new note. */
function difference(before: readonly Member[], after: readonly Member[]): Moves {
  const isIn = (list: readonly Member[], { channel, published }: Member) =>
    list.some((each) => each.channel === channel && each.published === published);
  return { left: before.filter((each) => !isIn(after, each)), entered: after.filter((each) => !isIn(before, each)) };
}

function notesAfter(turn: Turn, kind: ChangeKind): Member[] {
  if (kind === "killed") return killNotes(turn);
  return kind === "withheld" || kind === "expired" ? goneNotes(turn) : outNotes(turn, kind);
}

/** Places the notice of a kill wherever the story was before; it stays there, whatever is sent in the meantime. */
function killNotes({ before, now, carriers, at }: Turn): Member[] {
  const stood = [before, now].flatMap((each) => (each?.released === undefined ? [] : realChannels(each)));
  const names = [WITHDRAWN, ...[...stood, ...carriers].map(withdrawnFrom)];
  return notesAt(names, now.id, now.killed ?? at);
}

/** Tells everyone who could read the story, under this license or an earlier one, that it is gone, wherever it was. */
const goneNotes = (turn: Turn): Member[] => notesAt(goneNames(turn), turn.now.id, turn.at);

/**
 * Keeps a story that changed or was restored in its feeds for a while, however old it is, because copies were taken down while it
 * was gone. Readers with access only under another license have been told that they lost it, or are told now.
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

/** Returns the notes about a story for those who could read it until now or earlier, each under the license that let them. */
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
