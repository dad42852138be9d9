import { setTimeout } from "node:timers/promises";
import { createTestHarness } from "wrangler";
import { Client } from "../../src/cli/client.ts";
import { readFiles } from "../../src/cli/files.ts";
import { publishContent } from "../../src/cli/publish-content.ts";
import { newSecretsKey, newSigningKey, newToken, tokenEntry } from "../../src/cli/secrets.ts";
import { readContent } from "../../src/sources/content-folder/read-content.ts";
import { ARTICLES, AUTHORS } from "./articles.ts";
import { type Expected, expectedOf } from "./expected.ts";
import type { LoggingProxy } from "./proxy.ts";
import type { RunningWire } from "./takers/life.ts";

export type Server = { expected: Map<string, Expected>; wire: RunningWire; close: () => Promise<void> };

const root = new URL("../..", import.meta.url).pathname;

/** Starts the real Worker behind the proxy, whose URL is its origin, and publishes to it as a newsroom does. */
export async function startServer(proxy: LoggingProxy): Promise<Server> {
  // Otherwise the local Workers runtime fetches its location from Cloudflare.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
  const token = newToken();
  const harness = createTestHarness({
    root,
    workers: [
      {
        configPath: "wrangler.toml",
        vars: { ORIGIN: proxy.url },
        secrets: {
          DESK_TOKENS: await tokenEntry("consumers", token),
          SIGNING_KEYS: JSON.stringify([await newSigningKey()]),
          SECRETS_KEY: newSecretsKey(),
        },
      },
    ],
  });
  const { url } = await harness.listen();
  const worker = harness.getWorker<{ DB: D1Database }>();
  await worker.applyD1Migrations("DB");
  proxy.target = url.origin;
  const expected = await publish(proxy.url, token);
  const wire = { origin: proxy.url, token, db: (await worker.getEnv()).DB };
  return { expected, wire, close: () => harness.close() };
}

/** Publishes the content folder first, then authors and articles with difficult content, through the desk's API. */
async function publish(origin: string, token: string): Promise<Map<string, Expected>> {
  const folder = `${root}content`;
  const told: string[] = [];
  if (!(await publishContent(folder, { origin, token }, (line) => told.push(line)))) throw new Error(told.join("\n"));
  const { masthead, articles } = await readContent(await readFiles(folder));
  if (masthead === undefined) throw new Error("The content folder has no masthead.");
  const client = new Client({ origin, token });
  const both = { ...masthead, authors: { ...masthead.authors, ...AUTHORS } };
  await client.putMasthead(both);
  await client.putArticles(ARTICLES);
  // Until the second of a change has passed everywhere, Last-Modified is one second earlier, and a reader that sends it back gets
  // the full feed.
  await setTimeout(4500);
  return expectedOf([...articles, ...ARTICLES], both, origin);
}
