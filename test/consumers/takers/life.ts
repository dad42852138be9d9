import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { Client } from "../../../src/cli/client.ts";
import { PublisherJson } from "../../../src/contract/publisher.ts";
import type { IdentifiedArticle } from "../../../src/model/article/article.ts";
import type { LicensedFeed, TakenFormat } from "./taker.ts";

/** A running wire: its origin, the desk's token, and its database, for the one step that needs an external site. */
export type RunningWire = { origin: string; token: string; db: D1Database };

/** The stories that are checked in the takers: the newest, and three others that change. */
export const STORY = {
  id: "taken-66",
  published: "2026-10-04T13:06:00Z",
  authors: ["Zoë Łuć-O’Hara", "Miles O'Brien"],
  body: "The committee published its findings on Tuesday.",
  credit: "Robin Lens / Agency",
  licence: "free-republication",
};
export const OLD = {
  id: "taken-0",
  note: "An earlier version of this story named the wrong town.",
  body: "Corrected text.",
};
export const KILLED = { id: "taken-65", body: "The text of story 65 that was killed." };
export const EXPIRED = { id: "taken-64", body: "The text of story 64 that has expired." };

const IMAGE = new URL("../../../content/images/agency-file-photo.jpg", import.meta.url).pathname;

/** Publishes 67 stories for publishers only, and creates a publisher that may read them; returns its key. */
export async function startLife({ origin, token, db }: RunningWire): Promise<string> {
  const client = new Client({ origin, token });
  const bytes = await readFile(IMAGE);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await client.putImage(sha256, bytes);
  const stories = Array.from({ length: 67 }, (_, at) => story(at, sha256));
  for (let from = 0; from < stories.length; from += 20) await client.putArticles(stories.slice(from, from + 20));
  return publisherKey(origin, token, db);
}

const story = (at: number, sha256: string): IdentifiedArticle => ({
  id: `taken-${at}`,
  headline: `Story ${at} of a series`,
  summary: `What story ${at} says in one plain line.`,
  authors: ["zoe-luc", "miles"],
  section: "world",
  topics: ["diplomacy"],
  published: new Date(Date.UTC(2026, 9, 4, 12, at)).toISOString(),
  status: "usable",
  licence: STORY.licence,
  images:
    at === 66
      ? [
          {
            sha256,
            alt: "A harbour",
            caption: "The harbour at noon.",
            credit: STORY.credit,
            owner: "Agency",
            licence: STORY.licence,
          },
        ]
      : [],
  body:
    at === 66
      ? `<p>${STORY.body}</p><figure><img src="/images/${sha256}"></figure><p>More.</p>`
      : `<p>${textOf(at)}</p>`,
});

function textOf(at: number): string {
  if (at === 65) return KILLED.body;
  return at === 64 ? EXPIRED.body : `The text of story ${at}.`;
}

/** Corrects the oldest story, kills the second newest and expires the third newest; waits until the wire shows it. */
export async function liveOn({ origin, token }: RunningWire): Promise<void> {
  const client = new Client({ origin, token });
  await client.act(OLD.id, "correct", {
    kind: "correction",
    note: OLD.note,
    changes: { body: `<p>${OLD.body}</p>` },
  });
  await client.act(KILLED.id, "kill", { reason: "It was wrong." });
  await client.act(EXPIRED.id, "expire", { reason: "The agency's licence is over." });
  await setTimeout(1500);
}

/** Returns the licensed feed of everything, in a format. */
export const licensedFeed = (origin: string, key: string, format: TakenFormat): LicensedFeed => ({
  url: `${origin}/licensed/feeds/latest.${format}`,
  authorization: `Basic ${Buffer.from(`key:${key}`).toString("base64")}`,
});

async function send(url: string, body: unknown, authorization?: string): Promise<unknown> {
  const headers = { "Content-Type": "application/json", ...(authorization ? { Authorization: authorization } : {}) };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST ${new URL(url).pathname}: ${response.status} ${await response.text()}`);
  return response.json();
}

const APPLICATION = {
  organization: "The Taking Paper",
  domains: ["paper.example"],
  kind: "newspaper",
  country: "US",
  monthlyAudience: 250_000,
  evidence: "https://paper.example/audience",
  contact: { name: "Edith Editor", email: "edith@paper.example" },
  channels: ["web"],
  licences: [STORY.licence],
};

/**
 * Applies, is approved, accepts, and gets a key. The domain's proof is written to the database, because no test requests external
 * sites.
 */
async function publisherKey(origin: string, token: string, db: D1Database): Promise<string> {
  const applied = z
    .object({ id: z.string(), token: z.string() })
    .parse(await send(`${origin}/v1/applications`, APPLICATION));
  const proved =
    "UPDATE domain SET state = 'proved', proved_at = ?1, expires_at = '2099-01-01T00:00:00Z', next_at = NULL";
  await db
    .prepare(proved)
    .bind(`${new Date().toISOString().slice(0, 19)}Z`)
    .run();
  const decision = { decision: "approve", reason: "A large audience, shown." };
  await send(`${origin}/v1/desk/publishers/${applied.id}/decisions`, decision, `Bearer ${token}`);
  const own = `${origin}/v1/applications/${applied.token}`;
  const { licences } = PublisherJson.parse(await (await fetch(own)).json());
  for (const { id, version, hash } of licences) await send(`${own}/agreements`, { licence: id, version, hash });
  return z.object({ key: z.string() }).parse(await send(`${own}/keys`, { name: "Takers" })).key;
}
