import { KEYS } from "../policy.ts";
import { DAY, instant } from "../time.ts";
import type { KeyKind } from "./key.ts";

/** What a key may do. Each scope includes the ones before it. */
export const KEY_SCOPES = ["read", "report", "manage"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** What each scope opens, in words for people. */
export const SCOPE_MEANINGS: Record<KeyScope, string> = {
  read: "feeds, the API and images; for a CMS, an importer or a feed reader",
  report: "the same, plus reporting the status of your copy of a killed story",
  manage: "the same, plus webhooks, keys and agreements; for people and for software that keeps its settings secret",
};

/** The same as one text. */
export const SCOPES_IN_WORDS = KEY_SCOPES.map((scope) => `\`${scope}\`: ${SCOPE_MEANINGS[scope]}`).join(". ");

/** Whether a scope is enough where another one is needed. */
export const isEnough = (scope: KeyScope, needed: KeyScope): boolean =>
  KEY_SCOPES.indexOf(scope) >= KEY_SCOPES.indexOf(needed);

/** A key's stored scope and, for a key from before there were scopes, when it got one. Times are UTC to the second. */
export type KeptScope = { scope: KeyScope; scopedAt: string | null };

/** How long a key from before there were scopes keeps managing; undefined for every other key. */
export const managesUntil = ({ scopedAt }: Pick<KeptScope, "scopedAt">): string | undefined =>
  scopedAt === null ? undefined : instant(Date.parse(scopedAt) + KEYS.managesDays * DAY);

/** Returns a key's scope at a given time. */
export const scopeAt = (kept: KeptScope, now: string): KeyScope =>
  now < (managesUntil(kept) ?? "") ? "manage" : kept.scope;

/** A feed key never manages: it is made for software that can't keep a secret. */
export const fitsKind = (scope: KeyScope, kind: KeyKind): boolean => kind === "full" || scope !== "manage";
