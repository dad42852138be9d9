import type { Publisher } from "../../model/publisher/publisher.ts";
import { readDomains } from "../../store/publisher/domain.ts";
import type { PublisherContext } from "./context.ts";
import { giveKey, isFreshlyProved, type KeyOutcome, type KeyWish } from "./keys.ts";

/** What came of asking for a key with an application's token. */
export type FirstKeyOutcome = KeyOutcome | { ok: false; because: "not approved" | "not freshly proved" };

/** Gives a key to who has the application's token and has proved a domain lately: the token alone may have been found. */
export async function giveFirstKey(
  context: PublisherContext,
  publisher: Publisher,
  wish: KeyWish,
): Promise<FirstKeyOutcome> {
  if (publisher.status !== "approved") return { ok: false, because: "not approved" };
  if (!isFreshlyProved(await readDomains(context.db, publisher.id), context.now))
    return { ok: false, because: "not freshly proved" };
  return giveKey(context, publisher.id, wish);
}
