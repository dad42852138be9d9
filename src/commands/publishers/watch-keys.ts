import { sha256Hex } from "../../model/hash.ts";
import { BATCH } from "../../model/policy.ts";
import { DAY, instant } from "../../model/time.ts";
import type { Fetch } from "../../sources/outbound.ts";
import { writeAuditOfChange } from "../../store/audit.ts";
import { announce, teamWithKey } from "../../store/mail/announce.ts";
import { claimWatched } from "../../store/publisher/domain.ts";
import { endFoundKey, readOpenKeys } from "../../store/publisher/found-key.ts";
import { Done, doneWithout, KEY_EFFECTS } from "../effects.ts";
import type { PublisherContext } from "./context.ts";
import { findKeys, type KeyOnSite } from "./find-keys.ts";

type WatchContext = PublisherContext & { fetch: Fetch };

/**
 * Searches the feeds of some verified domains, each once a day, and revokes every key that is public there, whoever it belongs
 * to.
 * Safe to run twice: a domain is marked before it is searched.
 */
export async function watchKeys(context: WatchContext): Promise<Done<void>> {
  const { db, now, origin, fetch } = context;
  const domains = await claimWatched(db, instant(now), instant(now - DAY), BATCH.watchedDomains);
  const turn = Math.floor(now / DAY);
  const found = await Promise.all(domains.map((domain) => findKeys({ domain, origin, fetch, turn }).catch(logNothing)));
  return (await revokeFound(context, found.flat())) ? new Done(undefined, KEY_EFFECTS) : doneWithout(undefined);
}

function logNothing(error: unknown): KeyOnSite[] {
  console.error(error);
  return [];
}

/** Revokes the keys that were found and still work, and logs it; false if none still works. */
async function revokeFound({ db, now, by }: WatchContext, found: readonly KeyOnSite[]): Promise<boolean> {
  if (found.length === 0) return false;
  const pages = new Map<string, string>();
  for (const { key, foundAt } of found) pages.set(await sha256Hex(key), foundAt);
  const at = instant(now);
  const open = await readOpenKeys(db, [...pages.keys()], at);
  const statements = open.flatMap(({ id, publisher, name, hash }) => {
    const foundAt = pages.get(hash) ?? "";
    console.warn(`A key of the publisher ${publisher} was found at ${foundAt}. It is revoked.`);
    const reason = `It was found at ${foundAt}.`;
    const details = { key: id, name, foundAt };
    return [
      endFoundKey(db, id, foundAt, at),
      writeAuditOfChange(db, { at, by, action: "revoke-found-key", publisher, reason, details }),
      announce(
        db,
        {
          event: "key.revoked",
          about: id,
          at,
          facts: { key: id, name, by: `the wire, because it is on the web at ${foundAt}` },
        },
        teamWithKey(publisher, id),
      ),
    ];
  });
  if (statements.length > 0) await db.batch(statements);
  return open.length > 0;
}
