import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from "jose";
import { z } from "zod";
import { AGREEMENT_TYPE, AgreementClaims } from "../model/publisher/agreement.ts";
import { DAY, instant, SECOND } from "../model/time.ts";

/** The time asked about: an instant, or a whole day in UTC. `from` and `to` are in milliseconds; `to` is exclusive. */
export type AskedTime = { said: string; from: number; to: number };

/** The accepted formats of a time. */
export const ALLOWED_TIME = "a day in UTC, such as 2027-01-31, or a time with its zone, such as 2027-01-31T09:00:00Z";

/** Only real calendar dates: `Date` reads 2027-02-30 as a day in March, and hour 24 as the next day. */
const DAY_AS_SAID = z.iso.date();
const TIME_AS_SAID = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })]);

/** Parses a time; undefined if it is invalid. */
export function parseTime(said: string): AskedTime | undefined {
  const isDay = DAY_AS_SAID.safeParse(said).success;
  if (!isDay && !TIME_AS_SAID.safeParse(said).success) return undefined;
  const from = Date.parse(said);
  return { said, from, to: isDay ? from + DAY : from + 1 };
}

/** The result for a signed agreement: genuine, with its status at a time; or forged or unreadable, and why. */
export type Standing =
  | { genuine: true; claims: AgreementClaims; at: "in force" | "not yet" | "ended" }
  | { genuine: false; why: string };

/** Checks the signature first, whenever it was made, and only then the times: an expired agreement is still genuine. */
export async function judgeAgreement(
  jws: string,
  keys: JSONWebKeySet,
  at: Pick<AskedTime, "from" | "to">,
  issuer?: string,
): Promise<Standing> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(keys), { algorithms: ["ES256"] });
    if (protectedHeader.typ !== AGREEMENT_TYPE)
      return { genuine: false, why: `its type is ${JSON.stringify(protectedHeader.typ)}, not ${AGREEMENT_TYPE}` };
    const claims = AgreementClaims.parse(JSON.parse(new TextDecoder().decode(payload)));
    if (issuer !== undefined && claims.iss !== issuer)
      return { genuine: false, why: `it was signed by ${claims.iss}, not by ${issuer}` };
    return { genuine: true, claims, at: standingAt(claims, at) };
  } catch (error) {
    return { genuine: false, why: reasonOf(error) };
  }
}

/** In force from the second of its signature up to the second of its end, as in RFC 7519. */
function standingAt({ iat, exp }: AgreementClaims, { from, to }: Pick<AskedTime, "from" | "to">) {
  if (to <= iat * SECOND) return "not yet";
  return from >= exp * SECOND ? "ended" : "in force";
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWSSignatureVerificationFailed) return "none of these keys made its signature";
  if (error instanceof errors.JWKSNoMatchingKey) return "it names a key that isn't among these";
  return error instanceof Error ? error.message : String(error);
}

/** Describes a genuine agreement in plain words. */
export function standingInWords({ claims, at }: Extract<Standing, { genuine: true }>, said: string): string {
  const { iss, organization, domains, licence, version, hash, iat, exp } = claims;
  const [from, to] = [instant(iat * SECOND), instant(exp * SECOND)];
  return `Genuine: signed by ${iss}, in force from ${from} to ${to}.
${said}: ${{ "in force": "in force", "not yet": "not yet in force", ended: `ended on ${to}` }[at]}.
${organization} (${domains.join(", ")}) accepted ${licence}, version ${version}.
SHA-256 of the text: ${hash}
This file can't show whether the agreement was ended early or replaced by another text. Only the wire knows that.`;
}
