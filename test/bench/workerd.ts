import { createHash } from "node:crypto";
import { readD1Migrations } from "@cloudflare/vitest-plugin";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { type BundledWorker, bundle } from "../support/bundle.ts";
import { ORIGIN, TOKEN } from "./articles.ts";

/** The URLs of the Workers that share an archive of this size. */
export type Trio = { ours: URL; counted: URL; first: URL };

/** A running workerd. */
export type Workerd = {
  bare: URL;
  of: (size: number) => Promise<Trio>;
  /** Runs SQL in the database of an archive. */
  sql: (size: number, ...statements: string[]) => Promise<void>;
  stop: () => Promise<void>;
};

const ENTRIES = {
  ours: "src/worker.ts",
  counted: "test/bench/workers/counted.ts",
  first: "test/bench/workers/first.ts",
  bare: "test/bench/workers/bare.ts",
} as const;
type Kind = keyof typeof ENTRIES;
const NOTHING: BundledWorker = { contents: "", texts: [] };

/** Starts one workerd with a bare Worker, and three more for each archive size, each on its own socket. */
export async function start(sizes: readonly number[], tell: (line: string) => void): Promise<Workerd> {
  tell("Bundling.");
  const code: Record<Kind, BundledWorker> = { ours: NOTHING, counted: NOTHING, first: NOTHING, bare: NOTHING };
  for (const kind of ["ours", "counted", "first", "bare"] as const) code[kind] = await bundle(ENTRIES[kind]);
  const of = (kind: Kind, size: number) => worker(kind, size, code[kind]);
  const workers = [
    of("bare", 0),
    ...sizes.flatMap((size) => [of("ours", size), of("counted", size), of("first", size)]),
  ];
  const miniflare = new Miniflare(convertV4MiniflareOptions({ workers }));
  const url = (kind: Kind, size: number) => miniflare.unsafeGetDirectURL(nameOf(kind, size));
  const sql = async (size: number, ...statements: string[]) => {
    const db = await miniflare.getD1Database("DB", nameOf("ours", size));
    for (const statement of statements) await db.prepare(statement).run();
  };
  const migrations = await readD1Migrations("src/store/migrations");
  for (const size of sizes) await sql(size, ...migrations.flatMap(({ queries }) => queries));
  return {
    bare: await url("bare", 0),
    of: async (size) => ({
      ours: await url("ours", size),
      counted: await url("counted", size),
      first: await url("first", size),
    }),
    sql,
    stop: () => miniflare.dispose(),
  };
}

const UNLIMITED = { limit: 1_000_000_000, period: 60 } as const;

const nameOf = (kind: Kind, size: number) => `${kind}-${size}`;

/**
 * Configures a Worker with the same bindings as ours. The direct socket leads straight to it: miniflare's front end is also a
 * Worker, and would be measured with each of them.
 */
const worker = (kind: Kind, size: number, { contents, texts }: BundledWorker) => ({
  name: nameOf(kind, size),
  modules: [{ type: "ESModule" as const, path: "worker.js", contents }, ...texts],
  compatibilityDate: "2026-11-02",
  // Otherwise the rate limits would be measured.
  ratelimits: {
    APPLY_LIMIT: { namespace_id: "1", simple: UNLIMITED },
    KEY_LIMIT: { namespace_id: "2", simple: UNLIMITED },
    SEARCH_LIMIT: { namespace_id: "3", simple: UNLIMITED },
  },
  bindings: {
    ORIGIN,
    KEY_READS: String(UNLIMITED.limit),
    DESK_TOKENS: `bench:${createHash("sha256").update(TOKEN).digest("hex")}`,
  },
  d1Databases: { DB: `archive-${size}` },
  r2Buckets: { IMAGES: `images-${size}` },
  // Deliveries aren't measured: messages in these queues have no consumer.
  queueProducers: { DELIVERIES: `deliveries-${size}`, PINGS: `pings-${size}` },
  unsafeDirectSockets: [{ host: "127.0.0.1" }],
});
