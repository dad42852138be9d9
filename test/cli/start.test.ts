import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ninjsMistakes } from "../support/ninjs.ts";
import { ROOT } from "../support/paths.ts";

const Articles = z.object({ articles: z.array(z.object({ slug: z.string() })) });

/** A port that is free now: somebody may be running `npm start` beside the tests. */
const port = await new Promise<number>((resolve) => {
  const probe = createServer().listen(0, () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
  });
});
const LOCAL = `http://localhost:${port}`;

/** A fresh copy of what a clone holds, so that a test neither sees nor changes the one it runs in. */
const clone = mkdtempSync(join(tmpdir(), "commonwire-"));
const story = join(clone, "content/articles/how-our-wire-works.md");
let server: ChildProcess;
let output = "";

beforeAll(async () => {
  for (const name of ["package.json", "wrangler.toml", "tsconfig.json", "src", "content"])
    cpSync(join(ROOT, name), join(clone, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"));
  server = spawn("npm", ["start", "--", "--port", String(port)], {
    cwd: clone,
    detached: true,
    env: { ...process.env, NO_COLOR: "1" },
  });
  for (const stream of [server.stdout, server.stderr]) stream?.on("data", (chunk) => (output += chunk));
  await said("Try next");
});

afterAll(async () => {
  const ended = new Promise((resolve) => server.on("exit", resolve));
  if (server.pid) process.kill(-server.pid, "SIGTERM");
  await ended;
  rmSync(clone, { recursive: true, force: true });
});

/** Waits until the program has said something, for a minute at most. */
async function said(words: string, from = 0): Promise<void> {
  for (let tried = 0; tried < 600; tried++) {
    if (output.slice(from).includes(words)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`It never said "${words}":\n${output}`);
}

const run = (script: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", script, "--", ...args], {
    cwd: clone,
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
};

/** Saves a file and waits until the watcher has told what came of it. */
async function save(path: string, text: string, answer: string): Promise<void> {
  const from = output.length;
  writeFileSync(path, text);
  await said(answer, from);
}

describe("npm start", () => {
  test("publishes content/, and prints addresses that answer", async () => {
    expect(output).toContain("Articles: 3 created, 0 updated, 0 unchanged.");
    const addresses = [
      ...output.slice(output.indexOf("Commonwire is up")).matchAll(/http:\/\/localhost:\d+\/\S+/g),
    ].map(([address]) => address);
    expect(addresses.length).toBeGreaterThanOrEqual(5);
    for (const address of addresses) expect([address, (await fetch(address)).status]).toEqual([address, 200]);
  });

  test("every sample article is ninjs as IPTC's schema has it", async () => {
    const { articles } = Articles.parse(await (await fetch(`${LOCAL}/v1/articles`)).json());
    expect(articles).toHaveLength(3);
    for (const { slug } of articles) {
      const document = await (await fetch(`${LOCAL}/v1/articles/${slug}?format=ninjs`)).json();
      expect(document).toMatchObject({ uri: `${LOCAL}/articles/${slug}`, standard: { name: "ninjs", version: "3.1" } });
      expect(ninjsMistakes(document)).toEqual([]);
    }
  });

  test("makes secrets that only their owner reads, and that hold no token for the Worker", () => {
    const token = readFileSync(join(clone, ".desk-token"), "utf8").trim();
    expect(token).toMatch(/^cwdesk_[\w-]{43}$/);
    expect(readFileSync(join(clone, ".dev.vars"), "utf8")).not.toContain(token);
    for (const file of [".desk-token", ".dev.vars"]) expect(statSync(join(clone, file)).mode & 0o077).toBe(0);
  });

  test("publishes what is saved, and only what is right", async () => {
    const before = readFileSync(story, "utf8");
    await save(story, before.replace(/^headline: .*$/m, "headline: A new headline"), "1 updated, 2 unchanged");
    expect(await (await fetch(`${LOCAL}/feeds/latest.rss`)).text()).toContain("A new headline");
    await save(story, before.replace(/^section: .*$/m, "section: nowhere"), "1 mistake; nothing was published.");
    expect(output).toMatch(
      /content\/articles\/how-our-wire-works\.md:\d+: section: is not a known section \("nowhere"\); allowed: about-us, asia, world/,
    );
    await save(story, before, "1 updated, 2 unchanged");
  });

  test("reports an article whose file is gone, and leaves it on the wire", async () => {
    const file = join(clone, "content/articles/acting-ambassador-flight.md");
    const before = readFileSync(file, "utf8");
    const from = output.length;
    rmSync(file);
    await said("content/articles/acting-ambassador-flight has no file any more, but stays on the wire.", from);
    expect((await fetch(`${LOCAL}/articles/acting-ambassador-flight`)).status).toBe(200);
    await save(file, before, "0 updated, 3 unchanged");
  });

  test("a second one says that the address is taken", () => {
    const { status, said: words } = run("start", "--port", String(port));
    expect([status, words]).toEqual([1, expect.stringContaining(`Something is answering at ${LOCAL} already`)]);
  });
});

describe("the other commands", () => {
  test("publish:content says what changed; check:content only checks", () => {
    expect(run("publish:content", "--to", LOCAL)).toMatchObject({
      status: 0,
      said: expect.stringContaining("Articles: 0 created, 0 updated, 3 unchanged."),
    });
    expect(run("check:content")).toEqual({ status: 0, said: "3 articles and 3 images, no mistakes.\n" });
  });

  test("publish:content refuses without a token for a wire elsewhere", () => {
    expect(run("publish:content", "--to", `http://127.0.0.1:${port}`)).toMatchObject({
      status: 1,
      said: expect.stringContaining("COMMONWIRE_TOKEN"),
    });
  });

  test("token prints a token and its entry; deploy wants an origin", () => {
    expect(run("token", "maria").said).toMatch(/cwdesk_[\w-]{43}[\s\S]*maria:[0-9a-f]{64}/);
    expect(run("token", "No Name").status).toBe(1);
    expect(run("deploy", "--origin", "http://wire.example.org").status).toBe(1);
    expect(run("deploy", "--origin", "https://wire.example.org", "--dry-run")).toMatchObject({
      status: 0,
      said: expect.stringContaining("--var ORIGIN:https://wire.example.org --domain wire.example.org"),
    });
  });
});
