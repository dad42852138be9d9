import { sha256Hex } from "../../model/hash.ts";
import { SIGN_IN } from "../../model/policy.ts";
import { newSecret, secretKind } from "../../model/publisher/key.ts";
import { normalizeEmail } from "../../model/publisher/person.ts";
import { DAY, HOUR, instant, MINUTE } from "../../model/time.ts";
import { writeAudit, writeAuditOfChange } from "../../store/audit.ts";
import { announceSignIn } from "../../store/mail/announce.ts";
import { noteAsked } from "../../store/publisher/person.ts";
import { readLink, type StoredLink, useLink, writeLink } from "../../store/publisher/sign-in-link.ts";
import { DELIVERY_EFFECTS, Done } from "../effects.ts";
import { newId, type PublisherContext } from "./context.ts";

/** A link, shown once: opening its address and pressing the button signs the person in. */
export type SignInLink = { address: string; expires: string };

/** Creates a sign-in link for a person. Their earlier links stop working. */
export async function makeSignInLink(
  { db, now, random, origin, by }: PublisherContext,
  person: { id: string; publisher: string | null },
): Promise<SignInLink> {
  const token = newSecret("link", random(32));
  const [created, expires] = [instant(now), instant(now + SIGN_IN.linkMinutes * MINUTE)];
  await db.batch([
    ...writeLink(db, { hash: await sha256Hex(token), person: person.id, created, expires }),
    writeAudit(db, {
      at: created,
      by,
      action: "make-sign-in-link",
      publisher: person.publisher,
      reason: null,
      details: { person: person.id },
    }),
  ]);
  return { address: `${origin}/sign-in/${token}`, expires };
}

/** Records that somebody with this address wants a link, and has it mailed. Cost and response are the same if nobody has it. */
export async function askForLink(
  { db, now }: Pick<PublisherContext, "db" | "now">,
  email: string,
): Promise<Done<undefined>> {
  const [address, at] = [normalizeEmail(email), instant(now)];
  const times = { at, hourAgo: instant(now - HOUR), expires: instant(now + SIGN_IN.askedHours * HOUR) };
  await db.batch([noteAsked(db, address, at), announceSignIn(db, address, times)]);
  return new Done(undefined, DELIVERY_EFFECTS);
}

/** Why a link doesn't sign in. */
export type LinkRefusal = "unknown" | "used" | "late" | "removed" | "closed";
export type LinkReading = { ok: true; link: StoredLink } | { ok: false; because: LinkRefusal };

/** Returns whether a link works now. Opening it doesn't use it, because software that scans mail opens every link. */
export async function openLink({ db, now }: Pick<PublisherContext, "db" | "now">, token: string): Promise<LinkReading> {
  if (secretKind(token) !== "link") return { ok: false, because: "unknown" };
  const link = await readLink(db, await sha256Hex(token));
  const because = link === undefined ? "unknown" : whyNot(link, instant(now));
  return link === undefined || because !== undefined
    ? { ok: false, because: because ?? "unknown" }
    : { ok: true, link };
}

function whyNot({ removed, used, expires, status }: StoredLink, now: string): LinkRefusal | undefined {
  if (removed !== null) return "removed";
  if (used !== null) return "used";
  if (expires <= now) return "late";
  return status === "left" ? "closed" : undefined;
}

export type SignedIn = { ok: true; secret: string; publisher: string | null } | { ok: false; because: LinkRefusal };

/** Signs in with a link, once and in time. Always creates a new session; never reuses a token that the browser sent before. */
export async function signIn(context: PublisherContext, token: string, agent: string | undefined): Promise<SignedIn> {
  const { db, now, random } = context;
  const read = await openLink(context, token);
  if (!read.ok) return read;
  const secret = newSecret("session", random(32));
  const at = instant(now);
  const [session, ...rest] = useLink(
    db,
    await sha256Hex(token),
    {
      id: newId(context),
      hash: await sha256Hex(secret),
      agent: agent?.slice(0, SIGN_IN.agentLength) ?? null,
      at,
      expires: instant(now + SIGN_IN.sessionDays * DAY),
    },
    await sha256Hex(newSecret("application", random(32))),
  );
  const [made] = await db.batch([
    session,
    writeAuditOfChange(db, {
      at,
      by: read.link.email,
      action: "sign-in",
      publisher: read.link.publisher,
      reason: null,
      details: { person: read.link.id },
    }),
    ...rest,
  ]);
  // Another request used the link first.
  return made?.meta.changes === 1
    ? { ok: true, secret, publisher: read.link.publisher }
    : { ok: false, because: "used" };
}
