import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mailConfig } from "../../src/cli/environment.ts";
import { ROOT } from "../support/paths.ts";

const MIGRATIONS = readdirSync(join(ROOT, "src/store/migrations")).sort();
const ORIGIN = "https://wire.example.org";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "commonwire-deploy-"));
  for (const name of ["src", "wrangler.toml", "package.json"])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, "bin"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A fake wrangler that records its arguments, and answers as an account would. */
function standIn({ applied, says = "", fails = "" }: { applied?: string[]; says?: string; fails?: string }): void {
  const answer = JSON.stringify([{ results: (applied ?? []).map((name) => ({ name })) }]);
  const looked = applied === undefined ? `echo "${says}" >&2; exit 1` : `echo '${answer}'`;
  const script = `#!/bin/sh
echo "$*" >> "${join(folder, "asked")}"
case "$*" in
  *" execute "*) ${looked} ;;
  ${fails === "" ? "nothing" : `"${fails}"*`}) exit 1 ;;
esac
`;
  const path = join(folder, "bin", "wrangler");
  writeFileSync(path, script);
  chmodSync(path, 0o755);
}

function deploy(...args: string[]) {
  const PATH = [join(folder, "bin"), process.env.PATH].join(delimiter);
  const run = spawnSync(process.execPath, [join(folder, "src/cli/deploy.ts"), "--origin", ORIGIN, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH, NODE_PATH: join(ROOT, "node_modules") },
  });
  const asked = existsSync(join(folder, "asked")) ? readFileSync(join(folder, "asked"), "utf8").trim().split("\n") : [];
  return { status: run.status, said: run.stdout + run.stderr, steps: asked.map(stepOf).filter((step) => step !== "") };
}

const stepOf = (line: string): string =>
  /migrations apply/.test(line) ? "migrate" : /^deploy /.test(line) ? "upload" : "";

describe("deploying", () => {
  beforeEach(() => {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(ROOT, "node_modules/zod"), join(folder, "node_modules/zod"), "dir");
  });

  test("brings the tables up to date before the code", () => {
    standIn({ applied: MIGRATIONS.slice(0, -1) });
    expect(deploy()).toMatchObject({ status: 0, steps: ["migrate", "upload"] });
  });

  test("with --mail, binds it in the configuration that is deployed, from that address alone", () => {
    standIn({ applied: MIGRATIONS });
    expect(deploy("--mail", "desk@wire.example.org")).toMatchObject({ status: 0, steps: ["migrate", "upload"] });
    const asked = readFileSync(join(folder, "asked"), "utf8");
    expect(asked).toContain("--var MAIL_FROM:desk@wire.example.org");
    expect(asked).toContain("--config wrangler.mail.toml");
    // It isn't left behind: each deployment decides again whether there is email.
    expect(existsSync(join(folder, "wrangler.mail.toml"))).toBe(false);
    const toml = mailConfig(readFileSync(join(ROOT, "wrangler.toml"), "utf8"), "desk@wire.example.org");
    expect(toml).toMatch(
      /\[\[send_email\]\]\nname = "MAIL"\nallowed_sender_addresses = \["desk@wire.example.org"\]\n$/,
    );
  });

  test.each(["desk", "desk@", 'desk"@wire.example.org', "desk@localhost", "a b@wire.example.org"])(
    "refuses mail from %s",
    (address) => {
      standIn({ applied: MIGRATIONS });
      const { status, said, steps } = deploy("--mail", address);
      expect([status, steps]).toEqual([1, []]);
      expect(said).toContain(`--mail is "${address}"; allowed: the address that mail is sent from`);
    },
  );

  test("uploads nothing where the tables couldn't be brought up to date", () => {
    standIn({ applied: MIGRATIONS, fails: "d1 migrations" });
    const { status, steps } = deploy();
    expect([status === 0, steps]).toEqual([false, ["migrate"]]);
  });

  test("the first time, makes the database with the Worker", () => {
    standIn({ says: "Couldn't find DB with name 'commonwire'" });
    expect(deploy()).toMatchObject({ status: 0, steps: ["upload", "migrate"] });
  });

  test("refuses a wire whose tables are newer", () => {
    standIn({ applied: [...MIGRATIONS, "9999_future.sql"] });
    const { status, steps, said } = deploy();
    expect([status, steps]).toEqual([1, []]);
    expect(said).toContain(
      "This wire's tables are newer than this code: they have 9999_future.sql. Nothing was uploaded.",
    );
  });

  test("uploads nothing where it can't look at the tables", () => {
    standIn({ says: "Authentication error [code: 10000]" });
    const { status, steps, said } = deploy();
    expect([status, steps]).toEqual([1, []]);
    expect(said).toContain("Authentication error");
  });

  test("to another environment, under names of its own, and leaves no file behind", () => {
    standIn({ applied: MIGRATIONS });
    expect(deploy("--env", "staging")).toMatchObject({ status: 0, steps: ["migrate", "upload"] });
    const asked = readFileSync(join(folder, "asked"), "utf8");
    expect(asked).toContain("queues info commonwire-staging-pings");
    for (const line of asked.trim().split("\n")) expect(line).toContain("--config wrangler.staging.toml");
    expect(existsSync(join(folder, "wrangler.staging.toml"))).toBe(false);
  });

  test.each(["Staging", "a/b", ""])("refuses the environment %j", (name) => {
    standIn({ applied: MIGRATIONS });
    expect(deploy("--env", name)).toMatchObject({ status: 1, steps: [] });
  });
});
