import { type AcceptedText, type Access, accessKey, type Rules, readableLicences } from "../access.ts";
import { getOwn } from "../get-own.ts";
import type { LicenceVersion } from "../licence/licence.ts";
import { AGREEMENT, RETENTION } from "../policy.ts";
import { DAY, dayOf, instant } from "../time.ts";
import type { KeyKind } from "./key.ts";
import { type DomainStanding, isDomainEnough, type PublisherStatus } from "./publisher.ts";
import type { KeyScope } from "./scope.ts";

/** The facts that decide what a publisher may read. Times are UTC to the second. */
export type PublisherFacts = {
  status: PublisherStatus;
  domain: DomainStanding;
  agreements: readonly (AgreementFacts & { expires: string })[];
};

/**
 * The facts that decide whether an agreement is current: the accepted version, its terms, and when a later one came into force.
 */
export type AgreementFacts = {
  licence: string;
  version: number;
  superseded: string | null;
  /** The grace period of a superseded version in days; null if it sets none. */
  graceDays: number | null;
  /** Whether the accepted version requires a verified domain. If it isn't superseded, the version in force decides. */
  domain: "verified" | null;
};

/** A valid key: its publisher, what it opens, and its scope. */
export type KeyAccess = {
  key: string;
  publisher: string;
  kind: KeyKind;
  scope: KeyScope;
  expires: string | null;
  access: Access;
};
/** The facts about a key that was shown. Times are UTC to the second. */
export type ShownKey = PublisherFacts & {
  expires: string | null;
  revoked: string | null;
  /** When its publisher's first agreement was issued, even if that has ended; null if there is none. */
  since: string | null;
};

/** What a key entitles to: an access, or why it opens nothing. */
export type Entitlement = { ok: true; access: Access } | { ok: false; because: "over" | "closed" };

/** Returns what a key opens at a given time. `over`: the key itself has ended; `closed`: its publisher may not read now. */
export function entitlement(key: ShownKey, licences: Record<string, LicenceVersion>, now: string): Entitlement {
  if ((key.revoked !== null && key.revoked <= now) || (key.expires !== null && key.expires <= now))
    return { ok: false, because: "over" };
  const access = publisherAccess(key, licences, now);
  return access === undefined
    ? { ok: false, because: "closed" }
    : { ok: true, access: { ...access, ...sinceOf(key, now) } };
}

/**
 * Returns what a publisher's signed-in person may read: what its keys would open, or only public content if they open nothing.
 */
export const personAccess = (
  facts: PublisherFacts,
  licences: Record<string, LicenceVersion>,
  now: string,
): Extract<Access, { kind: "licensed" }> => publisherAccess(facts, licences, now) ?? { kind: "licensed", licences: [] };

/**
 * The day from which a publisher gets notices. One that joined before the oldest notice gets all of them and shares its feeds
 * with the others.
 */
function sinceOf({ since }: ShownKey, now: string): { since?: string } {
  const oldest = instant(Date.parse(now) - RETENTION.noticeDays * DAY);
  return since === null || dayOf(since) < dayOf(oldest) ? {} : { since: dayOf(since) };
}

/**
 * Returns what a publisher may read at a given time; undefined for nothing: it isn't approved, is suspended, or has no verified
 * or vouched domain. An agreement is current until it expires, and for an older version until its grace period ends.
 */
function publisherAccess(
  { status, domain, agreements }: PublisherFacts,
  licences: Record<string, LicenceVersion>,
  now: string,
): Extract<Access, { kind: "licensed" }> | undefined {
  if (status !== "approved" || domain === "none") return undefined;
  const open = agreements.filter((each) => {
    const licence = getOwn(licences, each.licence);
    const wanted = each.superseded === null ? licence?.eligibility.domain : each.domain;
    return each.expires > now && isCurrent(each, licence, now) && isDomainEnough(domain, wanted ?? undefined);
  });
  return { kind: "licensed", licences: acceptedTexts(open) };
}

/** The versions of some agreements: one per license, sorted by id. */
function acceptedTexts(agreements: readonly Pick<AgreementFacts, "licence" | "version">[]): AcceptedText[] {
  const versions = new Map<string, number>();
  for (const { licence, version } of agreements)
    versions.set(licence, Math.max(version, versions.get(licence) ?? version));
  return [...versions.keys()].sort().map((id) => ({ id, version: versions.get(id) ?? 1 }));
}

/** Returns the licenses whose full text a publisher's keys open at a given time; empty if they open nothing. */
export function licencesRead(
  publisher: PublisherFacts,
  masthead: Rules & { licences: Record<string, LicenceVersion> },
  now: string,
): string[] {
  const access = publisherAccess(publisher, masthead.licences, now);
  return access === undefined ? [] : readableLicences(masthead, access);
}

/** Returns the distinct accesses that publishers' agreements open at a given time, without naming the publishers. */
export function agreedAccesses(
  agreements: readonly (Omit<AgreementFacts, "domain"> & { publisher: string })[],
  licences: Record<string, LicenceVersion>,
  now: string,
): Access[] {
  const current = agreements.filter((each) => isCurrent(each, getOwn(licences, each.licence), now));
  const all = [...new Set(current.map(({ publisher }) => publisher))].map(
    (publisher): Access => ({
      kind: "licensed",
      licences: acceptedTexts(current.filter((each) => each.publisher === publisher)),
    }),
  );
  return [...new Map(all.map((access) => [accessKey(access), access])).values()];
}

/** Whether an accepted version is current at a given time: it is in force, or in its grace period. */
export function isCurrent(
  { version, superseded, graceDays }: Pick<AgreementFacts, "version" | "superseded" | "graceDays">,
  licence: LicenceVersion | undefined,
  now: string,
): boolean {
  if (licence === undefined) return false;
  return version === licence.version || superseded === null || now < graceEnd(superseded, graceDays);
}

/** The end of a superseded version's grace period, whose length the version itself sets, whatever the later one says. */
export const graceEnd = (superseded: string, graceDays: number | null): string =>
  instant(Date.parse(superseded) + (graceDays ?? AGREEMENT.graceDays) * DAY);
