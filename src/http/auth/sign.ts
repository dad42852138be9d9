import { importJWK, SignJWT } from "jose";
import type { Sign } from "../../commands/publishers/accept.ts";
import type { Env, SigningKey } from "../../env.ts";
import { AGREEMENT_TYPE } from "../../model/publisher/agreement.ts";

/** Signs agreements with the newest key; undefined if there is none. */
export function signer({ signingKeys }: Pick<Env, "signingKeys">): Sign | undefined {
  const [newest] = signingKeys;
  if (newest === undefined) return undefined;
  return async (claims) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: newest.kid, typ: AGREEMENT_TYPE })
      .sign(await importJWK(newest, "ES256"));
}

/**
 * Returns the public halves of all signing keys as a JWK Set (RFC 7517 §5), including old ones, so that their signatures can be
 * checked.
 */
export const jwks = ({ signingKeys }: Pick<Env, "signingKeys">) => ({
  keys: signingKeys.map(({ d: _private, ...key }: SigningKey) => ({ ...key, use: "sig", alg: "ES256" })),
});
