import { z } from "zod";
import type { Licence } from "../licence/licence.ts";

/** A publisher's acceptance of one text of a licence. Times are UTC to the second. */
export type Agreement = {
  id: string;
  licence: string;
  version: number;
  /** SHA-256 over the text that was accepted. */
  hash: string;
  /** The signed agreement: a compact JWS (RFC 7515). */
  jws: string;
  /** The same as an ODRL Agreement, as JSON. */
  policy: string;
  issued: string;
  expires: string;
  /** When it ended before its time. */
  ended?: string;
  /** When a later text of the licence came, or comes, in force that differs in more than its wording. */
  superseded?: string;
  /** Days for which the accepted text counts then, where it says so. */
  graceDays?: number;
};

/** The type of a signed agreement, so that no other token passes for one (RFC 8725 §3.11). */
export const AGREEMENT_TYPE = "commonwire-agreement+jwt";

/** What a signed agreement says: RFC 7519 where it has a name for it. */
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

/** The permissions that a licence grants without asking, by the ids of their clauses. */
export const grantedActions = ({ grant, integrity, commercial, automation }: Licence): string[] =>
  Object.entries({ grant, integrity, commercial, automation }).flatMap(([group, clauses]) =>
    Object.entries(clauses).flatMap(([name, value]) => (value === "allow" ? [`${group}.${name}`] : [])),
  );
