import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: { name: "unit", include: ["test/unit/**/*.test.{ts,tsx}"] },
      },
      {
        root,
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                // "test-token", as SHA-256, for the desk named "tester".
                DESK_TOKENS: "tester:REPLACE",
                MIGRATIONS: await readD1Migrations(`${root}src/store/migrations`),
              },
            },
          })),
        ],
        test: { name: "worker", include: ["test/worker/**/*.test.ts", "test/conformance/**/*.test.ts"] },
      },
      {
        root,
        test: { name: "cli", include: ["test/cli/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
  },
});
