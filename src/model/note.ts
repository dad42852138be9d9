import type { Version } from "./article/article.ts";
import { RETENTION } from "./policy.ts";

// Notes are kept for each channel, in order of their times: everything in a channel's feed other than its newest articles. They
// aren't channels, and have no address: `channelOf` doesn't know them.

/** The permanent list of everything that was killed after release. */
export const WITHDRAWN = "withdrawn";

/** Why a story is gone: it was killed, is withheld for now, has expired, or got a license that the reader doesn't have. */
export const NOTICE_KINDS = ["killed", "withheld", "expired", "relicensed"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A note for a channel: a kill, a change, or a story that is gone for those who could read it under a license. */
export type Note =
  | { kind: "withdrawn" | "changed"; channel: string }
  | { kind: "gone"; licence: string; channel: string };

/** The kinds of notes, each the prefix of its notes' names. */
export const NOTE_KINDS = ["withdrawn", "changed", "gone"] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** How long each kind of note is kept, in days. */
export const NOTE_DAYS: Readonly<Record<NoteKind, number>> = {
  withdrawn: RETENTION.noticeDays,
  gone: RETENTION.noticeDays,
  changed: RETENTION.changedDays,
};

export const withdrawnFrom = (channel: string): string => `${WITHDRAWN}/${channel}`;
export const changedIn = (channel: string): string => `changed/${channel}`;
export const goneFrom = (licence: string, channel: string): string => `gone/${licence}/${channel}`;

/** The note that a place's name stands for; undefined for anything else. */
export function noteOf(id: string): Note | undefined {
  const [name, ...rest] = id.split("/");
  const kind = NOTE_KINDS.find((each) => each === name);
  if (kind === undefined || rest.length === 0) return undefined;
  if (kind !== "gone") return { kind, channel: rest.join("/") };
  const [licence = "", ...channel] = rest;
  return { kind, licence, channel: channel.join("/") };
}

/** What a notice may say about a story that is gone: the byline and section that readers last saw. */
export type Shown = Pick<Version, "authors" | "section">;
