import type { Raw } from "../../src/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends Raw {
      MIGRATIONS: import("@cloudflare/vitest-plugin").D1Migration[];
    }
  }
}
