import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { ROOT } from "../support/paths.ts";
import { lexical, startGhost } from "../support/real-ghost.ts";
import { startWire } from "../support/served-wire.ts";

/** The folder in which `ghost-up.sh` installs Ghost: that needs a network, so the test runs only if it is set. */
const FOLDER = process.env.GHOST_FOLDER;
const HOME = "https://paper.example";

const Article = z.object({
  version: z.int(),
  status: z.string(),
  article: z.object({ body: z.string(), canonical: z.string(), section: z.string() }),
});
const Report = z.object({ source: z.looseObject({ failure: z.unknown(), posts: z.record(z.string(), z.int()) }) });

test.skipIf(FOLDER === undefined)("what becomes of a story in a real Ghost follows within one poll", async () => {
  const ghost = await startGhost(FOLDER ?? "", HOME);
  const wire = await startWire({ [HOME]: ghost });
  try {
    const env = { ...process.env, COMMONWIRE_TOKEN: wire.token };
    await promisify(execFile)("node", [join(ROOT, "src/cli/publish.ts"), "--to", wire.origin], { cwd: ROOT, env });
    const settings = { kind: "ghost", address: `${HOME}/`, mode: "publish", section: "world" };
    const rules = { sections: { Asia: "asia" }, take: { not: [{ tag: "#hold" }] } };
    expect((await wire.desk("PUT", "/sources/paper", { ...settings, ...rules })).status).toBe(200);
    expect((await wire.desk("PUT", "/sources/paper/credentials", { key: ghost.key })).status).toBe(200);
    const poll = async () => {
      await wire.desk("POST", "/sources/paper/look");
      await wire.cron();
      const { source } = Report.parse(await (await wire.desk("GET", "/sources/paper")).json());
      expect(source.failure).toBeNull();
      return source.posts;
    };
    const post = { title: "The ferry", slug: "ferry", lexical: lexical("It runs."), status: "published" };
    const id = await ghost.write(post);
    await ghost.write({ ...post, title: "For members", slug: "members", visibility: "members" });
    for (let run = 0; run < 3; run++) await poll();
    const now = async () => Article.parse(await (await wire.desk("GET", "/articles/ferry")).json());
    const after = async (changes: Record<string, unknown>) => {
      await ghost.edit(id, changes);
      await poll();
      return now();
    };
    expect(await now()).toMatchObject({ version: 1, status: "usable", article: { body: "<p>It runs.</p>" } });
    expect(await after({ lexical: lexical("It is late.") })).toMatchObject({ article: { body: "<p>It is late.</p>" } });
    expect(await after({ slug: "late" })).toMatchObject({ article: { canonical: `${HOME}/late/` } });
    expect(await after({ tags: [{ name: "Asia" }] })).toMatchObject({ article: { section: "asia" } });
    expect(await after({ tags: [{ name: "Asia" }, { name: "#hold" }] })).toMatchObject({ status: "withheld" });
    expect(await after({ tags: [{ name: "Asia" }] })).toMatchObject({ status: "usable" });
    expect(await after({ visibility: "paid" })).toMatchObject({ status: "withheld" });
    expect(await after({ visibility: "public" })).toMatchObject({ status: "usable" });
    expect(await after({ status: "draft" })).toMatchObject({ status: "withheld" });
    expect(await after({ status: "published" })).toMatchObject({ status: "usable" });
    await ghost.delete(id);
    expect(await poll()).toMatchObject({ withheld: 1, "left-out": 1 });
    expect(await now()).toMatchObject({ status: "withheld" });
  } finally {
    await wire.stop();
    await ghost.stop();
  }
});
