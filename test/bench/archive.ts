import { createHash, randomBytes } from "node:crypto";
import { Client } from "../../src/cli/client.ts";
import { newSecret } from "../../src/model/publisher/key.ts";
import { articles, MASTHEAD, TOKEN } from "./articles.ts";
import type { Trio, Workerd } from "./workerd.ts";

/** A wire with many articles. `seconds` is the time for the first 10,000, if there are that many. */
export type Archive = Trio & { size: number; seconds?: number };

/** The number of articles in a publish request: the most that the API accepts. */
const BATCH = 50;

/** The archive size whose first publish is timed. */
export const TIMED = 10_000;

/** The table of the Worker that people write first, with the same articles and an index on their dates. */
const POSTS = [
  `CREATE TABLE post AS SELECT id, content ->> 'headline' AS title, content ->> 'summary' AS summary, body ->> '$[0]' AS html,
     content ->> '$.authors[0]' AS author, release_at AS published FROM article`,
  "CREATE INDEX post_published ON post (published)",
];

/**
 * Fills an archive through the desk's API, so that the API writes every row. It uses a different Worker from the one measured
 * afterward, so that the latter's isolate has only ever read, like most.
 */
export async function fill(workerd: Workerd, size: number, tell: (line: string) => void): Promise<Archive> {
  const trio = await workerd.of(size);
  const client = deskOf(trio.counted);
  await client.putMasthead(MASTHEAD);
  const begun = performance.now();
  let seconds: number | undefined;
  for (let from = 0; from < size; from += BATCH) {
    await client.putArticles(articles(from, Math.min(from + BATCH, size)));
    if (from + BATCH === TIMED) seconds = (performance.now() - begun) / 1000;
    if ((from + BATCH) % TIMED === 0) tell(`Published ${from + BATCH} of ${size} articles.`);
  }
  await workerd.sql(size, ...POSTS, ...publisher());
  return { ...trio, size, ...(seconds === undefined ? {} : { seconds }) };
}

/** The key of a publisher that may read everything. */
export const KEY = newSecret("full", randomBytes(32));

/** Returns the SQL for a publisher with a verified domain, an agreement and a key. */
const publisher = (): string[] => {
  const hash = createHash("sha256").update(KEY).digest("hex");
  const [then, later] = ["2026-01-01T00:00:00Z", "2100-01-01T00:00:00Z"];
  return [
    `INSERT INTO publisher (id, status, application, approved, token_hash, body_hash, applied) VALUES ('p', 'approved', '{}', '["free"]', 't', 'b', '${then}')`,
    `INSERT INTO domain (publisher, domain, token, state, tries, expires_at) VALUES ('p', 'paper.example', 't', 'proved', 0, '${later}')`,
    `INSERT INTO agreement (id, publisher, licence, version, hash, jws, policy, issued, expires) VALUES ('a', 'p', 'free', 1, 'h', 'j', '{}', '${then}', '${later}')`,
    `INSERT INTO key (id, publisher, name, kind, hash, hint, created) VALUES ('k', 'p', 'bench', 'full', '${hash}', 'hint', '${then}')`,
  ];
};

/** Returns a client for a wire's desk, as in the CLI. */
export const deskOf = (url: URL): Client => new Client({ origin: url.origin, token: TOKEN });
