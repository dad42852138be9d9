import { instant } from "../../model/time.ts";
import { writeAuditOfChange } from "../../store/audit.ts";
import { markMailed, readUnsent, type StoredMail, stopMail } from "../../store/mail/outbox.ts";
import type { PublisherContext } from "../publishers/context.ts";
import { compose } from "./compose.ts";
import type { OutgoingMail } from "./context.ts";

/** A mail written now for the desk to send by hand, or the fact that it is no longer needed. */
export type Prepared = { ok: true; about: StoredMail; mail: OutgoingMail } | { ok: false; because: "unknown" | "over" };

/** Writes a mail, with its links, for the desk to send. Stops it if it is no longer needed. */
export async function prepareMail(context: PublisherContext, id: string): Promise<Prepared> {
  const at = instant(context.now);
  const about = await readUnsent(context.db, id, at);
  if (about === undefined) return { ok: false, because: "unknown" };
  const composed = await compose(context, about, at);
  if (composed.ok) return { ok: true, about, mail: composed.mail };
  await stopMail(context.db, id, composed.because).run();
  return { ok: false, because: "over" };
}

/** Records that the desk sent a mail by hand; false if there is none. */
export async function noteMailed({ db, now, by }: PublisherContext, id: string): Promise<boolean> {
  const at = instant(now);
  const about = await readUnsent(db, id, at);
  if (about === undefined) return false;
  const details = { mail: id, event: about.event };
  const [done] = await db.batch([
    markMailed(db, id, at, by),
    writeAuditOfChange(db, { at, by, action: "send-mail", publisher: about.publisher, reason: null, details }),
  ]);
  return done?.meta.changes === 1;
}
