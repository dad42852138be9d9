import { cpSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { importJWK, SignJWT } from "jose";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { fetchAnew, startClone } from "../support/clone.ts";
import { ninjsMistakes } from "../support/ninjs.ts";

const Articles = z.object({ articles: z.array(z.object({ slug: z.string() })) });

/** The started clone, and its wire's origin. */
const started = await startClone();
const { port, origin: LOCAL, folder: clone, said, run } = started;
const story = join(clone, "content/articles/how-our-wire-works.md");

afterAll(started.stop);

/** Saves a file and waits until the watcher has printed the result. */
async function save(path: string, text: string, answer: string): Promise<void> {
  const from = started.output().length;
  writeFileSync(path, text);
  await said(answer, from);
}

describe("npm start", () => {
  test("publishes content/, and prints addresses that answer", async () => {
    expect(started.output()).toContain("Articles: 3 created, 0 updated, 0 unchanged.");
    const addresses = [
      ...started
        .output()
        .slice(started.output().indexOf("Commonwire is up"))
        .matchAll(/http:\/\/localhost:\d+\/\S+/g),
    ].map(([address]) => address);
    expect(addresses.length).toBeGreaterThanOrEqual(5);
    const asks = (address: string) => new URL(address).pathname === "/desk";
    for (const address of addresses)
      expect([address, (await fetchAnew(address)).status]).toEqual([address, asks(address) ? 401 : 200]);
    // The demo publisher's link is one of them: opening it changed nothing, so it still works.
    expect(started.output()).toMatch(/Take a story as Demo Gazette[\s\S]*\/sign-in\/cwlink_/);
  });

  test("every sample article is ninjs as IPTC's schema has it", async () => {
    const { articles } = Articles.parse(await (await fetchAnew(`${LOCAL}/v1/articles`)).json());
    expect(articles).toHaveLength(3);
    for (const { slug } of articles) {
      const document = await (await fetchAnew(`${LOCAL}/v1/articles/${slug}?format=ninjs`)).json();
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
    expect(await (await fetchAnew(`${LOCAL}/feeds/latest.rss`)).text()).toContain("A new headline");
    await save(story, before.replace(/^section: .*$/m, "section: nowhere"), "1 mistake; nothing was published.");
    expect(started.output()).toMatch(
      /content\/articles\/how-our-wire-works\.md:\d+: section: is not a known section \("nowhere"\); allowed: about-us, asia, world/,
    );
    await save(story, before, "1 updated, 2 unchanged");
  });

  test("misses no save: by renaming, as sed -i and many editors do, then an ordinary one", async () => {
    const before = readFileSync(story, "utf8");
    const from = started.output().length;
    writeFileSync(`${story}.new`, before.replace(/^headline: .*$/m, "headline: Renamed into place"));
    renameSync(`${story}.new`, story);
    await said("1 updated, 2 unchanged", from);
    await save(story, before.replace(/^headline: .*$/m, "headline: Saved in place"), "1 updated, 2 unchanged");
    expect(await (await fetchAnew(`${LOCAL}/feeds/latest.rss`)).text()).toContain("Saved in place");
    await save(story, before, "1 updated, 2 unchanged");
  });

  test("reports an article whose file is gone, and leaves it on the wire", async () => {
    const file = join(clone, "content/articles/acting-ambassador-flight.md");
    const before = readFileSync(file, "utf8");
    const from = started.output().length;
    rmSync(file);
    await said(
      "content/articles/acting-ambassador-flight no longer has a file, but the story stays on the wire.",
      from,
    );
    expect((await fetchAnew(`${LOCAL}/articles/acting-ambassador-flight`)).status).toBe(200);
    // It remains so, and isn't reported again on the next save.
    await said("2 unchanged", from);
    const told = started.output().length;
    const other = readFileSync(story, "utf8");
    await save(story, `${other}\n`, "0 updated, 2 unchanged");
    expect(started.output().slice(told).trim().split("\n")).toEqual(["Articles: 0 created, 0 updated, 2 unchanged."]);
    await save(story, other, "0 updated, 2 unchanged");
    await save(file, before, "0 updated, 3 unchanged");
  });

  test("a second one says that the address is taken", () => {
    const { status, said: words } = run("start", "--port", String(port));
    expect([status, words]).toEqual([1, expect.stringContaining(`Something is already running at ${LOCAL}`)]);
  });
});

describe("desk", () => {
  const desk = (...args: string[]) => run("desk", ...args, "--to", LOCAL);
  const story = "defector-government-in-exile";
  const file = `content/articles/${story}.md`;

  test("corrects with the text of a file, says what the file needs, and shows what changed", async () => {
    const path = join(clone, file);
    const before = readFileSync(path, "utf8");
    const corrected = before.replace("about 200, or one for every 150", "about 220, or one for every 136");
    expect(corrected).not.toBe(before);
    // Not by saving the file: the watcher would publish it, without a note.
    const elsewhere = join(clone, "corrected");
    cpSync(join(clone, "content"), elsewhere, { recursive: true });
    writeFileSync(join(elsewhere, `articles/${story}.md`), corrected);
    const made = desk(
      "correct",
      story,
      "--note",
      "There are 220.",
      "--content",
      elsewhere,
      "--file",
      `${elsewhere}/articles/${story}.md`,
    );
    expect(made).toMatchObject({ status: 0, said: expect.stringContaining(`articles/${story}: version 2, usable.`) });
    const line = /^ {2}- \{ at: .*$/m.exec(made.said)?.[0] ?? "";
    expect(line).toContain('note: "There are 220."');
    expect(desk("diff", story).said).toMatch(/\[-200-\]\{\+220\+\}/);
    expect(desk("show", story).said).toContain("actions: correct, fix, relicense, withhold, expire, kill");
    expect(desk("versions", story).said.trim().split("\n")).toHaveLength(2);
    // The file without the correction is refused once it changes, and accepted with the printed lines.
    await save(path, corrected, "doesn't include the correction that the desk made");
    await save(path, corrected.replace("\nimages:", `\ncorrections:\n${line}\nimages:`), "1 updated, 2 unchanged");
  });

  test("withholds; publish:content says that it stays so; restores", () => {
    expect(desk("withhold", story, "--reason", "Being looked at.").status).toBe(0);
    expect(run("publish:content", "--to", LOCAL)).toMatchObject({
      status: 0,
      said: expect.stringContaining(`The desk set articles/${story} to withheld; its text was saved but isn't shown.`),
    });
    expect(desk("list").said).toContain(`${story}  version 4, withheld, released `);
    expect(desk("restore", story, "--reason", "It was right.").status).toBe(0);
    expect(desk("relicense", story, "--licence", "all-rights-reserved").status).toBe(0);
    expect(desk("relicense", story, "--licence", "free-republication").status).toBe(0);
  });

  test("refuses with sentences, and tells how it is used", () => {
    expect(desk("restore", story, "--reason", "r")).toMatchObject({
      status: 1,
      said: expect.stringContaining("The wire refused: 409 conflict: It isn’t withheld, killed or expired."),
    });
    expect(desk("relicense", story, "--licence", "nope")).toMatchObject({
      status: 1,
      said: expect.stringContaining('licence: is not a known license ("nope"); allowed: all-rights-reserved'),
    });
    expect(desk("kill", story, "--reason", "r", "--version", "1").said).toContain("was published in the meantime");
    for (const args of [[], ["kill", story], ["burn", story], ["show"], ["list", "--colour", "red"]])
      expect(desk(...args)).toMatchObject({ status: 1, said: expect.stringContaining("Usage: npm run desk") });
    expect(desk("correct", story, "--note", "n", "--file", "content/publication.yaml").status).toBe(1);
  });

  test("kill --watch polls every address until the article is gone from it", async () => {
    const watched = desk("kill", story, "--reason", "Sourcing error.", "--watch");
    expect(watched).toMatchObject({
      status: 0,
      said: expect.stringMatching(/^Gone from all \d+ addresses after \d+ ms\.$/m),
    });
    for (const path of [
      `/articles/${story}`,
      "/feeds/latest.rss",
      "/feeds/section/asia.json",
      `/v1/articles/${story}`,
      "/",
    ])
      expect(watched.said).toMatch(new RegExp(`^ *\\d+ ms {2}${path.replaceAll(/[/.]/g, "\\$&")}$`, "m"));
    console.log(watched.said.trim().split("\n").at(-1));
    expect((await fetchAnew(`${LOCAL}/articles/${story}`)).status).toBe(410);
    expect(desk("kill", story, "--reason", "Again.", "--watch").status).toBe(1);
    expect(desk("restore", story, "--reason", "Sources confirmed.").status).toBe(0);
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

  test.each([
    ["secrets-key", "SECRETS_KEY"],
    ["images-key", "IMAGES_KEY"],
  ])("%s makes a key of 32 bytes, another each time; npm start made one for itself", (command, setting) => {
    const [one, other] = [run(command), run(command)].map(({ said: words }) => words.split("\n")[0] ?? "");
    expect([one, other].map((each) => Buffer.from(each ?? "", "base64").length)).toEqual([32, 32]);
    expect(one).not.toBe(other);
    expect(readFileSync(join(clone, ".dev.vars"), "utf8")).toMatch(
      new RegExp(`^${setting}="[A-Za-z0-9+/]{43}="$`, "m"),
    );
  });

  test("signing-key makes a key, and check:agreement checks what it signed, offline", async () => {
    const [key] = z
      .array(z.looseObject({ kty: z.string(), kid: z.string() }))
      .parse(JSON.parse(run("signing-key").said.split("\n")[0] ?? ""));
    if (key === undefined) throw new Error("no key");
    const claims = {
      ...{ iss: LOCAL, sub: "p1", jti: "a1", iat: 1_700_000_000, exp: 4_000_000_000, organization: "The Daily Paper" },
      ...{ domains: ["paper.example"], licence: "free-republication", version: 1, hash: "0".repeat(64), actions: [] },
    };
    const signed = async (typ: string) =>
      new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: key.kid, typ }).sign(await importJWK(key, "ES256"));
    const { d: _private, ...open } = key;
    const [good, other, keys] = ["good.jws", "other.jws", "jwks.json"].map((name) => join(clone, name));
    if (good === undefined || other === undefined || keys === undefined) throw new Error("no files");
    writeFileSync(keys, JSON.stringify({ keys: [open] }));
    writeFileSync(good, await signed("commonwire-agreement+jwt"));
    writeFileSync(other, await signed("JWT"));
    expect(run("check:agreement", good, "--keys", keys)).toMatchObject({
      status: 0,
      said: expect.stringContaining("The Daily Paper (paper.example) accepted free-republication, version 1"),
    });
    expect(run("check:agreement", other, "--keys", keys)).toMatchObject({
      status: 1,
      said: expect.stringContaining("Forged"),
    });
    expect(run("check:agreement", good, "--keys", keys, "--issuer", "https://elsewhere.example").status).toBe(1);
    expect(run("check:agreement").status).toBe(1);
  });
});
