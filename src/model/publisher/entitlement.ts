import { type AcceptedText, type Access, accessKey, type Rules, readableLicences } from "../access.ts";
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
  agreements: readonly (AgreementFacts & { expires: string })[];
};

/** What decides whether an agreement still counts: the text that was accepted, what that text says, and when a later one came in force. */
export type AgreementFacts = {
  licence: string;
  version: number;
  superseded: string | null;
  /** Of a text that a later one supersedes: days for which it stays accepted then; null where it doesn't say. */
  graceDays: number | null;
  /** The same of whether it wants a domain that is shown to be the publisher's own. What isn't superseded says what the text in force says. */
  domain: "verified" | null;
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
    const wanted = each.superseded === null ? licence?.eligibility.domain : each.domain;
    return each.expires > now && isCurrent(each, licence, now) && isDomainEnough(domain, wanted ?? undefined);
  });
  return { kind: "licensed", licences: acceptedTexts(open) };
}

/** The texts of some agreements: one a licence, in the order of ids. */
function acceptedTexts(agreements: readonly Pick<AgreementFacts, "licence" | "version">[]): AcceptedText[] {
  const versions = new Map<string, number>();
  for (const { licence, version } of agreements)
    versions.set(licence, Math.max(version, versions.get(licence) ?? version));
  return [...versions.keys()].sort().map((id) => ({ id, version: versions.get(id) ?? 1 }));
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

/** What some publishers' agreements open at a time, each access once, without naming them. */
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

/** Whether an accepted text still counts at a time: it is in force, or its grace isn't over. */
export function isCurrent(
  { version, superseded, graceDays }: Pick<AgreementFacts, "version" | "superseded" | "graceDays">,
  licence: LicenceVersion | undefined,
  now: string,
): boolean {
  if (licence === undefined) return false;
  return version === licence.version || superseded === null || now < graceEnd(superseded, graceDays);
}

/** Until when a text stays accepted once a later one came in force: for as long as it says itself, whatever the later one says. */
export const graceEnd = (superseded: string, graceDays: number | null): string =>
  instant(Date.parse(superseded) + (graceDays ?? AGREEMENT.graceDays) * DAY);
