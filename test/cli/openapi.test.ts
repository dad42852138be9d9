import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { description } from "../../src/http/app.ts";
import { ROOT } from "../support/paths.ts";

test("the description lints clean, with every rule that is recommended", () => {
  const folder = mkdtempSync(join(tmpdir(), "commonwire-openapi-"));
  const file = join(folder, "openapi.json");
  writeFileSync(file, JSON.stringify(description("https://wire.commonwire.org", "1.0.0"), null, 1));
  const { status, stdout, stderr } = spawnSync(
    join(ROOT, "node_modules/.bin/redocly"),
    ["lint", file, "--max-problems=20"],
    {
      encoding: "utf8",
      cwd: folder,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", CI: "true" },
    },
  );
  rmSync(folder, { recursive: true });
  expect([status, `${stdout}${stderr}`.match(/warning|error/g) ?? []]).toEqual([0, []]);
});
