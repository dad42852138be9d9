import { generateKeyPairSync, randomBytes } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig, type Plugin } from "vitest/config";
import { ROOT } from "./support/paths.ts";

const root = ROOT;

/** The timeouts of tests and hooks, in milliseconds. No test depends on time: these only end what hangs. */
const PATIENCE = { testTimeout: 30_000, hookTimeout: 60_000 };

/** Generates keys for signing agreements in this run: a current one, and an old one that only verifies. */
function signingKeys(): string {
  const key = (kid: string) => ({
    ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }),
    kid,
  });
  return JSON.stringify([key("new"), key("old")]);
}

/** Returns the fraction of their examples that long properties try: a quarter; in mode `long` all. EXAMPLES sets another. */
function shareOf(mode: string): number {
  const share = Number(process.env.EXAMPLES ?? (mode === "long" ? 1 : 0.25));
  if (share > 0) return share;
  throw new Error(
    `EXAMPLES is "${process.env.EXAMPLES}"; allowed: a share above 0, such as 0.5, or 10 for ten times as many.`,
  );
}

const LONG = ".long.test.ts";

/**
 * Returns the test files matching some patterns except the long ones; in mode `long` those, and the ones with long properties.
 */
const filesOf = (mode: string, ...patterns: string[]): string[] => {
  const isLong = (file: string) => file.endsWith(LONG) || readFileSync(join(root, file), "utf8").includes("examples(");
  return mode === "long" ? globSync(patterns, { cwd: root }).filter(isLong) : [...patterns, `!test/**/*${LONG}`];
};

/** The samples of /docs are imported as text in the Worker (`rules` in wrangler.toml), and here, too. */
const samplesAsText: Plugin = {
  name: "samples-as-text",
  enforce: "pre",
  load: (id) =>
    id.includes("/samples/") && !id.endsWith(".ts")
      ? `export default ${JSON.stringify(readFileSync(id, "utf8"))};`
      : undefined,
};

export default defineConfig(({ mode }) => ({
  root,
  test: {
    // As many workers as cores: the process beside them mostly waits. One worker runs many files, which share only its memory:
    // starting workerd and loading every module again took longer than most files' tests.
    maxWorkers: "100%",
    provide: { share: shareOf(mode), seed: Number(process.env.SEED ?? 20260601) },
    // In mode `long`, a project may have no test files.
    passWithNoTests: mode === "long",
    projects: [
      {
        root,
        plugins: [samplesAsText],
        test: {
          name: "unit",
          ...PATIENCE,
          isolate: false,
          setupFiles: ["test/support/properties.ts"],
          include: filesOf(mode, "test/unit/**/*.test.{ts,tsx}"),
        },
      },
      {
        root,
        plugins: [
          samplesAsText,
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                // The SHA-256 of the token in test/support/wire.ts.
                DESK_TOKENS: "tester:9b81c243689008965911956dcded3170bab3288706f3924aa3e1ab0f95bfebcb",
                SIGNING_KEYS: signingKeys(),
                SECRETS_KEY: randomBytes(32).toString("base64"),
                IMAGES_KEY: randomBytes(32).toString("base64"),
                MIGRATIONS: await readD1Migrations(`${root}/src/store/migrations`),
              },
            },
          })),
        ],
        test: {
          name: "worker",
          ...PATIENCE,
          // A spy of one file must not persist into the next.
          restoreMocks: true,
          isolate: false,
          setupFiles: ["test/support/properties.ts"],
          include: filesOf(mode, "test/worker/**/*.test.ts", "test/conformance/**/*.test.ts"),
        },
      },
      {
        root,
        plugins: [samplesAsText],
        test: {
          name: "cli",
          include: filesOf(mode, "test/cli/**/*.test.ts"),
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
}));
