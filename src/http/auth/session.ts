import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { sha256Hex } from "../../model/hash.ts";
import { SIGN_IN } from "../../model/policy.ts";
import { secretKind } from "../../model/publisher/key.ts";
import { DAY, instant, MINUTE, SECOND } from "../../model/time.ts";
import { type OpenSession, readSession, writeSeen } from "../../store/publisher/session.ts";
import type { DoorEnv } from "../context.ts";

/**
 * The cookie's name. `__Host-` makes browsers accept it only with `Secure`, for this host alone (RFC 6265bis §4.1.3). On
 * http://localhost, where some browsers reject such a cookie, it has no prefix.
 */
export const cookieName = (origin: string): string => (isLocal(origin) ? "session" : "__Host-session");

const isLocal = (origin: string): boolean => /^http:\/\/localhost(?::\d+)?$/.test(origin);

/** Returns the cookie that signs in or, without a secret, the one that signs out. */
export const sessionCookie = (origin: string, secret: string | undefined): string =>
  makeCookie(origin, cookieName(origin), secret, (SIGN_IN.sessionDays * DAY) / SECOND);

/** The name of the cookie with the page that a browser wanted. */
const nextName = (origin: string): string => cookieName(origin).replace("session", "next");

/** Returns that cookie for one of our addresses or, without one, the cookie that deletes it. */
export const nextCookie = (origin: string, next: string | undefined): string =>
  makeCookie(origin, nextName(origin), next && encodeURIComponent(next), (SIGN_IN.nextMinutes * MINUTE) / SECOND);

/** Returns the page that a browser wanted, by its own cookie. */
export const nextIn = <E extends DoorEnv>(c: Context<E>): string | undefined =>
  nextAddress(getCookie(c, nextName(c.env.env.origin)));

/** Scripts can't read it, and other sites' forms don't send it. */
function makeCookie(origin: string, name: string, value: string | undefined, seconds: number): string {
  const rest = isLocal(origin) ? "" : "; Secure";
  return `${name}=${value ?? ""}; Path=/; Max-Age=${value === undefined ? 0 : seconds}; HttpOnly; SameSite=Lax${rest}`;
}

/** Returns a request's session. It asks the database each time, so that an ended session stops working everywhere at once. */
export async function sessionOf<E extends DoorEnv>(c: Context<E>): Promise<OpenSession | undefined> {
  const { env, clock } = c.env;
  const secret = getCookie(c, cookieName(env.origin)) ?? "";
  if (secretKind(secret) !== "session") return undefined;
  const now = clock();
  const found = await readSession(env.db, await sha256Hex(secret), instant(now));
  if (found && Date.parse(found.seen) <= now - SIGN_IN.seenMinutes * MINUTE)
    c.executionCtx.waitUntil(writeSeen(env.db, found.id, instant(now)).run());
  return found;
}

/** Redirects a browser to sign in, and from there back. */
export function askToSignIn<E extends DoorEnv>(c: Context<E>): Response {
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  const { pathname, search } = new URL(c.req.url);
  const next = isRead ? `?next=${encodeURIComponent(pathname + search)}` : "";
  return new Response(null, {
    status: 303,
    headers: { Location: `/sign-in${next}`, "Cache-Control": "private, no-store" },
  });
}

const BASE = "https://wire.invalid";

/**
 * Returns where to go after signing in: one of our addresses that only shows something, in the one spelling that all browsers
 * parse alike. Anything else is dropped.
 */
export function nextAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > SIGN_IN.nextLength || !/^\/[^\\\s\p{Cc}]*$/u.test(text)) return undefined;
  if (!URL.canParse(text, BASE)) return undefined;
  const { origin, pathname, search } = new URL(text, BASE);
  return origin === BASE && /^\/(?:publisher|desk|articles)(?:\/|$)/.test(pathname) ? pathname + search : undefined;
}
