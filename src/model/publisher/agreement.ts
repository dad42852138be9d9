import { z } from "zod";
import type { Licence } from "../licence/licence.ts";

/** A publisher's acceptance of a license version. Times are UTC to the second. */
export type Agreement = {
  id: string;
  licence: string;
  version: number;
  /** SHA-256 of the accepted text. */
  hash: string;
  /** The signed agreement: a compact JWS (RFC 7515). */
  jws: string;
  /** The same as an ODRL Agreement, in JSON. */
  policy: string;
  issued: string;
  expires: string;
  /** When it was ended early. */
  ended?: string;
  /** When a later version that differs in more than wording comes into force. */
  superseded?: string;
  /** The grace period of the accepted version in days, if it sets one. */
  graceDays?: number;
};

/** The type of a signed agreement, so that no other token can pass for one (RFC 8725 §3.11). */
export const AGREEMENT_TYPE = "commonwire-agreement+jwt";

/** The claims of a signed agreement, with RFC 7519 names where they exist. */
export const AgreementClaims = z.object({
  iss: z.url(),
  sub: z.string(),
  jti: z.string(),
  iat: z.int(),
  exp: z.int(),
  organization: z.string(),
  domains: z.array(z.string()),
  licence: z.string(),
  version: z.int(),
  hash: z.string(),
  actions: z.array(z.string()),
});
export type AgreementClaims = z.infer<typeof AgreementClaims>;

/** The ids of the clauses by which a license permits something without asking. */
export const grantedActions = ({ grant, integrity, commercial, automation }: Licence): string[] =>
  Object.entries({ grant, integrity, commercial, automation }).flatMap(([group, clauses]) =>
    Object.entries(clauses).flatMap(([name, value]) => (value === "allow" ? [`${group}.${name}`] : [])),
  );
