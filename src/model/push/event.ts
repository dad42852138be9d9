import { articleApiUrl, articleUrl } from "../address.ts";
import { CHANGE_KINDS, type ChangeKind, isRemoval } from "../article/change.ts";
import { recallId } from "../article/recall.ts";
import type { Decision } from "../publisher/publisher.ts";

/** Every kind of article change, as an event. */
export const ARTICLE_EVENTS = CHANGE_KINDS.map((kind) => `article.${kind}` as const);

/** The events that a publisher can subscribe to: changes of articles, and of its own agreements. */
export const EVENT_TYPES = [...ARTICLE_EVENTS, "agreement.changed"] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/**
 * An event to be sent. `licences` are those whose readers are notified; for a removal, everyone who could ever read under them.
 */
export type PushEvent = {
  type: EventType;
  article: string;
  version: number;
  licences: readonly string[];
  isRemoval: boolean;
  /** The message to be signed: a thin payload (Standard Webhooks), which only says what happened to which resource. */
  body: string;
};

/**
 * What can happen to a publisher's agreements: it accepted, the desk decided, or a new version came into force, perhaps one
 * that differs only in wording.
 */
export type AgreementChange =
  | { change: "accepted"; licence: string; version: number }
  | { change: "new-text"; licence: string; version: number; editorial?: true }
  | { change: Decision };

/** Returns the message that a publisher's agreements changed. Recipients ask the API for the current state. */
export const agreementMessage = (changed: AgreementChange, origin: string, at: string): string =>
  JSON.stringify({ type: "agreement.changed", timestamp: at, data: { ...changed, url: `${origin}/v1/publisher` } });

type Change = { kind: ChangeKind; article: string; version: number; licences: readonly string[] };

/** Returns the event for an article's change. Recipients ask the API for the current state. */
export function articleEvent({ kind, article, version, licences }: Change, origin: string, at: string): PushEvent {
  const type = `article.${kind}` as const;
  const data = {
    id: articleUrl(origin, article),
    slug: article,
    version,
    url: articleApiUrl(origin, article),
    ...(kind === "killed" ? { recall: recallId({ article, version }) } : {}),
  };
  return {
    type,
    article,
    version,
    licences,
    isRemoval: isRemoval(kind),
    body: JSON.stringify({ type, timestamp: at, data }),
  };
}

/** The display names of the events. */
export const EVENT_NAMES: Record<EventType, string> = {
  "article.released": "New story",
  "article.corrected": "Story corrected",
  "article.relicensed": "Story under new terms",
  "article.withheld": "Story withheld",
  "article.killed": "Story killed",
  "article.restored": "Story restored",
  "article.expired": "Story expired",
  "agreement.changed": "Your agreements changed",
};

/** Returns the display name of a stored event; an event that no longer exists keeps its own name. */
export const eventName = (type: string): string => EVENT_TYPES_BY_NAME.get(type) ?? type;

const EVENT_TYPES_BY_NAME: ReadonlyMap<string, string> = new Map(Object.entries(EVENT_NAMES));
