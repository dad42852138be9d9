import { SIGN_IN } from "../../model/policy.ts";
import { normalizeEmail, type Person, type PersonInput } from "../../model/publisher/person.ts";
import { instant } from "../../model/time.ts";
import { writeAudit, writeAuditOfChange } from "../../store/audit.ts";
import { announce, onePerson } from "../../store/mail/announce.ts";
import { moveContact, readPerson, removePerson, writePerson } from "../../store/publisher/person.ts";
import { endSession, endSessionsOfRemoved } from "../../store/publisher/session.ts";
import { newId, type PublisherContext } from "./context.ts";

/** The outcome of an invitation. */
export type InvitationOutcome = { ok: true; person: Person } | { ok: false; because: "known or too many" };

/** Lets a person sign in for a publisher, or for the desk (null), and tells them by mail. */
export async function invitePerson(
  context: PublisherContext,
  publisher: string | null,
  { name, email }: PersonInput,
): Promise<InvitationOutcome> {
  const { db, now, by } = context;
  const at = instant(now);
  const role = publisher === null ? ("desk" as const) : ("member" as const);
  const person = { id: newId(context), publisher, name, email: normalizeEmail(email), role, created: at };
  const [written] = await db.batch([
    writePerson(db, person, by, SIGN_IN.people),
    writeAuditOfChange(db, {
      at,
      by,
      action: "invite-person",
      publisher,
      reason: null,
      details: { person: person.id },
    }),
    announce(db, { event: "person.invited", about: person.id, at, facts: { by } }, onePerson(person.id)),
  ]);
  return written?.meta.changes === 1 ? { ok: true, person } : { ok: false, because: "known or too many" };
}

/** The outcome of removing a person. */
export type RemovalOutcome = { ok: true } | { ok: false; because: "unknown" | "contact" };

/** Removes a person and ends their sessions at once. A publisher keeps its contact until another person takes that role. */
export async function removePersonOf(
  { db, now, by }: PublisherContext,
  publisher: string | null,
  id: string,
): Promise<RemovalOutcome> {
  const person = await readPerson(db, id);
  if (person === undefined || person.publisher !== publisher) return { ok: false, because: "unknown" };
  if (person.role === "contact") return { ok: false, because: "contact" };
  const at = instant(now);
  const [removed] = await db.batch([
    removePerson(db, id, at),
    writeAuditOfChange(db, { at, by, action: "remove-person", publisher, reason: null, details: { person: id } }),
    endSessionsOfRemoved(db, id),
  ]);
  // Nothing was removed because, in the meantime, they became the contact.
  return removed?.meta.changes === 1 ? { ok: true } : { ok: false, because: "contact" };
}

/** Makes one of a publisher's people its contact; false if it has nobody with that id. */
export async function makeContact({ db, now, by }: PublisherContext, publisher: string, id: string): Promise<boolean> {
  const person = await readPerson(db, id);
  if (person?.publisher !== publisher) return false;
  await db.batch([
    moveContact(db, publisher, id),
    writeAudit(db, {
      at: instant(now),
      by,
      action: "make-contact",
      publisher,
      reason: null,
      details: { person: id },
    }),
  ]);
  return true;
}

/** Ends a session of a publisher's people, of the desk's (null), or of one person only; false if there is none. */
export async function revokeSession(
  { db, now, by }: PublisherContext,
  publisher: string | null,
  id: string,
  person?: string,
): Promise<boolean> {
  const [ended] = await db.batch([
    endSession(db, id, publisher, person),
    writeAuditOfChange(db, {
      at: instant(now),
      by,
      action: "end-session",
      publisher,
      reason: null,
      details: { session: id },
    }),
  ]);
  return ended?.meta.changes === 1;
}
