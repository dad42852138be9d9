import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { FIRST_STORY } from "../../src/cli/new-folder.ts";
import { fetchAnew, startClone } from "../support/clone.ts";

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
    const home = await (await fetchAnew(origin)).text();
    expect(home).toContain("Harbour Post");
    expect(home).toContain("The headline, in quotes");
    expect(started.output()).not.toContain("stays on the wire");
    expect((await fetchAnew(`${origin}/articles/how-our-wire-works`)).status).toBe(404);
  });
});

describe("the sample stories, where they were published beside it", () => {
  const publish = (...args: string[]) => run("publish:content", "--to", origin, ...args);
  const retire = (...args: string[]) => publish("--content", "newsroom", "--retire", ...args);
  const NAMES =
    "sections/about-us, sections/asia, sections/world, topics/diplomacy, topics/north-korea, topics/republishing, authors/jordan-reyes, authors/standards-desk, licences/all-rights-reserved, licences/free-republication";
  const SAMPLES = "acting-ambassador-flight, defector-government-in-exile, how-our-wire-works";
  const PLAN = `--retire: newsroom has no files for these:
  Sample stories to withhold everywhere, without a notice: ${SAMPLES}
  To retire (old stories keep them, new ones can't use them): ${NAMES}
`;
  const shown = async () => [
    (await fetchAnew(`${origin}/articles/how-our-wire-works`)).status,
    /Asia|Free Republication/.test(await (await fetchAnew(origin)).text()),
  ];

  test("are told by a publish without --retire, and stay", async () => {
    expect(publish()).toMatchObject({ status: 0, said: expect.stringContaining("3 created") });
    const { said } = publish("--content", "newsroom");
    expect(said).toContain(
      "newsroom/articles/how-our-wire-works no longer has a file, but the story stays on the wire. It is a sample:",
    );
    expect(said).toContain("sections/asia is no longer in newsroom but stays on the wire.");
    expect(said.match(/`npm run publish:content -- --retire` (withholds|retires) it\./g)).toHaveLength(13);
    expect(await shown()).toEqual([200, true]);
  });

  test("are told by a dry run, and stay", async () => {
    const said = `${PLAN}Nothing was published, withheld or retired: this was a dry run.\n`;
    expect(retire("--dry-run")).toEqual({ status: 0, said });
    expect(publish("--dry-run")).toMatchObject({
      status: 1,
      said: expect.stringContaining("only works with --retire"),
    });
    expect(await shown()).toEqual([200, true]);
  });

  test("stay, all of them, while a story of one's own uses one of their licences", async () => {
    const relicense = ["relicense", "our-first-story", "--to", origin, "--licence"];
    expect(run("desk", ...relicense, "all-rights-reserved").status).toBe(0);
    const refused = {
      status: 1,
      said: `${PLAN}licences/all-rights-reserved: can't be retired while an article uses it: our-first-story ("all-rights-reserved"); allowed: a license that no article or image uses; relicense, withhold or expire those articles first
The wire refused: 422 invalid: The request breaks a rule; \`errors\` names each field, its value and what is allowed.
`,
    };
    expect(retire("--dry-run")).toEqual(refused);
    expect(retire()).toEqual(refused);
    expect(await shown()).toEqual([200, true]);
    expect(run("desk", ...relicense, "cc-by-nd-4.0").status).toBe(0);
  });

  test("leave with --retire, and the second time there is nothing to do", async () => {
    expect(retire()).toEqual({
      status: 0,
      said: `${PLAN}Articles: 0 created, 0 updated, 1 unchanged.
Sample stories: 3 withheld.
Retired: ${NAMES}.
`,
    });
    expect(retire()).toEqual({
      status: 0,
      said: "Nothing to retire: newsroom has every section, topic, author and license on the wire, and every sample story that is out.\nArticles: 0 created, 0 updated, 1 unchanged.\n",
    });
    expect(await shown()).toEqual([404, false]);
    expect(await (await fetchAnew(`${origin}/withdrawn.json`)).json()).toMatchObject({ items: [] });
  });

  test("a name is retired in its file, too, and comes back without that", async () => {
    const file = join(folder, "newsroom/publication.yaml");
    const settings = readFileSync(file, "utf8");
    writeFileSync(file, settings.replace("news: News", "news: News\n  sport: { name: Sport, retired: true }"));
    await started.said("Retired: sections/sport.");
    writeFileSync(file, settings.replace("news: News", "news: News\n  sport: Sport"));
    await started.said("No longer retired: sections/sport.");
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
timeZone: is not allowed ("New York"); did you mean America/New_York? Allowed: an IANA time zone, such as America/New_York
language: is not allowed ("English"); allowed: a language code, such as en-US
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
