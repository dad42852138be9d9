import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { fetchAnew, startClone } from "../support/clone.ts";
import { makeDemoKey } from "../support/demo-key.ts";
import { textsIn } from "../support/elements.ts";
import { startInFront } from "../support/in-front.ts";
import { ROOT } from "../support/paths.ts";
import { missingPrograms } from "../support/programs.ts";

// The samples of /docs, run as a developer runs them: the same files that the page shows, against `npm start`.

const STORY = "defector-government-in-exile";
/** Licensed text of that story, well beyond the summary that is public. */
const LICENSED = "about 200, or one for every 150";

const SAMPLES_FOLDER = "src/render/html/docs/samples";

/** The samples by file name, with the programs that each needs. The first one runs it. */
const SAMPLES = {
  "follow.sh": ["bash", "curl", "jq"],
  "follow.py": ["python3"],
  "follow.mjs": ["node"],
  "follow.php": ["php"],
} as const;
type Sample = keyof typeof SAMPLES;

const isSample = (file: string): file is Sample => file in SAMPLES;
const files = Object.keys(SAMPLES).filter(isSample);
const missing = missingPrograms(files.flatMap((file) => SAMPLES[file]));
// A missing program fails in CI; anywhere else its sample is skipped.
const runnable = files.filter(
  (file) => process.env.CI === "true" || !SAMPLES[file].some((each) => missing.includes(each)),
);
if (missing.length > 0)
  console.log(
    `Not found here: ${missing.join(", ")}. ${process.env.CI === "true" ? "Failing" : "Skipped"}: what needs them.`,
  );

const Article = z.object({ slug: z.string(), body: z.string().optional(), metadata: z.object({ shows: z.string() }) });

let wire: Awaited<ReturnType<typeof startClone>>;
let key = "";
let followers: Follower[] = [];

beforeAll(async () => {
  wire = await startClone();
  key = await makeDemoKey(wire);
  followers = await Promise.all(runnable.map(startFollower));
});
afterAll(async () => {
  for (const follower of followers) follower.stop();
  await wire?.stop();
});

type Follower = Awaited<ReturnType<typeof startFollower>>;

/** Sets up a folder in which a sample follows the wire, through a proxy that forces paging. */
async function startFollower(file: Sample) {
  const folder = mkdtempSync(join(tmpdir(), "commonwire-sample-"));
  const front = await startInFront(wire.origin);
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, LANG: "C.UTF-8", WIRE: front.origin, KEY: key };
  return {
    file,
    asked: front.asked,
    /** Runs the sample once, and returns its output. */
    run: async () => {
      const path = join(ROOT, SAMPLES_FOLDER, file);
      return (await promisify(execFile)(SAMPLES[file][0], [path], { cwd: folder, env })).stdout;
    },
    stories: () => readdirSync(join(folder, "stories")).sort(),
    story: (slug: string) => Article.parse(JSON.parse(readFileSync(join(folder, "stories", `${slug}.json`), "utf8"))),
    cursor: () => readFileSync(join(folder, "cursor"), "utf8"),
    /** Simulates a restore: the cursor is invalid, and there is a story that is no longer listed. */
    loseCursor: () => {
      writeFileSync(join(folder, "cursor"), "of-before");
      writeFileSync(join(folder, "stories/of-before.json"), "{}");
    },
    stop: () => {
      front.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Runs every sample once, and returns the output of each. */
const runAll = async (): Promise<Record<string, string>> =>
  Object.fromEntries(await Promise.all(followers.map(async ({ file, run }) => [file, await run()] as const)));

/** Returns a value for every sample. */
const ofEach = <Value>(value: (follower: Follower) => Value): Record<string, Value> =>
  Object.fromEntries(followers.map((follower) => [follower.file, value(follower)]));

const desk = (action: "kill" | "restore", reason: string) =>
  wire.run("desk", action, STORY, "--reason", reason, "--to", wire.origin).status;

test("every program that a sample needs is here", () => {
  expect(process.env.CI === "true" ? missing : []).toEqual([]);
});

test("without a key, nobody is told the licensed text", async () => {
  const open = await (await fetchAnew(`${wire.origin}/v1/changes`)).text();
  expect(open).toContain(STORY);
  expect(open).not.toContain(LICENSED);
});

test("/docs shows every sample word for word", async () => {
  const shown = textsIn(await (await fetchAnew(`${wire.origin}/docs`)).text(), "code");
  const folder = join(ROOT, SAMPLES_FOLDER);
  const there = readdirSync(folder);
  expect(there).toEqual(expect.arrayContaining(files));
  for (const file of there) expect(shown.includes(readFileSync(join(folder, file), "utf8")), file).toBe(true);
});

test("each sample gets the licensed text: it shows the key, waits when it is told to, and turns pages", async () => {
  expect(await runAll()).toEqual(ofEach(() => expect.stringContaining(`updated: ${STORY}`)));
  for (const { file, story, stories, asked } of followers) {
    expect(story(STORY), file).toMatchObject({ body: expect.stringContaining(LICENSED), metadata: { shows: "full" } });
    expect(stories(), file).toHaveLength(3);
    // The first request was refused, and is retried.
    expect(asked.slice(0, 2).map(({ path }) => path)).toEqual(["/v1/changes", "/v1/changes"]);
    expect(asked.length, file).toBeGreaterThan(3);
    expect([...new Set(asked.map(({ authorization }) => authorization))]).toEqual([`Bearer ${key}`]);
  }
});

test("started again, each goes on from its cursor", async () => {
  const before = followers.map(({ asked, cursor }) => ({ asked, from: asked.length, cursor: cursor() }));
  expect(await runAll()).toEqual(ofEach(() => ""));
  for (const { asked, from, cursor } of before)
    expect(asked.slice(from).map(({ path }) => path)).toEqual([`/v1/changes?after=${encodeURIComponent(cursor)}`]);
});

test("a kill takes each copy down", async () => {
  expect(desk("kill", "Sourcing error.")).toBe(0);
  expect(await runAll()).toEqual(ofEach(() => expect.stringContaining(`removed: ${STORY} Sourcing error.`)));
  expect(ofEach(({ stories }) => stories().includes(`${STORY}.json`))).toEqual(ofEach(() => false));
  expect(desk("restore", "Sources confirmed.")).toBe(0);
});

test("where the cursor is void, as after a restore, each starts over", async () => {
  for (const { loseCursor } of followers) loseCursor();
  expect(await runAll()).toEqual(ofEach(() => expect.stringContaining(`updated: ${STORY}`)));
  expect(ofEach(({ stories }) => stories().length)).toEqual(ofEach(() => 3));
});

/** A client as a developer writes it, with the types that openapi-typescript generates from the wire's description. */
const CLIENT = `import createClient from "openapi-fetch";
import type { paths } from "./wire.d.ts";

const { WIRE = "", KEY = "" } = process.env;
const wire = createClient<paths>({ baseUrl: WIRE, headers: { Authorization: \`Bearer \${KEY}\` } });

async function follow(after?: string): Promise<string> {
  const query = after === undefined ? {} : { after };
  const { data, error, response } = await wire.GET("/v1/changes", { params: { query } });
  if (error !== undefined) throw new Error(\`\${response.status} \${error.code}\`);
  for (const change of data.changes) {
    if (change.type === "updated") console.log(change.slug, change.article.body ?? change.article.summary);
    else console.log(change.slug, change.kind, change.reason);
  }
  return data.more ? follow(data.next) : data.next;
}

// @ts-expect-error: the description has no such parameter.
wire.GET("/v1/changes", { params: { query: { since: "yesterday" } } }).catch(() => undefined);
// @ts-expect-error: a webhook has an address.
wire.POST("/v1/publisher/webhooks", { body: { events: ["article.killed"] } }).catch(() => undefined);

console.log("next", await follow());
`;

const STRICT = {
  compilerOptions: {
    ...{ target: "es2024", lib: ["es2024", "dom", "dom.iterable"], module: "nodenext", types: ["node"], noEmit: true },
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
  },
  include: ["client.ts", "wire.d.ts"],
};

test("a client that openapi-typescript generates compiles under strict, and gets the licensed text with the key", async () => {
  const folder = mkdtempSync(join(tmpdir(), "commonwire-client-"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  write("openapi.json", await (await fetchAnew(`${wire.origin}/openapi.json`)).text());
  write("client.ts", CLIENT);
  write("tsconfig.json", JSON.stringify(STRICT));
  write("package.json", JSON.stringify({ type: "module" }));
  const env = { PATH: process.env.PATH ?? "", WIRE: wire.origin, KEY: key };
  const node = async (...args: string[]) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder, env }).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    return stdout + stderr;
  };
  const bin = (path: string) => join(ROOT, "node_modules", path);
  const hook = pathToFileURL(join(ROOT, "test/support/classic-typescript.ts")).href;
  const made = await node("--import", hook, bin("openapi-typescript/bin/cli.js"), "openapi.json", "-o", "wire.d.ts");
  expect(made).toContain("wire.d.ts");
  expect(await node(bin("typescript/bin/tsc"), "-p", ".")).toBe("");
  const followed = await node("client.ts");
  expect(followed).toContain(LICENSED);
  expect(followed).toMatch(/^next \S+$/m);
  rmSync(folder, { recursive: true });
});
