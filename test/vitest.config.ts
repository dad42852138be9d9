import { generateKeyPairSync, randomBytes } from "node:crypto";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { ROOT } from "./support/paths.ts";

const root = ROOT;

/** Keys to sign agreements with, made for this run: a new one, and an old one that is kept to check with. */
function signingKeys(): string {
  const key = (kid: string) => ({
    ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }),
    kid,
  });
  return JSON.stringify([key("new"), key("old")]);
}

/** Properties look further where somebody says so: PROPERTY_TIMES as many examples, from another PROPERTY_SEED. */
const properties = {
  times: Number(process.env.PROPERTY_TIMES ?? 1),
  seed: Number(process.env.PROPERTY_SEED ?? 20260601),
};

export default defineConfig({
  root,
  test: {
    provide: { properties },
    projects: [
      {
        root,
        test: { name: "unit", setupFiles: ["test/support/properties.ts"], include: ["test/unit/**/*.test.{ts,tsx}"] },
      },
      {
        root,
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                // The SHA-256 of the token in test/support/wire.ts.
                DESK_TOKENS: "tester:9b81c243689008965911956dcded3170bab3288706f3924aa3e1ab0f95bfebcb",
                SIGNING_KEYS: signingKeys(),
                SECRETS_KEY: randomBytes(32).toString("base64"),
                MIGRATIONS: await readD1Migrations(`${root}/src/store/migrations`),
              },
            },
          })),
        ],
        test: {
          name: "worker",
          setupFiles: ["test/support/properties.ts"],
          include: ["test/worker/**/*.test.ts", "test/conformance/**/*.test.ts"],
        },
      },
      {
        root,
        test: { name: "cli", include: ["test/cli/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
  },
});
