import { PUBLIC } from "../../model/access.ts";
import { renderMail } from "../../render/mail/message.tsx";
import type { StoredMail } from "../../store/mail/outbox.ts";
import { readMasthead } from "../../store/masthead.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import type { PublisherContext } from "../publishers/context.ts";
import { composeInvited, composeKey, composeSignIn, composeTerms } from "./compose-account.ts";
import {
  composeArrived,
  composeDecided,
  composeIncomplete,
  composeLost,
  composeReceived,
} from "./compose-application.ts";
import { composeDigest } from "./compose-digest.ts";
import { composeFailing, composeVerify } from "./compose-domain.ts";
import { composeCorrected, composeKilled, composeRestored } from "./compose-story.ts";
import { type ComposeContext, type Composition, type OutgoingMail, SETTLED } from "./context.ts";

/** A mail as it is sent, or why it isn't. */
export type Composed = { ok: true; mail: OutgoingMail } | Extract<Composition, { ok: false }>;

/**
 * Writes a mail from the current state, and creates its links here. So no mail contains what has since been withheld, embargoed
 * or killed, and no token waits in the outbox.
 */
export async function compose(context: PublisherContext, mail: StoredMail, now: string): Promise<Composed> {
  if (mail.isRemoved) return { ok: false, because: "removed" };
  if (mail.expires !== null && mail.expires <= now) return { ok: false, because: "late" };
  const masthead = await readMasthead(context.db);
  if (masthead === undefined) return { ok: false, because: "settled" };
  const site = { origin: context.origin, masthead, access: PUBLIC };
  const publisher = mail.publisher === null ? undefined : await readPublisher(context.db, mail.publisher);
  const composed = await composeEvent({ ...context, site, publisher }, mail);
  if (!composed.ok) return composed;
  const { unsubscribe } = composed.words;
  const message = renderMail(composed.words, { name: mail.name, site });
  const headers = { ...AUTOMATIC, ...(unsubscribe === undefined ? {} : unsubscribeHeaders(unsubscribe)) };
  const { name: fromName, contacts } = masthead.publication;
  return { ok: true, mail: { ...message, to: mail.email, fromName, replyTo: contacts.licensing, headers } };
}

/** RFC 3834 §5: marks the mail so that it gets no automatic replies. */
const AUTOMATIC = { "Auto-Submitted": "auto-generated" };

/** RFC 2369 §3.2 and RFC 8058 §3.1: mail programs show an unsubscribe button, and post to the address. */
const unsubscribeHeaders = (address: string): Record<string, string> => ({
  "List-Unsubscribe": `<${address}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
});

function composeEvent(context: ComposeContext, mail: StoredMail): Promise<Composition> {
  switch (mail.event) {
    case "application.received":
      return composeReceived(context, mail);
    case "application.arrived":
      return composeArrived(context);
    case "application.incomplete":
      return composeIncomplete(context, mail);
    case "application.decided":
      return composeDecided(context, mail);
    case "application.lost":
      return composeLost(context, mail);
    case "domain.verify":
      return composeVerify(context, mail);
    case "domain.failing":
      return composeFailing(context, mail);
    case "sign-in.asked":
      return composeSignIn(context, mail);
    case "person.invited":
      return composeInvited(context, mail);
    case "terms.changed":
      return composeTerms(context, mail);
    case "key.made":
    case "key.revoked":
      return composeKey(context, mail);
    case "story.corrected":
      return composeCorrected(context, mail);
    case "story.killed":
      return composeKilled(context, mail);
    case "story.restored":
      return composeRestored(context, mail);
    case "digest":
      return composeDigest(context, mail);
    default:
      // An event that an older or newer version of the wire wrote and that this one doesn't know.
      return Promise.resolve(SETTLED);
  }
}
