import { normalizeEmail } from "../../model/publisher/person.ts";
import { HOUR, instant } from "../../model/time.ts";
import { announceLost } from "../../store/mail/announce.ts";
import { DELIVERY_EFFECTS, Done } from "../effects.ts";
import type { PublisherContext } from "./context.ts";

/** Mails the way back to each application whose contact has this address. Cost and response are the same if there is none. */
export async function findApplication(
  { db, now }: Pick<PublisherContext, "db" | "now">,
  email: string,
): Promise<Done<undefined>> {
  await announceLost(db, normalizeEmail(email), { at: instant(now), hourAgo: instant(now - HOUR) }).run();
  return new Done(undefined, DELIVERY_EFFECTS);
}
