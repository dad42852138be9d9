import { sha256Hex } from "../../model/hash.ts";
import { newSecret } from "../../model/publisher/key.ts";
import { instant } from "../../model/time.ts";
import { writeAudit } from "../../store/audit.ts";
import { writeToken } from "../../store/publisher/publisher.ts";
import type { PublisherContext } from "./context.ts";

/** Gives a publisher's application a new address, shown once; the previous one stops working. */
export async function resetApplicationAddress(
  { db, now, random, origin, by }: PublisherContext,
  publisher: string,
): Promise<string> {
  const token = newSecret("application", random(32));
  await db.batch([
    writeToken(db, publisher, await sha256Hex(token)),
    writeAudit(db, { at: instant(now), by, action: "reset-address", publisher, reason: null, details: {} }),
  ]);
  return `${origin}/applications/${token}`;
}
