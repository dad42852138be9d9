import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { importInto } from "../../../src/cli/import-into.ts";
import { readSettings } from "../../../src/cli/import-settings.ts";
import { FakeFeed } from "../../support/fake-feed.ts";

// Removes the wait between two pages.
vi.mock("node:timers/promises", () => ({ setTimeout: async () => undefined }));

const folder = mkdtempSync(join(tmpdir(), "commonwire-import-"));
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test("a feed and its archive become files; what can't is told", async () => {
  const site = new FakeFeed("atom");
  Object.assign(site, { window: 2, hasPages: true });
  site.answer();
  for (let at = 0; at < 3; at++)
    site.write({ link: `https://paper.example/${at}/harbor/`, published: "2026-05-30T00:00:00Z" });
  site.write({ html: undefined, summary: "Soon.", published: "2026-05-30T00:00:00Z" });
  const told: string[] = [];
  const settings = readSettings({ kind: "feed", address: `${site.home}/feed`, section: "news", mode: "review" });
  await importInto(folder, settings, undefined, (line) => told.push(line));
  expect(told).toContain("https://paper.example/2026/story-4/: left out. The feed has only a summary of it.");
  expect(told.at(-1)).toBe("Written: 3. Already there: 0. Left out: 1.");
  const files = readdirSync(join(folder, "articles"));
  expect(files.sort()).toEqual([expect.stringMatching(/^harbor-[0-9a-f]{16}\.md$/), expect.any(String), "harbor.md"]);
  expect(readFileSync(join(folder, "articles/harbor.md"), "utf8")).toContain("headline: Story 3");
  expect(readdirSync(join(folder, "authors"))).toEqual(["ana-ruiz.yaml"]);
});
