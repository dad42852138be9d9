import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchFolder } from "../../../src/cli/watch.ts";

let folder = "";
let story = "";
let calls = 0;
let stop = () => {};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watched-"));
  mkdirSync(join(folder, "articles"));
  story = join(folder, "articles/a.md");
  writeFileSync(story, "1");
  calls = 0;
  stop = watchFolder(folder, async () => {
    calls += 1;
  });
});
afterEach(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Saves, and waits until the watcher has noticed. */
async function noticed(save: () => void): Promise<void> {
  const before = calls;
  save();
  await vi.waitFor(() => expect(calls).toBeGreaterThan(before), { timeout: 20_000 });
}

/** Saves as `sed -i`, vim and Git do: writes another file and renames it. */
function replace(text: string): void {
  writeFileSync(`${story}.new`, text);
  renameSync(`${story}.new`, story);
}

test("every save is noticed: in place, by renaming, in place again, deleted and written anew", async () => {
  await noticed(() => writeFileSync(story, "2"));
  for (let round = 0; round < 3; round++) {
    await noticed(() => replace("3"));
    await noticed(() => writeFileSync(story, "4"));
  }
  await noticed(() => rmSync(story));
  await noticed(() => writeFileSync(story, "5"));
  await noticed(() => writeFileSync(story, "6"));
}, 60_000);

test("a folder that takes the place of another is watched, and so is a new one in it", async () => {
  const articles = join(folder, "articles");
  await noticed(() => renameSync(articles, `${articles}-old`));
  await noticed(() => mkdirSync(articles));
  await noticed(() => writeFileSync(story, "7"));
  await noticed(() => writeFileSync(story, "8"));
}, 60_000);

test("a folder that is gone is watched again once it is back", async () => {
  rmSync(folder, { recursive: true });
  await noticed(() => mkdirSync(join(folder, "articles"), { recursive: true }));
  await noticed(() => writeFileSync(story, "9"));
}, 60_000);
