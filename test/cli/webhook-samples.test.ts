import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../support/clone.ts";
import { ROOT } from "../support/paths.ts";
import { missingPrograms } from "../support/programs.ts";

// The samples of /docs that check signatures, run unchanged with messages signed by Standard Webhooks' own library.

const SECRET = `whsec_${randomBytes(32).toString("base64")}`;
const BODY = JSON.stringify({ type: "article.killed", timestamp: "2026-06-02T09:30:00Z", data: { slug: "ferry" } });
const ID = "0m8q3k2xw5h7j9c4r1t";

const pathOf = (file: string): string => join(ROOT, "src/render/html/docs/samples", file);

/** The receivers, each with the program that runs it and its arguments. */
const RECEIVERS: Record<string, { program: string; args: (port: number) => string[] }> = {
  "webhook.py": { program: "python3", args: () => [pathOf("webhook.py")] },
  "webhook.mjs": { program: "node", args: () => [pathOf("webhook.mjs")] },
  "webhook.php": { program: "php", args: (port) => ["-S", `localhost:${port}`, pathOf("webhook.php")] },
};

/** Whether to skip because a program is missing. In CI that fails instead. */
function isSkipped(...programs: string[]): boolean {
  const missing = missingPrograms(programs);
  if (missing.length > 0) console.log(`Not found here: ${missing.join(", ")}.`);
  return missing.length > 0 && process.env.CI !== "true";
}

/** Builds a message's headers, signed with a secret some seconds ago. */
function signed({ secret = SECRET, body = BODY, secondsAgo = 0 } = {}) {
  const at = new Date(Date.now() - secondsAgo * 1000);
  return {
    "webhook-id": ID,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(ID, at, body),
  };
}

const OTHER = `whsec_${randomBytes(32).toString("base64")}`;

describe.each(Object.entries(RECEIVERS))("%s", (_, { program, args }) => {
  const skipped = isSkipped(program);
  let receiver: ChildProcess | undefined;
  let address = "";
  let said = "";

  const send = async (headers: Record<string, string>, body = BODY): Promise<number> =>
    (await fetch(address, { method: "POST", headers, body })).status;

  beforeAll(async () => {
    if (skipped) return;
    expect(missingPrograms([program])).toEqual([]);
    const port = await freePort();
    address = `http://localhost:${port}`;
    const { PATH = "" } = process.env;
    receiver = spawn(program, args(port), { env: { PATH, SECRET, PORT: String(port) } });
    for (const stream of [receiver.stdout, receiver.stderr]) stream?.on("data", (chunk) => (said += chunk));
    const isUp = () =>
      fetch(address, { method: "POST", body: "{}" }).then(
        () => true,
        () => false,
      );
    for (let tried = 0; tried < 300 && !(await isUp()); tried++) await new Promise((done) => setTimeout(done, 50));
  });
  afterAll(() => receiver?.kill());

  test.skipIf(skipped)("takes what we signed, and while a secret is rotated, too", async () => {
    expect(await send(signed())).toBe(204);
    const [now, before] = [signed(), signed({ secret: OTHER })];
    const both = `${before["webhook-signature"]} ${now["webhook-signature"]}`;
    expect(await send({ ...now, "webhook-signature": both })).toBe(204);
    expect(said).toContain("article.killed");
  });

  test.skipIf(skipped)("refuses what is unsigned, changed, old, or signed by another", async () => {
    expect(await send({})).toBe(401);
    expect(await send(signed(), BODY.replace("ferry", "fairy"))).toBe(401);
    expect(await send({ ...signed(), "webhook-id": "another" })).toBe(401);
    expect(await send(signed({ secondsAgo: 3600 }))).toBe(401);
    expect(await send(signed({ secret: OTHER }))).toBe(401);
    expect(await send({ ...signed(), "webhook-signature": "v1," })).toBe(401);
    expect(await send({ ...signed(), "webhook-timestamp": "now" })).toBe(401);
  });
});

test.skipIf(isSkipped("bash", "openssl"))("webhook.sh prints the signature", () => {
  const headers = signed();
  const { stdout, stderr } = spawnSync("bash", [pathOf("webhook.sh"), ID, headers["webhook-timestamp"]], {
    input: BODY,
    encoding: "utf8",
    env: { PATH: process.env.PATH, SECRET },
  });
  expect([stdout.trim(), stderr]).toEqual([headers["webhook-signature"], ""]);
});
