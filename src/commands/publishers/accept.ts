import { getOwn } from "../../model/get-own.ts";
import { toHex } from "../../model/hash.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import { AGREEMENT } from "../../model/policy.ts";
import { type Agreement, type AgreementClaims, grantedActions } from "../../model/publisher/agreement.ts";
import {
  domainStanding,
  isDomainEnough,
  isProved,
  isVouched,
  type Publisher,
} from "../../model/publisher/publisher.ts";
import { agreementMessage } from "../../model/push/event.ts";
import { offeredLicences } from "../../model/retired.ts";
import { DAY, instant } from "../../model/time.ts";
import { licenceAgreement } from "../../render/rights/odrl/agreement.ts";
import { writeAudit } from "../../store/audit.ts";
import { readMasthead } from "../../store/masthead.ts";
import { readAgreements, writeAgreement } from "../../store/publisher/agreement.ts";
import { readDomains } from "../../store/publisher/domain.ts";
import { writeAgreementChange } from "../../store/push/delivery.ts";
import { Done, doneWithout, KEY_EFFECTS } from "../effects.ts";
import type { PublisherContext } from "./context.ts";

/** Signs the claims of an agreement, as a compact JWS. */
export type Sign = (claims: AgreementClaims) => Promise<string>;

/** The outcome of an acceptance. */
export type AcceptanceOutcome =
  | { ok: true; agreement: Agreement; isNew: boolean }
  | { ok: false; because: "not approved" | "no domain" | "unknown licence" }
  | { ok: false; because: "another text"; version: number; hash: string };

/**
 * Accepts one text of a license for a publisher, by version and hash. If it was already accepted, returns the existing agreement.
 */
export async function accept(
  context: PublisherContext & { sign: Sign },
  publisher: Publisher,
  wanted: { licence: string; version: number; hash: string },
): Promise<Done<AcceptanceOutcome>> {
  const { db, now } = context;
  if (publisher.status !== "approved" || !publisher.approved.includes(wanted.licence))
    return refuse({ ok: false, because: "not approved" });
  const masthead = await readMasthead(db);
  const licence = masthead && getOwn(offeredLicences(masthead), wanted.licence);
  if (licence === undefined || licence.ended) return refuse({ ok: false, because: "unknown licence" });
  const { version, hash } = licence;
  if (version !== wanted.version || hash !== wanted.hash)
    return refuse({ ok: false, because: "another text", version, hash });
  const domains = await readDomains(db, publisher.id);
  if (!isDomainEnough(domainStanding(domains, instant(now)), licence.eligibility.domain))
    return refuse({ ok: false, because: "no domain" });
  const named = domains.filter((each) => isProved(each, instant(now)) || isVouched(each, instant(now)));
  const held = (await readAgreements(db, publisher.id)).find(
    (each) =>
      each.licence === wanted.licence &&
      each.version === version &&
      each.ended === undefined &&
      each.expires > instant(now) &&
      !isNearEnd(each, now),
  );
  if (held) return new Done<AcceptanceOutcome>({ ok: true, agreement: held, isNew: false }, KEY_EFFECTS);
  const agreement = await agreementFor(
    context,
    publisher,
    wanted.licence,
    licence,
    named.map(({ domain }) => domain),
  );
  const details = { agreement: agreement.id, licence: wanted.licence, version, hash };
  const message = agreementMessage(
    { change: "accepted", licence: wanted.licence, version },
    context.origin,
    instant(now),
  );
  await db.batch([
    ...writeAgreement(db, publisher.id, agreement),
    writeAudit(db, {
      at: instant(now),
      by: context.by,
      action: "accept",
      publisher: publisher.id,
      reason: null,
      details,
    }),
    writeAgreementChange(db, publisher.id, message, instant(now)),
  ]);
  return new Done<AcceptanceOutcome>({ ok: true, agreement, isNew: true }, KEY_EFFECTS);
}

const refuse = (outcome: Extract<AcceptanceOutcome, { ok: false }>): Done<AcceptanceOutcome> =>
  doneWithout<AcceptanceOutcome>(outcome);

async function agreementFor(
  { origin, now, random, sign }: PublisherContext & { sign: Sign },
  publisher: Publisher,
  id: string,
  licence: LicenceVersion,
  domains: readonly string[],
): Promise<Agreement> {
  const end = endOf(licence, now);
  const [issued, expires] = [instant(now), instant(end)];
  const agreement = uuid(random(16));
  const jws = await sign({
    iss: origin,
    sub: publisher.id,
    jti: agreement,
    iat: Math.floor(now / 1000),
    exp: Math.floor(end / 1000),
    organization: publisher.application.organization,
    domains: [...domains],
    licence: id,
    version: licence.version,
    hash: licence.hash,
    actions: grantedActions(licence),
  });
  const policy = licenceAgreement(id, licence, origin, {
    agreement,
    publisher: publisher.id,
    domains,
    issued,
    expires,
  });
  const { version, hash } = licence;
  return { id: agreement, licence: id, version, hash, jws, policy: JSON.stringify(policy), issued, expires };
}

/** Returns the end of an agreement, in milliseconds: when its license ends, or when eligibility lapses. */
function endOf({ effective, eligibility }: LicenceVersion, now: number): number {
  const days = Math.min(AGREEMENT.days, eligibility.lapsesAfterDays ?? AGREEMENT.days);
  return Math.min(now + days * DAY, effective?.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(effective.to));
}

/** Whether an agreement is in the last part of its time, when it can be renewed, so that there is no gap. */
const isNearEnd = ({ issued, expires }: Agreement, now: number): boolean =>
  Date.parse(expires) - now < (Date.parse(expires) - Date.parse(issued)) * AGREEMENT.renewalShare;

/** RFC 9562 §5.4: a random UUID from 16 random bytes. */
function uuid(bytes: Uint8Array): string {
  const marked = bytes.map((byte, at) => {
    if (at === 6) return (byte & 0x0f) | 0x40;
    return at === 8 ? (byte & 0x3f) | 0x80 : byte;
  });
  return toHex(marked).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
