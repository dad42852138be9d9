// Keeps the folder "stories" in sync with a wire. Needs Node.js 20 or later. Run it every minute:
// WIRE=https://wire.example.org KEY=cw_… node follow.mjs
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const { WIRE, KEY } = process.env;

async function getChanges(cursor) {
  const query = cursor ? `?after=${encodeURIComponent(cursor)}` : "";
  const response = await fetch(`${WIRE}/v1/changes${query}`, { headers: { Authorization: `Bearer ${KEY}` } });
  if (response.status !== 429 && response.status !== 503) return response;
  // Too many requests, or the wire is busy: Retry-After says how long to wait.
  await sleep(Number(response.headers.get("Retry-After") ?? 60) * 1000);
  return getChanges(cursor);
}

function apply(change) {
  // A slug has only letters, digits, hyphens and periods, so it is safe as a file name.
  const file = `stories/${change.slug}.json`;
  if (change.type === "updated") writeFileSync(file, JSON.stringify(change.article, null, 2));
  // Killed, withheld, expired, or no longer licensed to you: take it down.
  else rmSync(file, { force: true });
  console.log(`${change.type}: ${change.slug} ${change.reason ?? ""}`);
}

let more = true;
while (more) {
  mkdirSync("stories", { recursive: true });
  const cursor = existsSync("cursor") ? readFileSync("cursor", "utf8") : "";
  const response = await getChanges(cursor);
  if (response.status === 422 && cursor) {
    // The wire was restored from a backup, and the cursor is void: start over.
    rmSync("cursor");
    rmSync("stories", { recursive: true });
    continue;
  }
  if (!response.ok) throw new Error(await response.text());
  const page = await response.json();
  for (const change of page.changes) apply(change);
  // Keep the cursor only once everything before it is done.
  writeFileSync("cursor", page.next);
  more = page.more;
}
