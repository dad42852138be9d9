import type { RawEnv } from "../../src/env.ts";

declare global {
  /** Vite replaces these calls with the files' contents: a Worker has no disk. */
  interface ImportMeta {
    glob(pattern: string, options: { query: "?raw"; import: "default"; eager: true }): Record<string, string>;
  }
  namespace Cloudflare {
    interface Env extends RawEnv {
      MIGRATIONS: import("@cloudflare/vitest-plugin").D1Migration[];
    }
  }
}
