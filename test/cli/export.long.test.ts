import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { startClone } from "../support/clone.ts";
import { ROOT } from "../support/paths.ts";

const RENAMED = "how-our-wire-works";
const ADDRESS = "the-wire-explained";
const CORRECTED = "defector-government-in-exile";
const KILLED = "acting-ambassador-flight";

const story = (headline: string, text: string, more = "") => `---
headline: "${headline}"
summary: "A summary: with 속보, “quotes” # and more."
authors: [jordan-reyes]
section: asia
published: 2020-02-03T10:00:00+09:00
licence: cc-by-nd-4.0
${more}---
${text}
`;
const LONG = `<p>A <em>long</em> story. ${"word ".repeat(36)}</p>`.repeat(4600);
/** HTML from a CMS that Markdown can't represent exactly. */
const FROM_CMS =
  '<p lang="ko">속보: 東京 &amp; 서울</p><p>It is <b>here</b>.<p>And <a href="/articles/long">there</a>.';

const wires: Awaited<ReturnType<typeof startClone>>[] = [];
let [first, second] = ["", ""];
const scratch = mkdtempSync(join(tmpdir(), "commonwire-export-"));
const out = join(scratch, "out");
let said = { status: null as number | null, said: "" };
function wire(at: number) {
  const found = wires[at];
  if (found === undefined) throw new Error(`wire ${at} didn't start`);
  return found;
}
const token = (at: number) => readFileSync(join(wire(at).folder, ".desk-token"), "utf8").trim();
const ask = (at: number, path: string, init: RequestInit = {}) =>
  fetch(wire(at).origin + path, {
    ...init,
    headers: { Authorization: `Bearer ${token(at)}`, "Content-Type": "application/json" },
  });

/** Writes the sample stories, one of them renamed, and several others. */
function writeContent(folder: string): void {
  cpSync(join(ROOT, "content"), folder, { recursive: true });
  const articles = join(folder, "articles");
  writeFileSync(join(articles, "long.html"), story("A long one", LONG));
  writeFileSync(join(articles, "held.md"), story("Nobody reads this", "Held.\n"));
  writeFileSync(join(articles, "embargoed.md"), story("Not yet", "Embargoed.\n", "embargo: 2100-01-01T00:00:00Z\n"));
  renameSync(join(articles, `${RENAMED}.md`), join(articles, `${ADDRESS}.md`));
  const text = readFileSync(join(articles, `${ADDRESS}.md`), "utf8");
  writeFileSync(join(articles, `${ADDRESS}.md`), text.replace("---\n", `---\nwas: [${RENAMED}]\n`));
}

beforeAll(async () => {
  writeContent(join(scratch, "content"));
  const started = await startClone(() => ["--content", join(scratch, "content"), "--demo"]);
  wires.push(started);
  first = started.origin;
  const body = {
    ...{ headline: "속보: from a CMS", summary: "S.", section: "asia", published: "2020-02-04T10:00:00Z" },
    ...{ licence: "cc-by-nd-4.0", body: FROM_CMS },
  };
  expect((await ask(0, "/v1/desk/articles/from-cms", { method: "PUT", body: JSON.stringify(body) })).status).toBe(200);
  const act = async (id: string, action: string, about: Record<string, string>) =>
    expect(
      (await ask(0, `/v1/desk/articles/${id}/${action}`, { method: "POST", body: JSON.stringify(about) })).status,
    ).toBe(200);
  await act(CORRECTED, "correct", { note: "There are 220, not 200." });
  await act(KILLED, "kill", { reason: "Sourcing error." });
  await act("held", "withhold", { reason: "Being looked at." });
  said = started.run("export", "--from", first, "--to", out);
  wires.push(await startClone(() => ["--content", out]));
  second = wire(1).origin;
}, 240_000);
afterAll(async () => {
  for (const each of wires) await each.stop();
  rmSync(scratch, { recursive: true });
});

/** Reads a path from both wires, as if they were one. */
async function both(path: string) {
  const texts = await Promise.all(
    [first, second].map(async (origin) => {
      const response = await fetch(origin + path);
      return `${response.status}\n${await response.text()}`.replaceAll(origin, "https://wire.example.org");
    }),
  );
  return texts;
}

const ITEM = /<item[ >][\s\S]*?<\/item>|<entry[ >][\s\S]*?<\/entry>|<at:deleted-entry[\s\S]*?<\/at:deleted-entry>/g;

describe("npm run export", () => {
  test("says how far it is, and what is where", () => {
    expect(said).toMatchObject({ status: 0, said: expect.stringContaining("7 stories\n3 pictures\n") });
    expect(said.said).toContain(`${out} is whole.`);
    expect(said.said).not.toContain("different text");
    expect(readdirSync(out).sort()).toEqual([
      "README.md",
      "articles",
      "authors",
      "images",
      "licences",
      "publication.yaml",
      "records",
    ]);
    expect(readdirSync(join(out, "articles"))).toEqual(
      expect.arrayContaining(["from-cms.html", "long.html", `${ADDRESS}.md`]),
    );
    for (const file of readdirSync(join(out, "images")))
      expect(file).toContain(
        createHash("sha256")
          .update(readFileSync(join(out, "images", file)))
          .digest("hex"),
      );
  });

  test("keeps logs, earlier texts, agreements that can be checked, and no secret", () => {
    const lines = (name: string) =>
      readFileSync(join(out, `records/${name}.jsonl`), "utf8")
        .trim()
        .split("\n");
    expect(lines("change").map((line) => JSON.parse(line).kind)).toEqual(
      expect.arrayContaining(["released", "killed", "withheld", "corrected"]),
    );
    expect(lines("audit").map((line) => JSON.parse(line).action)).toEqual(
      expect.arrayContaining(["kill", "withhold", "approve"]),
    );
    expect(readdirSync(join(out, `records/articles/${CORRECTED}`))).toEqual(["1.json", "2.json"]);
    const [jws = ""] = readdirSync(join(out, "records/agreements")).filter((name) => name.endsWith(".jws"));
    const checked = wire(0).run(
      "check:agreement",
      join(out, "records/agreements", jws),
      "--keys",
      join(out, "records/jwks.json"),
    );
    expect(checked).toMatchObject({ status: 0, said: expect.stringContaining("accepted") });
    const publishers = readdirSync(join(out, "records/publishers")).map((file) =>
      readFileSync(join(out, "records/publishers", file), "utf8"),
    );
    expect(publishers.join()).toContain("Demo Gazette");
    for (const text of [...publishers, ...lines("audit")])
      expect(text).not.toMatch(/token_hash|body_hash|cw_|cwapp_|cwdesk_/);
  });

  test("refuses a folder with something in it, and a wire that isn't there", () => {
    expect(wire(0).run("export", "--from", first, "--to", out)).toMatchObject({
      status: 1,
      said: expect.stringContaining("isn't empty"),
    });
    expect(wire(0).run("export", "--from", first)).toMatchObject({ status: 1, said: expect.stringContaining("Usage") });
  });
});

describe("a wire that starts with an export", () => {
  test.each([
    "latest",
    "section/asia",
    "section/world",
    "topic/north-korea",
    "author/jordan-reyes",
    "licence/cc-by-nd-4.0",
  ])("has the same items and notices in %s", async (channel) => {
    const [one, other] = (await both(`/feeds/${channel}.json`)).map((text) => JSON.parse(text.slice(4)));
    expect(one.items.length).toBeGreaterThan(0);
    expect(other).toEqual(one);
    for (const format of ["rss", "atom"]) {
      const [one, other] = (await both(`/feeds/${channel}.${format}`)).map((text) => text.match(ITEM) ?? []);
      expect(one?.length).toBeGreaterThan(0);
      expect(other).toEqual(one);
    }
  });

  test.each([
    ...[
      "/v1/articles?limit=50",
      `/v1/articles/${RENAMED}`,
      `/v1/articles/${CORRECTED}`,
      "/v1/articles/long",
      "/v1/articles/from-cms",
    ],
    ...[
      `/articles/${ADDRESS}`,
      `/articles/${CORRECTED}`,
      "/articles/long",
      "/articles/from-cms",
      `/articles/${KILLED}`,
      "/articles/held",
    ],
    ...[
      "/articles/embargoed",
      "/",
      "/feeds",
      "/licences/all-rights-reserved",
      "/licences/all-rights-reserved/1.jsonld",
    ],
    ...[
      "/withdrawn.json",
      "/robots.txt",
      "/images/759e2c55ce239da1f4fc9d45455c64735d0d93f4a36a4ac48095fdfa8528248e.png",
    ],
  ])("answers the same at %s", async (path) => {
    const [one, other] = await both(path);
    expect(other).toBe(one);
  });

  test("leads from the earlier name on, and has the same tombstones", async () => {
    const moved = await fetch(`${second}/articles/${RENAMED}`, { redirect: "manual" });
    expect([moved.status, moved.headers.get("location")]).toEqual([308, `${second}/articles/${ADDRESS}`]);
    const [one, other] = (await both("/withdrawn.atom")).map((text) => text.match(ITEM));
    expect(other).toEqual(one);
    expect(other).toHaveLength(2);
  });

  test("has hidden stories as the desk had them, with its decisions", async () => {
    const Told = z.object({
      standing: z.string(),
      version: z.int(),
      released: z.string().nullable(),
      modified: z.string(),
      killed: z.string().nullable(),
      releaseAt: z.string(),
      sent: z.unknown(),
      decided: z.unknown(),
      article: z.unknown(),
    });
    const told = async (at: number, id: string) =>
      Told.parse(
        JSON.parse(
          (await (await ask(at, `/v1/desk/articles/${id}`)).text()).replaceAll(
            wire(at).origin,
            "https://wire.example.org",
          ),
        ),
      );
    for (const [id, standing] of [
      ["held", "withheld"],
      ["embargoed", "waiting"],
      [KILLED, "killed"],
      [CORRECTED, "released"],
    ] as const) {
      const [one, other] = [await told(0, id), await told(1, id)];
      expect(one.standing).toBe(standing);
      expect(id === "embargoed" ? { ...other, modified: one.modified } : other).toEqual(one);
    }
  });

  test("takes the same folder again without any change", () => {
    expect(wire(1).run("publish:content", "--to", second, "--content", out)).toMatchObject({
      status: 0,
      said: expect.stringContaining("Articles: 0 created, 0 updated, 7 unchanged."),
    });
  });

  test("brings back nothing that was killed, though its CMS sends it as before", async () => {
    const { article } = JSON.parse(await (await ask(1, `/v1/desk/articles/${KILLED}`)).text());
    const { reason: _, status: _s, ...sent } = article;
    const answer = await ask(1, `/v1/desk/articles/${KILLED}`, {
      method: "PUT",
      body: JSON.stringify({ ...sent, headline: "Again" }),
    });
    expect(JSON.parse(await answer.text())).toMatchObject({ articles: [{ status: "canceled" }] });
    expect((await fetch(`${second}/articles/${KILLED}`)).status).toBe(410);
  });
});
