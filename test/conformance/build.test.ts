import { beforeEach, expect, test } from "vitest";
import { sha256Hex } from "../../src/model/hash.ts";
import { BUILD } from "../../src/render/build.ts";
import golden from "../fixtures/build.json";
import { pass } from "../support/clock.ts";
import { png } from "../support/png.ts";
import { freshWire, get, publish, publishMasthead, upload } from "../support/wire.ts";

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  pass(60);
  const sha256 = await upload(png(1600, 900, "photo"));
  const images = [
    { sha256, alt: "Alt", caption: "Caption", credit: "Credit", owner: "Owner", licence: "open" },
    { sha256: await upload(png(800, 600, "agency")), alt: "Alt", credit: "Agency", owner: "Agency", licence: "none" },
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
