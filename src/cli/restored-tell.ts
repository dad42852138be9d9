import type { RestoredJson } from "../contract/backup.ts";

/** Tells what followed once a database was brought back, and what is for people to look at. */
export function tellRestored({ replayed, stoppedDeliveries, openKeys }: RestoredJson): void {
  for (const { article, kind, at, outcome } of replayed)
    console.log(`${kind.padStart(9)}  articles/${article}, on ${at}: ${outcome}`);
  console.log(`
The wire is there again. Cursors of /v1/changes from before are refused, and whoever follows begins again; all ETags are new.
${stoppedDeliveries} messages that waited were stopped, because they may have been sent since.
${openKeys} keys are open. A key that was revoked after the backup is open again: look at the log of ${openKeys === 0 ? "that time" : "that time, and revoke them anew"}.
Everybody who signs in has to do so anew.`);
  const failed = replayed.filter(({ outcome }) => outcome === "failed");
  if (failed.length === 0) return;
  console.error(
    `${failed.length} removals couldn't be made again. Look at them now: ${failed.map(({ article }) => article).join(", ")}`,
  );
  process.exitCode = 1;
}
