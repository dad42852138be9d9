import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { check, type Known } from "../../../src/cli/publish-content.ts";
import { ROOT } from "../../support/paths.ts";

const folder = mkdtempSync(join(tmpdir(), "commonwire-check-"));
cpSync(join(ROOT, "content"), folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const FIELDS = "headline: Case\nsummary: A summary.\nauthors: []\nsection: asia\npublished: 2026-05-01T09:00:00-04:00";
const save = (body: string) => writeFileSync(join(folder, "articles/case.md"), `---\n${FIELDS}\n---\n${body}\n`);
const SENTENCE = "<p> “Not the name.” was removed: it was hidden";

async function told(options: Parameters<typeof check>[2] = {}) {
  const lines: string[] = [];
  const content = await check(folder, (line) => lines.push(line.replace(`${folder}/`, "")), options);
  return { lines, isTaken: content !== undefined };
}

test("a warning has its file and line, and holds nothing up", async () => {
  save("Open.\n\n<p hidden>Not the name.</p>");
  expect(await told()).toEqual({ lines: [`articles/case.md:10: warning: ${SENTENCE}`], isTaken: true });
});

test("--strict makes it a mistake", async () => {
  save("Open.\n\n<p hidden>Not the name.</p>");
  const lines = [`articles/case.md:10: ${SENTENCE}`, "1 mistake; nothing was published."];
  expect(await told({ strict: true })).toEqual({ lines, isTaken: false });
});

test("a watcher tells it once, and again after it was gone", async () => {
  const known: Known = new Map();
  save("Open.\n\n<p hidden>Not the name.</p>");
  expect((await told({ known })).lines).toHaveLength(1);
  expect((await told({ known })).lines).toEqual([]);
  save("Open.");
  expect((await told({ known })).lines).toEqual([]);
  save("Open.\n\n<p hidden>Not the name.</p>");
  expect((await told({ known })).lines).toHaveLength(1);
});

test("a licence's first text that comes in force only later is told", async () => {
  save("Open.");
  const file = join(folder, "licences/later.md");
  writeFileSync(
    file,
    "---\nname: Later\npublicText: full\nstatement: Take it.\ncontact: a@example.org\neffective:\n  from: 2199-01-01T00:00:00Z\n---\nTerms.\n",
  );
  const said = /^licences\/later\.md:7: (warning: )?effective\.from: is in the future.*first text$/;
  expect(await told()).toEqual({ lines: [expect.stringMatching(said)], isTaken: true });
  expect(await told({ strict: true })).toMatchObject({
    lines: [expect.stringMatching(said), "1 mistake; nothing was published."],
  });
  rmSync(file);
});
