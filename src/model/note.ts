import type { Version } from "./article/article.ts";
import { RETENTION } from "./policy.ts";

// Notes stand beside channels, in the order of their times: what a channel's feed tells of beside its newest articles. They
// are no channels, and have no address: `channelOf` doesn't know them.

/** Where everything is noted that was killed after release, for ever. */
export const WITHDRAWN = "withdrawn";

/** Why a story is gone: killed; withheld for now; its own time is over; or it was put under another licence than the reader's. */
export const NOTICE_KINDS = ["killed", "withheld", "expired", "relicensed"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What is noted beside a channel: a kill, a change, or what is gone for those who could read it under a licence. */
export type Note =
  | { kind: "withdrawn" | "changed"; channel: string }
  | { kind: "gone"; licence: string; channel: string };

/** The kinds of notes, each of which begins the names of its notes. */
export const NOTE_KINDS = ["withdrawn", "changed", "gone"] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** How long each kind of note stands beside channels, in days. */
export const NOTE_DAYS: Readonly<Record<NoteKind, number>> = {
  withdrawn: RETENTION.noticeDays,
  gone: RETENTION.noticeDays,
  changed: RETENTION.changedDays,
};

export const withdrawnFrom = (channel: string): string => `${WITHDRAWN}/${channel}`;
export const changedIn = (channel: string): string => `changed/${channel}`;
export const goneFrom = (licence: string, channel: string): string => `gone/${licence}/${channel}`;

/** The note that a place's name stands for; undefined of everything else. */
export function noteOf(id: string): Note | undefined {
  const [name, ...rest] = id.split("/");
  const kind = NOTE_KINDS.find((each) => each === name);
  if (kind === undefined || rest.length === 0) return undefined;
  if (kind !== "gone") return { kind, channel: rest.join("/") };
  const [licence = "", ...channel] = rest;
  return { kind, licence, channel: channel.join("/") };
}

/** What a notice may say of a story that is gone: whom readers last saw it signed by, and in which section. */
export type Shown = Pick<Version, "authors" | "section">;
