import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { FIRST_STORY } from "../../src/cli/new-folder.ts";
import { startClone } from "../support/clone.ts";

const ANSWERS = ["--name", "Harbour Post", "--zone", "America/New_York", "--language", "en-US"];
let made = { status: null as number | null, said: "" };
const started = await startClone((run) => {
  made = run("new", "newsroom", ...ANSWERS);
  return ["--content", "newsroom"];
});
const { folder, origin, run, said } = started;
afterAll(started.stop);

describe("a newsroom of one's own", () => {
  test("has a folder without stories and without mistakes", () => {
    expect(made).toMatchObject({ status: 0, said: expect.stringContaining("npm start -- --content newsroom") });
    expect(readdirSync(join(folder, "newsroom/articles"))).toEqual([".gitkeep"]);
    expect(run("check:content", "--content", "newsroom", "--strict")).toEqual({
      status: 0,
      said: "0 articles and 0 images, no mistakes.\n",
    });
  });

  test("is published, and so is what is saved; the sample stories are nowhere", async () => {
    const from = started.output().length;
    writeFileSync(join(folder, "newsroom/articles/our-first-story.md"), FIRST_STORY);
    await said("1 created, 0 updated, 0 unchanged", from);
    const home = await (await fetch(origin)).text();
    expect(home).toContain("Harbour Post");
    expect(home).toContain("The headline, in quotes");
    expect(started.output()).not.toContain("stays on the wire");
    expect((await fetch(`${origin}/articles/how-our-wire-works`)).status).toBe(404);
  });
});

describe("npm run new refuses", () => {
  test("a folder with something in it", () => {
    expect(run("new", "newsroom", ...ANSWERS)).toMatchObject({
      status: 1,
      said: expect.stringContaining("newsroom isn't empty"),
    });
  });

  test("what can't be, and makes nothing", () => {
    expect(run("new", "other", "--name", "A &amp; B", "--zone", "New York", "--language", "English")).toEqual({
      status: 1,
      said: `name: has HTML entities in plain text ("A &amp; B"); allowed: plain text: "A & B"
timeZone: is not allowed ("New York"); did you mean America/New_York? Allowed: an IANA time zone, as America/New_York
language: is not allowed ("English"); allowed: a language code, as en-US
`,
    });
    expect(existsSync(join(folder, "other"))).toBe(false);
  });

  test.each([[[]], [["other"]], [["other", "--colour", "red"]], [["a", "b", ...ANSWERS]]])(
    "%j without a keyboard to ask at",
    (args) => {
      expect(run("new", ...args)).toMatchObject({ status: 1, said: expect.stringContaining("Usage: npm run new") });
    },
  );

  test("npm start says how to make a folder that isn't there", () => {
    expect(run("start", "--content", "nowhere")).toMatchObject({
      status: 1,
      said: expect.stringContaining("npm run new -- nowhere"),
    });
  });
});
