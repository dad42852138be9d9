import { createRemoteJWKSet, customFetch, jwtVerify } from "jose";
import type { Env } from "../../env.ts";
import { sha256Hex } from "../../model/hash.ts";
import { CACHE } from "../../model/policy.ts";
import { isolate } from "../cache/isolate.ts";
import { secretIn } from "./basic.ts";

type IdentifyContext = { env: Env; fetch: (address: string, init: RequestInit) => Promise<Response>; now: number };

/** Returns who at the desk sent a request: the desk token's name, or the Cloudflare Access identity; undefined if neither. */
export async function identify(headers: Headers, context: IdentifyContext): Promise<string | undefined> {
  return (await byToken(headers, context.env)) ?? (await byAccess(headers.get("Cf-Access-Jwt-Assertion"), context));
}

/** Compares a token by its hash, so that the time it takes reveals nothing. */
async function byToken(headers: Headers, { deskTokens }: Env): Promise<string | undefined> {
  const [, scheme = "", value = ""] = /^(Bearer|Basic) +(\S+)$/i.exec(headers.get("Authorization") ?? "") ?? [];
  const token = scheme.toLowerCase() === "basic" ? secretIn(value) : value;
  return token ? deskTokens.get(await sha256Hex(token)) : undefined;
}

/**
 * Access signs each request with the team's keys for the application's audience tag. The signature is checked, because anyone
 * who reaches the Worker directly can send the header.
 */
async function byAccess(
  assertion: string | null,
  { env: { access }, fetch, now }: IdentifyContext,
): Promise<string | undefined> {
  if (assertion === null || access === undefined) return undefined;
  const issuer = `https://${access.team}`;
  const keys =
    isolate.teams.get(issuer) ??
    createRemoteJWKSet(new URL(`${issuer}/cdn-cgi/access/certs`), {
      timeoutDuration: CACHE.accessTimeoutMs,
      [customFetch]: (address, init) => fetch(address, init),
    });
  isolate.teams.set(issuer, keys);
  try {
    const { payload } = await jwtVerify(assertion, keys, {
      issuer,
      audience: access.aud,
      algorithms: ["RS256", "ES256"],
      currentDate: new Date(now),
      requiredClaims: ["exp"],
    });
    // A person has an e-mail address; a service token, for programs, has a name.
    const name = payload.email ?? payload.common_name;
    return typeof name === "string" && name !== "" ? name : undefined;
  } catch {
    return undefined;
  }
}
