import { createHash, randomBytes } from "node:crypto";
import { readD1Migrations } from "@cloudflare/vitest-plugin";
import { Response as Answer, convertV4MiniflareOptions, Miniflare } from "miniflare";
import { bundle } from "./bundle.ts";
import { freePort } from "./clone.ts";
import type { AnsweringSite } from "./served-sites.ts";

const TOKEN = "cwd_served-wire";
const UNLIMITED = { limit: 1_000_000, period: 60 } as const;

/**
 * Starts a wire as it is deployed, on loopback. Each request it makes goes to the test's site for that host, so it keeps all of
 * its guards and still requests only https URLs of public domains.
 */
export async function startWire(sites: Readonly<Record<string, AnsweringSite>>) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { contents, texts } = await bundle("src/worker.ts");
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "localhost",
      port,
      workers: [
        {
          name: "wire",
          modules: [{ type: "ESModule" as const, path: "worker.js", contents }, ...texts],
          compatibilityDate: "2026-11-02",
          ratelimits: {
            APPLY_LIMIT: { namespace_id: "1", simple: UNLIMITED },
            KEY_LIMIT: { namespace_id: "2", simple: UNLIMITED },
            SEARCH_LIMIT: { namespace_id: "3", simple: UNLIMITED },
            SIGN_IN_LIMIT: { namespace_id: "4", simple: UNLIMITED },
          },
          bindings: {
            ORIGIN: origin,
            DESK_TOKENS: `tester:${createHash("sha256").update(TOKEN).digest("hex")}`,
            SECRETS_KEY: randomBytes(32).toString("base64"),
          },
          d1Databases: { DB: "wire" },
          r2Buckets: { IMAGES: "images" },
          queueProducers: { DELIVERIES: "deliveries", PINGS: "pings" },
          outboundService: async (request) => {
            const { origin: asked } = new URL(request.url);
            const response = await sites[asked]?.respond(new Request(request.url, { headers: [...request.headers] }));
            if (response === undefined) return new Answer("not in this test", { status: 502 });
            return new Answer(await response.arrayBuffer(), {
              status: response.status,
              headers: [...response.headers],
            });
          },
        },
      ],
    }),
  );
  const db = await miniflare.getD1Database("DB", "wire");
  for (const { queries } of await readD1Migrations("src/store/migrations"))
    for (const query of queries) await db.prepare(query).run();
  /** Sends a request to its desk API. */
  const desk = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${origin}/v1/desk${path}`, {
      method,
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
  return {
    origin,
    token: TOKEN,
    desk,
    /** Triggers the cron, which Cloudflare does every minute. */
    cron: async () => {
      await (await miniflare.getWorker("wire")).scheduled({ cron: "* * * * *" });
    },
    stop: () => miniflare.dispose(),
  };
}
