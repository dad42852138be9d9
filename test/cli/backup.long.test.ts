import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { fetchAnew, startClone } from "../support/clone.ts";

/** A story of about one megabyte, under the license that publishers accept. */
const LONG = "content/articles/a-long-story.md";
const SENTENCE = "The harbour was rebuilt in a year that nobody in the town has forgotten, and this is how. ";
const longStory = `---
headline: A very long story
summary: How the harbour was rebuilt, in the words of everybody who was there.
authors: [AUTHOR]
section: asia
published: 2026-05-02T09:00:00+09:00
licence: free-republication
---

${`${SENTENCE.repeat(10)}\n\n`.repeat(1000)}`;

const started = await startClone(() => []);
const { folder, origin, run } = started;
afterAll(started.stop);

/** Masks what differs only because of the salt: sealed cursors. */
const withoutCursors = (text: string): string => text.replaceAll(/"next":"[\w-]{60,}"/g, '"next":"…"');

type Read = { status: number; type: string | null; hash: string; etag: string | null; text: string };

async function read(path: string, headers: Record<string, string> = {}): Promise<Read> {
  const response = await fetchAnew(origin + path, { headers, redirect: "manual" });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = withoutCursors(bytes.toString("latin1"));
  const hash = createHash("sha256").update(text, "latin1").digest("hex");
  const { status, headers: sent } = response;
  return { status, type: sent.get("Content-Type"), hash, etag: sent.get("ETag"), text };
}

const FIRST = [
  ..."/ /feeds /feeds.opml /withdrawn.atom /withdrawn.json /robots.txt /rsl.xml /.well-known/tdmrep.json /ns".split(
    " ",
  ),
  ..."/v1/articles?limit=50 /v1/changes /v1/licences".split(" "),
];
const LICENSED = ["/licensed/feeds/latest.rss", "/licensed/feeds/latest.atom", "/licensed/feeds/latest.json"];

/**
 * Reads every address of this wire that documents link to, starting with some; the links found in each round are read in
 * parallel.
 */
async function readAll(first: readonly string[], headers: Record<string, string> = {}): Promise<Map<string, Read>> {
  const all = new Map<string, Read>();
  for (let paths = new Set(first); paths.size > 0; ) {
    const answers = await Promise.all([...paths].map(async (path) => [path, await read(path, headers)] as const));
    for (const [path, answer] of answers) all.set(path, answer);
    const named = answers.flatMap(([, { text }]) => [...text.matchAll(ADDRESS)].map(([, found = ""]) => found));
    paths = new Set(named.filter((path) => !all.has(path)));
  }
  return all;
}
const ADDRESS = new RegExp(
  `${origin}(/(?:feeds|articles|images|licences|v1/articles|licensed/images)/[\\w./-]*[\\w])(?![\\w./-]*[{<])`,
  "g",
);

const bodies = (reads: Map<string, Read>) =>
  Object.fromEntries([...reads].map(([path, { status, type, hash }]) => [path, `${status} ${type} ${hash}`]));

/** Makes a key of the demo publisher, the way a person would. */
async function makeKey(): Promise<string> {
  const [link = ""] = new RegExp(`${origin}/sign-in/\\S+`).exec(started.output()) ?? [];
  const send = (address: string, fields: Record<string, string>, cookie = "") =>
    fetch(address, {
      method: "POST",
      redirect: "manual",
      headers: { "Sec-Fetch-Site": "same-origin", Origin: origin, Accept: "text/html", Cookie: cookie },
      body: new URLSearchParams(fields),
    });
  const [cookie = ""] = ((await send(link, {})).headers.get("Set-Cookie") ?? "").split(";");
  const page = await (await send(`${origin}/publisher/keys`, { name: "Drill", scope: "read" }, cookie)).text();
  return /cw_[\w-]+/.exec(page)?.[0] ?? "";
}

const Rows = z.object({ rows: z.array(z.looseObject({})) });

/** Sends a request to the desk's API. */
async function desk(method: string, path: string, body?: unknown): Promise<Response> {
  const token = readFileSync(join(folder, ".desk-token"), "utf8").trim();
  return fetchAnew(`${origin}/v1/desk${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

describe("the drill: back up, lose everything, restore", () => {
  const file = join(folder, "backup.tar");

  test("every public and licensed byte is as it was, what was killed since stays killed, and no ETag is", async () => {
    const sample = readFileSync(join(folder, "content/articles/defector-government-in-exile.md"), "utf8");
    const author = /^authors: *\[?([\w-]+)/m.exec(sample)?.[1] ?? /^authors:\n\s*- ([\w-]+)/m.exec(sample)?.[1] ?? "";
    const from = started.output().length;
    writeFileSync(join(folder, LONG), longStory.replace("AUTHOR", author));
    await started.said("1 created", from);
    const key = { Authorization: `Bearer ${await makeKey()}` };
    const before = [await readAll(FIRST), await readAll(LICENSED, key)] as const;
    expect(before[0].size).toBeGreaterThan(40);
    expect([...before[0].keys()].filter((path) => path.startsWith("/images/")).length).toBeGreaterThan(0);
    const long = await read("/v1/articles/a-long-story", key);
    expect(long.text.length).toBeGreaterThan(900_000);

    const backedUp = run("backup", "--from", origin, "--to", file);
    expect([backedUp.status, backedUp.said]).toEqual([0, expect.stringContaining("SECRETS_KEY")]);

    // Later changes are lost, except the kill: it is also recorded outside the database.
    expect(run("desk", "kill", "how-our-wire-works", "--reason", "Drill.", "--to", origin).status).toBe(0);
    expect((await desk("POST", "/articles/a-long-story/withhold", { reason: "Drill." })).status).toBe(200);
    expect(run("restore", file, "--to", origin).said).toContain("This wire already has content that would be lost");
    const over = run("restore", file, "--to", origin, "--replace", origin);
    expect([over.status, over.said]).toEqual([0, expect.stringContaining("how-our-wire-works: killed at")]);
    expect((await read("/articles/how-our-wire-works")).status).toBe(410);
    expect((await read("/articles/a-long-story")).status).toBe(404);

    // Everything is lost: the database, the images, the recorded removals, and one story's file.
    await started.restart(() => {
      rmSync(join(folder, ".wrangler"), { recursive: true });
      rmSync(join(folder, LONG));
    });
    expect((await read("/articles/a-long-story")).status).toBe(404);
    const whole = run("restore", file, "--to", origin, "--replace", origin);
    expect([whole.status, whole.said]).toEqual([0, expect.stringContaining("No removals were recorded")]);
    const after = [await readAll(FIRST), await readAll(LICENSED, key)] as const;
    expect(bodies(after[0])).toEqual(bodies(before[0]));
    expect(bodies(after[1])).toEqual(bodies(before[1]));
    for (const path of ["/", "/feeds/latest.rss", "/v1/articles?limit=50"])
      expect(after[0].get(path)?.etag).not.toBe(before[0].get(path)?.etag);
  });

  test("restored does the last step alone; a file that is there, or damaged, is refused", async () => {
    const restored = run("restored", "--to", origin);
    expect([restored.status, restored.said]).toEqual([0, expect.stringContaining("The wire is serving again")]);
    expect(run("backup", "--from", origin, "--to", file).said).toContain("already exists");
    const bytes = readFileSync(file);
    bytes.write("X", 5000);
    writeFileSync(join(folder, "damaged.tar"), bytes);
    const damaged = run("restore", join(folder, "damaged.tar"), "--to", origin, "--replace", origin);
    expect([damaged.status, damaged.said]).toEqual([1, expect.stringContaining("damaged")]);
    expect((await read("/articles/a-long-story")).status).toBe(200);
    expect(Rows.parse(await (await desk("GET", "/backup/masthead")).json()).rows).toHaveLength(1);
  });
});
