import type { Publisher } from "../../model/publisher/publisher.ts";
import { readDomains } from "../../store/publisher/domain.ts";
import { hasHadKey } from "../../store/publisher/key.ts";
import type { PublisherContext } from "./context.ts";
import { giveKey, isFreshlyProved, type KeyOutcome, type KeyWish } from "./keys.ts";

/** The outcome of requesting a key with an application's token. */
export type FirstKeyOutcome =
  | KeyOutcome
  | { ok: false; because: "not approved" | "not freshly proved" | "not the first" };

/**
 * Gives a publisher its first key, for the application's token and a recent domain proof: the token alone may have been found by
 * somebody else. Any later key requires a signed-in person or a key that manages.
 */
export async function giveFirstKey(
  context: PublisherContext,
  publisher: Publisher,
  wish: KeyWish,
): Promise<FirstKeyOutcome> {
  if (publisher.status !== "approved") return { ok: false, because: "not approved" };
  if (!isFreshlyProved(await readDomains(context.db, publisher.id), context.now))
    return { ok: false, because: "not freshly proved" };
  if (publisher.signedIn !== undefined || (await hasHadKey(context.db, publisher.id)))
    return { ok: false, because: "not the first" };
  const given = await giveKey(context, publisher.id, wish, undefined, true);
  // Another request came first; a publisher without a key can't have too many.
  return given.ok || given.because === "over" ? given : { ok: false, because: "not the first" };
}
