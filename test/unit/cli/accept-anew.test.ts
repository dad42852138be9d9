import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { newsroomFiles } from "../../../src/cli/new-folder.ts";
import { type PublishOptions, publishContent } from "../../../src/cli/publish-content.ts";

// A changed license is published only after showing which publishers have to accept it again.

const folder = mkdtempSync(join(tmpdir(), "newsroom-"));
for (const [path, text] of Object.entries(
  newsroomFiles({ name: "Daily", timeZone: "Europe/Berlin", language: "en" }),
)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const TWO = {
  ...{ licence: "free", name: "Free republication", accepted: 2, version: 3, publishers: 3 },
  deadline: "2027-01-31T09:00:00Z",
};
const SENTENCE =
  "3 publishers have accepted version 2 of “Free republication”; they must accept version 3 by 2027-01-31 09:00 UTC, or their keys will stop opening stories under this license.";

let superseded: unknown[] = [];
let asked: string[] = [];
const OK = { kept: [], retired: [], back: [], warnings: [], moreWarnings: 0, articles: [] };
const wire = createServer((request, response) => {
  const { method, url = "" } = request;
  asked.push(`${method} ${url.replace("/v1/desk", "")}`);
  request.resume().on("end", () => {
    const said = url.endsWith("/check") ? { articles: 0, superseded } : { outcome: "updated" };
    response.setHeader("Content-Type", "application/json").end(JSON.stringify({ ...OK, ...said }));
  });
});
await new Promise<void>((resolve) => wire.listen(0, "127.0.0.1", resolve));
const address = wire.address();
const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
afterAll(() => void wire.close());
beforeEach(() => {
  superseded = [TWO];
  asked = [];
});

async function publish(options: PublishOptions) {
  const told: string[] = [];
  const done = await publishContent(folder, { origin, token: "t" }, (line) => told.push(line), options);
  return { done, told, put: asked.filter((each) => each.startsWith("PUT /masthead")) };
}

const how = "with --accept-anew";
const answering = (answer: string) => ({ acceptAnew: { isMeant: false, how, ask: async () => answer } });

test.each<[string, PublishOptions, boolean]>([
  ["said on the command line", { acceptAnew: { isMeant: true, how } }, true],
  ["said by a person", answering("y"), true],
  ["said by a person, in full", answering(" YES "), true],
  ["not said by a person", answering(""), false],
  ["denied", answering("n"), false],
  ["said by nobody, because nobody is there", { acceptAnew: { isMeant: false, how } }, false],
  ["said by nobody, where nothing else is known", {}, false],
])("%s", async (_, options, isPublished) => {
  const { done, told, put } = await publish(options);
  expect(told).toContain(SENTENCE);
  expect(done).toBe(isPublished);
  expect(put).toEqual(isPublished ? ["PUT /masthead?acceptAnew=1"] : []);
  expect(told.some((line) => line.startsWith("Nothing was published.") && line.includes("--accept-anew"))).toBe(
    !isPublished,
  );
});

test("without agreements nothing is asked", async () => {
  superseded = [];
  const ask = () => Promise.reject(new Error("asked"));
  const { done, put } = await publish({ acceptAnew: { isMeant: false, how, ask } });
  expect([done, put]).toEqual([true, ["PUT /masthead"]]);
});

test("a dry run tells it, asks nothing and publishes nothing", async () => {
  const ask = () => Promise.reject(new Error("asked"));
  const { done, told, put } = await publish({ retire: true, isDryRun: true, acceptAnew: { isMeant: false, how, ask } });
  expect([done, put]).toEqual([true, []]);
  expect(told).toContain(SENTENCE);
});

test.each([
  [[], 1, "--accept-anew"],
  [["--accept-anew"], 0, SENTENCE],
])("the command with %j, where nobody can answer, ends with %d", async (args, status, words) => {
  const command = ["src/cli/publish.ts", "--to", origin, "--content", folder, ...args];
  const env = { ...process.env, COMMONWIRE_TOKEN: "t" };
  const ended = await new Promise<{ code: unknown; said: string }>((resolve) => {
    const child = execFile(process.execPath, command, { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: stdout + stderr }),
    );
    child.stdin?.end();
  });
  expect(ended).toEqual({ code: status, said: expect.stringContaining(words) });
});
