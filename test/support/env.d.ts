import type { RawEnv } from "../../src/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends RawEnv {
      MIGRATIONS: import("@cloudflare/vitest-plugin").D1Migration[];
    }
  }
}
