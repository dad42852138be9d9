import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SOURCES } from "../../src/model/policy.ts";
import { FakeGhost, tag } from "../support/fake-ghost.ts";
import { FakeWordPress } from "../support/fake-wordpress.ts";
import { ROOT } from "../support/paths.ts";
import { png } from "../support/png.ts";
import { serveSites } from "../support/served-sites.ts";
import { startWire } from "../support/served-wire.ts";

const ghost = new FakeGhost("https://ghost.example");
const paper = new FakeWordPress("https://paper.example");
const GHOST = "https://ghost.example";
const PAPER = "https://paper.example";
const sites = { [GHOST]: ghost, [PAPER]: paper };
const served = await serveSites(sites);
const folder = mkdtempSync(join(tmpdir(), "commonwire-import-"));
const content = join(folder, "newsroom");
afterAll(() => {
  served.stop();
  rmSync(folder, { recursive: true });
});

const PRELOAD = join(ROOT, "test/support/loopback-sites.ts");

/** Runs a command as `npm run` does, while this process serves the sites. */
function run(command: string, args: readonly string[], environment: Record<string, string> = {}) {
  const env = {
    ...process.env,
    PATH: `${join(ROOT, "node_modules/.bin")}${delimiter}${process.env.PATH}`,
    LOOPBACK_SITES: served.environment,
    ...environment,
  };
  const child = spawn("node", ["--import", PRELOAD, join(ROOT, "src/cli", command), ...args], { cwd: folder, env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  return new Promise<{ status: number | null; said: string }>((resolve) =>
    child.once("close", (status) => resolve({ status, said })),
  );
}
const key = { COMMONWIRE_SOURCE_KEY: ghost.key };
const importInto = (kind: string, address: string, environment = {}, ...more: string[]) =>
  run("import.ts", [kind, address, "--into", content, ...more], environment);

const OWN = `${GHOST}/content/images/ferry.png`;
const FOREIGN = `${GHOST}/content/images/reuters.png`;
const PRIVATE = "https://10.0.0.1/content/images/ferry.png";
const OWN_BYTES = png(40, 30, "a");

beforeAll(async () => {
  const made = ["--name", "Harbor Post", "--zone", "America/New_York", "--language", "en-US"];
  expect((await run("new.ts", [content, ...made])).status).toBe(0);
  writeFileSync(
    join(content, "sources.yaml"),
    `ghost:
  kind: ghost
  address: ${GHOST}/
  section: news
  exclude: [{ tag: "#agency" }]
  images: [{ credit: "*Ana Ruiz*", owner: Harbor Post, licence: cc-by-nd-4.0 }]
`,
  );
  ghost.images.set(OWN, OWN_BYTES);
  ghost.images.set(FOREIGN, png(50, 30, "b"));
});
beforeEach(() => {
  ghost.instead = undefined;
  paper.instead = undefined;
  ghost.asked = [];
});

describe("npm run import --into", () => {
  test("writes stories, authors and the pictures that a rule knows, as a folder that has no mistakes", async () => {
    ghost.write({
      ...{ slug: "ferry", title: "The ferry: “late”", custom_excerpt: "It’s late." },
      ...{
        feature_image: OWN,
        feature_image_alt: "A ferry",
        feature_image_caption: "<i>At dawn</i> (Photo: Ana Ruiz)",
      },
      html: `<p>It is <b>late</b>.</p><figure class="kg-card kg-image-card"><img src="${FOREIGN}" alt="Sea"><figcaption>Reuters</figcaption></figure><figure class="kg-card kg-image-card"><img src="${PRIVATE}" alt="x"><figcaption>Ana Ruiz</figcaption></figure>`,
      tags: [tag("#agency")],
    });
    ghost.write({ slug: "members", visibility: "paid", html: "<p>Paid words.</p>" });
    const { status, said } = await importInto("ghost", GHOST, key);
    expect([status, said]).toEqual([0, expect.stringContaining("Written: 1. Already there: 0. Left out: 1.")]);
    expect(said).toContain(`${GHOST}/members/: left out. Only members of the site may read it.`);
    expect(said).toContain("A picture was left out because nothing says who owns it. (Reuters)");
    expect(said).toContain("A picture was left out because it couldn't be read. (Ana Ruiz)");
    expect(said).not.toContain(ghost.key);

    const file = readFileSync(join(content, "articles/ferry.md"), "utf8");
    const [image = "", ...others] = readdirSync(join(content, "images")).filter((name) => !name.startsWith("."));
    expect(others).toEqual([]);
    expect(new Uint8Array(readFileSync(join(content, "images", image)))).toEqual(new Uint8Array(OWN_BYTES));
    for (const line of [`file: ${image}`, "alt: A ferry", "owner: Harbor Post", "licence: cc-by-nd-4.0"])
      expect(file).toContain(line);
    expect(file).toContain('caption: "At dawn (Photo: Ana Ruiz)"');
    expect(file).toContain("exclude: true");
    expect(file).toContain(`canonical: ${GHOST}/ferry/`);
    expect(file).toContain("It is <b>late</b>.");
    expect(readFileSync(join(content, "authors/ana-ruiz.yaml"), "utf8")).toBe("name: Ana Ruiz\n");
    expect(ghost.asked).not.toContain(FOREIGN);
    const written = readdirSync(content, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(?:md|yaml|html)$/.test(path))
      .map((path) => readFileSync(join(content, path), "utf8"))
      .join();
    expect(written).not.toContain(ghost.key);
    expect(written).not.toContain("Paid words");
    const checked = await run("check.ts", ["--content", content]);
    expect([checked.status, checked.said]).toEqual([
      0,
      expect.stringContaining("1 articles and 1 images, no mistakes."),
    ]);
  });

  test("goes on where it broke off, and overwrites nothing that was edited", async () => {
    const file = join(content, "articles/ferry.md");
    writeFileSync(file, readFileSync(file, "utf8").replace("It is <b>late</b>.", "It is early."));
    ghost.write({ slug: "harbor" });
    const { said } = await importInto("ghost", `${GHOST}/`, key);
    expect(said).toContain("Written: 1. Already there: 1. Left out: 1.");
    expect(readFileSync(file, "utf8")).toContain("It is early.");
    // A post that already exists costs no image request.
    expect(ghost.asked).not.toContain(OWN);
  });

  test("takes a WordPress, too, into a section that is said", async () => {
    paper.write({ slug: "city", title: "Mayor&#8217;s plan", content: "<p>Text.</p>" });
    const { status, said } = await importInto("wordpress", PAPER, {}, "--section", "news");
    expect([status, said]).toEqual([0, expect.stringContaining("Written: 1.")]);
    expect(readFileSync(join(content, "articles/city.md"), "utf8")).toContain("headline: Mayor’s plan");
  });

  test.each([
    ["without a key", {}, undefined, "There is no Content API key"],
    [
      "with the Admin API key",
      { COMMONWIRE_SOURCE_KEY: `${"6".repeat(24)}:${"a".repeat(64)}` },
      undefined,
      "is the Admin API key",
    ],
    [
      "with a key that isn't known",
      { COMMONWIRE_SOURCE_KEY: "0".repeat(26) },
      undefined,
      "rejected the Content API key",
    ],
    [
      "of a site that sends it elsewhere",
      key,
      () => new Response(null, { status: 302, headers: { Location: "https://10.0.0.1/ghost/" } }),
      "redirects the wire to another address",
    ],
    [
      "of an answer without an end",
      key,
      () => new Response(" ".repeat(SOURCES.answerBytes + 1)),
      "too large for us to read",
    ],
    [
      "of a page in the place of data",
      key,
      () => new Response("<p>Hi", { headers: { "Content-Type": "text/html" } }),
      "web page instead of data",
    ],
  ])("ends %s, says why, and tells no key", async (_, environment, instead, words) => {
    ghost.instead = instead;
    const { status, said } = await importInto("ghost", GHOST, environment);
    expect([status, said]).toEqual([1, expect.stringContaining(words)]);
    for (const secret of Object.values(environment)) expect(said).not.toContain(secret);
  });

  test.each([
    [served.at, "an HTTPS address"],
    ["https://localhost/", "an HTTPS address"],
    ["https://192.168.0.1/", "an HTTPS address"],
    ["https://paper.example:8443/", "an HTTPS address"],
  ])("asks nothing at %s: only https addresses of public domains", async (address, words) => {
    const { status, said } = await importInto("wordpress", address, {}, "--section", "news");
    expect([status, said]).toEqual([1, expect.stringContaining(words)]);
  });

  test("says what is missing", async () => {
    expect((await importInto("wordpress", PAPER)).said).toContain("Add --section, or list the site in");
    expect((await run("import.ts", ["ghost", GHOST])).said).toContain("Use either --to or --into.");
    expect(existsSync(join(folder, "articles"))).toBe(false);
  });
});

describe("npm run import --to", () => {
  test("has a wire import a Ghost with its key, tells how far it is, and what came of it", async () => {
    const wire = await startWire(sites);
    try {
      const token = { COMMONWIRE_TOKEN: wire.token };
      const published = await run("publish.ts", ["--to", wire.origin, "--content", content], token);
      expect([published.status, published.said]).toEqual([0, expect.stringContaining("3 created")]);
      ghost.write({ slug: "bridge", title: "The bridge" });
      const args = ["ghost", GHOST, "--to", wire.origin, "--section", "news", "--id", "ghost", "--publish"];
      const imported = run("import.ts", args, { ...token, ...key });
      const state = { isDone: false };
      void imported.then(() => Object.assign(state, { isDone: true }));
      while (!state.isDone) {
        await wire.desk("POST", "/sources/ghost/look");
        await wire.cron();
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      const { status, said } = await imported;
      expect([status, said]).toEqual([0, expect.stringContaining("Taken: 3.")]);
      expect(said).toContain("Only members of the site may read it.");
      expect(said).not.toContain(ghost.key);
      const feed = await (await fetch(`${wire.origin}/feeds/latest.json`)).text();
      expect(feed).toContain("The bridge");
      expect(feed).not.toContain(ghost.key);
      const told = await (await wire.desk("GET", "/sources/ghost")).text();
      expect(told).toContain('"hasCredentials":true');
      expect(told).not.toContain(ghost.key);
    } finally {
      await wire.stop();
    }
  });
});
