import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import type { ImageFile } from "../../src/model/article/image.ts";
import { sha256Hex } from "../../src/model/hash.ts";
import { BUILD } from "../../src/render/build.ts";
import { writeImage } from "../../src/store/article/image.ts";
import golden from "../fixtures/build.json";
import { pass } from "../support/clock.ts";
import { freshWire, get, publish, publishMasthead } from "../support/wire.ts";

/** What the store knows of two images. Their bytes are in no document, so there are none. */
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

beforeEach(async () => {
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
});

const PATHS = [
  ...[
    "/feeds/latest.rss",
    "/feeds/latest.atom",
    "/feeds/latest.json",
    "/feeds.opml",
    "/feeds",
    "/",
    "/style.css",
    "/docs",
  ],
  ...[
    "/articles/full",
    "/articles/summary",
    "/articles/link",
    "/licences/open",
    "/v1/articles",
    "/v1/articles/full",
    "/openapi.json",
    "/licences/open/1.jsonld",
    "/v1/articles/full?format=ninjs",
    "/articles/full/rsl.xml",
    "/rsl.xml",
    "/robots.txt",
    "/ns",
  ],
];

/**
 * The build is part of every ETag, so that a reader who holds bytes of an older renderer isn't told that nothing changed.
 * Who changes an output counts `BUILD` up, in src/render/build.ts, and writes the new hashes into test/fixtures/build.json.
 */
test("the same data still renders to this build's bytes", async () => {
  const hashes = await Promise.all(
    PATHS.map(async (path) => [path, (await sha256Hex(await (await get(path)).text())).slice(0, 16)]),
  );
  expect({ build: BUILD, hashes: Object.fromEntries(hashes) }).toEqual(golden);
});
