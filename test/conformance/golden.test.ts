import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import type { ImageFile } from "../../src/model/article/image.ts";
import { sha256Hex } from "../../src/model/hash.ts";
import { BUILDS, type BuildKind, buildKind } from "../../src/render/build.ts";
import { writeImage } from "../../src/store/article/image.ts";
import recorded from "../fixtures/golden/builds.json";
import { pass } from "../support/clock.ts";
import { OUTPUTS, readable } from "../support/golden.ts";
import { freshWire, get, publish, publishMasthead, tagOf } from "../support/wire.ts";

// The recorded outputs are in test/fixtures/golden. Its README says what to do when one changes.

/** The database's facts about two images. No document contains their bytes, so there are none. */
const PHOTO = {
  sha256: "fb0aee9b0f5cade79cc986aaa681b02e63c91e81e18c4cbc278a1671b8076599",
  extension: "png" as const,
  width: 1600,
  height: 900,
  bytes: 38,
} satisfies ImageFile;
const AGENCY = {
  sha256: "75e80eb40208c4e40fed7e70ece5615c03b0de6227ec87dd321d13be5258909c",
  extension: "png" as const,
  width: 800,
  height: 600,
  bytes: 39,
} satisfies ImageFile;

const KINDS: readonly BuildKind[] = ["feeds", "pages", "description"];
const FILES = KINDS.flatMap((kind) => Object.entries(OUTPUTS[kind]).map(([file, path]) => ({ kind, file, path })));

/** The hash of each kind's outputs under each build so far. */
const RECORDED: Record<BuildKind, Record<string, string>> = recorded;

/** Every output as it is now served. */
let outputs: ((typeof FILES)[number] & Awaited<ReturnType<typeof read>>)[] = [];

async function read(path: string) {
  const response = await get(path);
  return { status: response.status, type: response.headers.get("Content-Type") ?? "", body: await response.text() };
}

beforeAll(async () => {
  await freshWire();
  await publishMasthead();
  pass(60);
  await env.DB.batch([PHOTO, AGENCY].map((image) => writeImage(env.DB, image)));
  const { sha256 } = PHOTO;
  const images = [
    { sha256, alt: "Alt", caption: "Caption", credit: "Credit", owner: "Owner", licence: "open" },
    { sha256: AGENCY.sha256, alt: "Alt", credit: "Agency", owner: "Agency", licence: "none" },
  ];
  const body = `<p>Text &amp; more.</p>${images.map((image) => `<img src="/images/${image.sha256}">`).join("")}`;
  await publish("full", { images, body, updated: "2026-05-02T00:00:00Z", authors: ["ann", "bob"] });
  await publish("summary", { licence: "eligible", published: "2026-05-04T00:00:00Z" });
  await publish("link", {
    licence: "reserved",
    published: "2026-05-05T00:00:00Z",
    authors: [],
    holder: "Partner",
    canonical: "https://partner.example/",
  });
  outputs = await Promise.all(FILES.map(async (each) => ({ ...each, ...(await read(each.path)) })));
});

/** Hashes all outputs of a kind. */
const hashOf = (kind: BuildKind): Promise<string> =>
  sha256Hex(JSON.stringify(outputs.filter((each) => each.kind === kind).map(({ path, body }) => [path, body])));

test.each(FILES)("$path is what golden/$kind/$file holds", async ({ kind, file, path }) => {
  const { status, type, body } = outputs.find((each) => each.path === path) ?? {};
  expect([status, buildKind(type ?? "")]).toEqual([200, kind]);
  await expect(readable(body ?? "", type ?? "")).toMatchFileSnapshot(`../fixtures/golden/${kind}/${file}`);
});

describe("builds", () => {
  test.each(KINDS)("the same data still renders to the bytes of this build of the %s", async (kind) => {
    const hash = await hashOf(kind);
    expect(
      hash,
      `The ${kind} aren't the bytes of build ${BUILDS[kind]} any more. If that is meant, count BUILDS.${kind} up in src/render/build.ts, or a reader with the old bytes is told that nothing changed; test/fixtures/golden/README.md says how to go on.`,
    ).toBe(RECORDED[kind][BUILDS[kind]] ?? hash);
  });

  test("every build is recorded, and none anew", async () => {
    const builds = await Promise.all(
      KINDS.map(async (kind) => [kind, { [BUILDS[kind]]: await hashOf(kind), ...RECORDED[kind] }]),
    );
    await expect(`${JSON.stringify(Object.fromEntries(builds), null, 2)}\n`).toMatchFileSnapshot(
      "../fixtures/golden/builds.json",
    );
  });

  test.each(KINDS)(
    "a new build of the %s moves the ETags of that kind, and of no other",
    { timeout: 60_000 },
    async (kind) => {
      const tags = async () => {
        isolate.reset();
        return Promise.all(FILES.map(async ({ path, kind: own }) => ({ path, kind: own, tag: await tagOf(path) })));
      };
      const before = await tags();
      BUILDS[kind]++;
      const after = await tags().finally(() => BUILDS[kind]--);
      const moved = after.filter(({ tag }, at) => tag !== before[at]?.tag).map(({ path }) => path);
      // An immutable document has an ETag of its own.
      const own = before.filter((each) => each.kind === kind && each.path !== "/licences/open/1.jsonld");
      expect(moved).toEqual(own.map(({ path }) => path));
    },
  );
});
