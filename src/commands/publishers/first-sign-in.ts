import { contactId } from "../../model/publisher/person.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import { readDomains } from "../../store/publisher/domain.ts";
import { hasHadKey } from "../../store/publisher/key.ts";
import type { PublisherContext } from "./context.ts";
import { isFreshlyProved } from "./keys.ts";
import { makeSignInLink, type SignInLink } from "./sign-in.ts";

/** The outcome of the first sign-in with an application's token. */
export type FirstSignIn =
  | { ok: true; link: SignInLink }
  | { ok: false; because: "not approved" | "not freshly proved" | "not the first" };

/**
 * Lets a publisher's contact sign in for the first time without the desk: as for a first key, the token alone isn't enough, and
 * it no longer works after a first key or a first sign-in.
 */
export async function signInFirst(context: PublisherContext, publisher: Publisher): Promise<FirstSignIn> {
  const { db, now } = context;
  if (publisher.status !== "approved") return { ok: false, because: "not approved" };
  if (publisher.signedIn !== undefined || (await hasHadKey(db, publisher.id)))
    return { ok: false, because: "not the first" };
  if (!isFreshlyProved(await readDomains(db, publisher.id), now)) return { ok: false, because: "not freshly proved" };
  const link = await makeSignInLink(context, { id: contactId(publisher.id), publisher: publisher.id });
  return { ok: true, link };
}
