import type { Publisher } from "../../model/publisher/publisher.ts";
import { readDomains } from "../../store/publisher/domain.ts";
import type { PublisherContext } from "./context.ts";
import { type Given, giveKey, isFreshlyProved, type Wish } from "./keys.ts";

/** What came of asking for a key with an application's token. */
export type FirstGiven = Given | { ok: false; because: "not approved" | "not freshly proved" };

/** Gives a key to who has the application's token and has proved a domain lately: the token alone may have been found. */
export async function giveFirstKey(office: PublisherContext, publisher: Publisher, wish: Wish): Promise<FirstGiven> {
  if (publisher.status !== "approved") return { ok: false, because: "not approved" };
  if (!isFreshlyProved(await readDomains(office.db, publisher.id), office.now))
    return { ok: false, because: "not freshly proved" };
  return giveKey(office, publisher.id, wish);
}
