import type { FinishedJson } from "../contract/backup.ts";
import type { ReplayOutcome } from "../model/backup.ts";
import type { BackupClient } from "./backup-client.ts";
import { NEEDS } from "./manifest.ts";

/** The outcomes of a repeated removal, in words. */
const OUTCOMES: Record<ReplayOutcome, string> = {
  applied: "done again",
  already: "nothing to do: the backup already had it, or it has been done since",
  missing: "nothing to remove: the story isn't in the backup",
  left: "not restored, because the backup may have a different text; restore it at the desk",
  failed: "couldn't be restored; check it at the desk",
};

/** Requests the last step until nothing is left to do, and prints the result. */
export async function finishRestore(client: BackupClient): Promise<void> {
  for (;;) {
    const done = await client.finish();
    if (done.toCheck !== null) return tell(done, done.toCheck);
    console.log(`  Repeating later removals: ${done.replays.length} so far`);
  }
}

function tell(
  done: FinishedJson,
  { keptMessages, openKeys, waitingStories }: NonNullable<FinishedJson["toCheck"]>,
): void {
  const { since, replays, stopped, closedKeys, pausedWebhooks } = done;
  console.log(
    `The wire is serving again, as of ${since}. ETags and cursors from before no longer work, so readers' software starts over.`,
  );
  console.log(replays.length === 0 ? `No removals were recorded after ${since}.` : `Removals after ${since}:`);
  for (const { kind, article, at, by, outcome, detail } of replays)
    console.log(`  ${article}: ${kind} at ${at} by ${by}: ${OUTCOMES[outcome]}${detail ? ` (${detail})` : ""}`);
  console.log(
    `Messages: ${stopped} that were waiting won't be sent, because they may have gone out already; ${keptMessages} about kills will be.`,
  );
  if (pausedWebhooks > 0)
    console.log(`Webhooks: ${pausedWebhooks} paused, because this wire is a copy of another one.`);
  console.log("Everyone must sign in again.");
  console.log(
    closedKeys > 0
      ? `Keys: ${closedKeys} closed. Publishers must sign in and make new ones.`
      : `Keys: ${openKeys} are active. Any key revoked after ${since} works again: revoke it again, or close all keys with --close-keys.`,
  );
  if (waitingStories > 0)
    console.log(
      `Embargoes: ${waitingStories} stories will go live at the times that the backup has. Check /desk/articles.`,
    );
  console.log(
    `All other decisions after ${since} are lost: new texts and licenses, suspensions, ended agreements and people's removals.`,
  );
  console.log(NEEDS);
}
