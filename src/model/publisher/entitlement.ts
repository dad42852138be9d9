import { type Access, type Rules, readableLicences } from "../access.ts";
import { getOwn } from "../get-own.ts";
import type { LicenceVersion } from "../licence/licence.ts";
import { AGREEMENT, RETENTION } from "../policy.ts";
import { DAY, dayOf, instant } from "../time.ts";
import type { KeyKind } from "./key.ts";
import { type DomainStanding, isDomainEnough, type PublisherStatus } from "./publisher.ts";
import type { KeyScope } from "./scope.ts";

/** What decides what a publisher may read. Times are UTC to the second. */
export type PublisherFacts = {
  status: PublisherStatus;
  domain: DomainStanding;
  agreements: readonly { licence: string; version: number; expires: string; superseded: string | null }[];
};

/** A key that opens something: whose it is, what it opens, and what may be done with it. */
export type KeyAccess = {
  key: string;
  publisher: string;
  kind: KeyKind;
  scope: KeyScope;
  expires: string | null;
  access: Access;
};
/** What is known of a key that was shown. Times are UTC to the second. */
export type ShownKey = PublisherFacts & {
  expires: string | null;
  revoked: string | null;
  /** When its publisher's first agreement was issued, whatever became of that; null where there is none. */
  since: string | null;
};

/** What a key entitles to: an access, or why it opens nothing. */
export type Entitlement = { ok: true; access: Access } | { ok: false; because: "over" | "closed" };

/** What a key opens at a time. `over` where the key itself is; `closed` where its publisher may not read now. */
export function entitlement(key: ShownKey, licences: Record<string, LicenceVersion>, now: string): Entitlement {
  if ((key.revoked !== null && key.revoked <= now) || (key.expires !== null && key.expires <= now))
    return { ok: false, because: "over" };
  const access = publisherAccess(key, licences, now);
  return access === undefined
    ? { ok: false, because: "closed" }
    : { ok: true, access: { ...access, ...sinceOf(key, now) } };
}

/** What a signed-in person of a publisher may read at a time: what its keys would; nothing beyond what is public where those open nothing. */
export const personAccess = (
  facts: PublisherFacts,
  licences: Record<string, LicenceVersion>,
  now: string,
): Extract<Access, { kind: "licensed" }> => publisherAccess(facts, licences, now) ?? { kind: "licensed", licences: [] };

/** From which day on a publisher is told what is gone. Who came before the oldest notices is told of all, and shares its feeds with the others. */
function sinceOf({ since }: ShownKey, now: string): { since?: string } {
  const oldest = instant(Date.parse(now) - RETENTION.noticeDays * DAY);
  return since === null || dayOf(since) < dayOf(oldest) ? {} : { since: dayOf(since) };
}

/**
 * What a publisher may read at a time; undefined where nothing: not approved, suspended, or without a domain that is
 * verified or vouched for. An
 * agreement counts until it expires, and for an older text until its grace is over.
 */
function publisherAccess(
  { status, domain, agreements }: PublisherFacts,
  licences: Record<string, LicenceVersion>,
  now: string,
): Extract<Access, { kind: "licensed" }> | undefined {
  if (status !== "approved" || domain === "none") return undefined;
  const open = agreements.filter((each) => {
    const licence = getOwn(licences, each.licence);
    return each.expires > now && isCurrent(each, licence, now) && isDomainEnough(domain, licence?.eligibility.domain);
  });
  return { kind: "licensed", licences: [...new Set(open.map(({ licence }) => licence))].sort() };
}

/** The licences whose full text a publisher's keys open at a time; none where they open nothing. */
export function licencesRead(
  publisher: PublisherFacts,
  masthead: Rules & { licences: Record<string, LicenceVersion> },
  now: string,
): string[] {
  const access = publisherAccess(publisher, masthead.licences, now);
  return access === undefined ? [] : readableLicences(masthead, access);
}

/** Whether an accepted text still counts at a time: it is in force, or its grace isn't over. */
export function isCurrent(
  { version, superseded }: { version: number; superseded: string | null },
  licence: LicenceVersion | undefined,
  now: string,
): boolean {
  if (licence === undefined) return false;
  return version === licence.version || superseded === null || now < graceEnd(licence, superseded);
}

/** Until when an older text of a licence stays accepted, from when a later one came in force. */
export const graceEnd = ({ eligibility }: LicenceVersion, superseded: string): string =>
  instant(Date.parse(superseded) + (eligibility.graceDays ?? AGREEMENT.graceDays) * DAY);
