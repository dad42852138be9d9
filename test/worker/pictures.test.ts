import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { readEnv } from "../../src/env.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { imageMac } from "../../src/model/article/image-mac.ts";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { CACHE } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import { basic, bearer, publisherWithKey, sites } from "../support/publisher.ts";
import {
  act,
  fill,
  freshWire,
  get,
  getLicensed,
  MASTHEAD,
  ORIGIN,
  publish,
  publishMasthead,
  request,
  upload,
} from "../support/wire.ts";

// Images that only publishers may have: owned by somebody else, and licensed to be passed on.

/** The usual licenses, one more that publishers can get, and one that nobody can. */
const WITH_OTHERS: MastheadInput = {
  ...MASTHEAD,
  licences: {
    ...MASTHEAD.licences,
    partners: { ...MASTHEAD.licences.eligible, name: "Partners" },
    closed: {
      ...MASTHEAD.licences.reserved,
      name: "Closed",
      eligibility: { who: "nobody" },
      assets: { images: "marked" },
    },
  },
};

const NAMES = ["agency", "partner", "free", "kept", "waiting"] as const;
type Name = (typeof NAMES)[number];
const picture = (name: Name) => png(1200, 800, name);

/** Image hashes by name. */
let hash: Record<Name, string>;

const rights = (name: Name, licence: string) => ({
  sha256: hash[name],
  alt: `Alt of ${name}`,
  credit: `Credit of ${name}`,
  owner: "Wire Agency",
  licence,
});

/** Returns a story for publishers with an image of each kind. */
const pier = (changes: Record<string, unknown> = {}) => ({
  licence: "eligible",
  images: [rights("agency", "eligible"), rights("partner", "partners"), rights("free", "open"), rights("kept", "none")],
  body: `<p>Body.</p>${NAMES.slice(0, 4)
    .map((name) => `<p><img src="/images/${hash[name]}"></p>`)
    .join("")}`,
  ...changes,
});

beforeEach(async () => {
  await freshWire();
  sites({});
  const uploaded = await Promise.all(NAMES.map(async (name) => [name, await upload(picture(name))] as const));
  hash = { agency: "", partner: "", free: "", kept: "", waiting: "", ...Object.fromEntries(uploaded) };
  await publishMasthead(WITH_OTHERS);
  await publish("pier", pier());
  pass(60);
});

const settings = readEnv(env);

/** Computes the address of a non-public image with the wire's own key. */
async function addressOf(name: Name): Promise<string> {
  if (settings.imagesKey === undefined) throw new Error("the tests' wire has no IMAGES_KEY");
  return `/images/${hash[name]}-${await imageMac(settings.imagesKey, hash[name])}.png`;
}

/** Returns every URL in a text that contains an image's hash. */
const addressesIn = (text: string, name: Name): string[] => [
  ...new Set(text.match(new RegExp(`[^\\s"'<>=\\\\]*${hash[name]}[^\\s"'<>&\\\\]*`, "g")) ?? []),
];

/** An image's address with a MAC. */
const WITH_MAC = /[0-9a-f]{64}-[0-9a-f]{32}/g;

/** Every output that contains stories. */
const OUTPUTS = [
  ...["rss", "atom", "json"].map((format) => `/feeds/latest.${format}`),
  ...["rss", "atom", "json"].map((format) => `/feeds/section/asia/archive/1.${format}`),
  ...["/articles/pier", "/v1/articles", "/v1/articles/pier", "/v1/articles/pier?format=ninjs", "/v1/changes?limit=100"],
];

describe("in licensed output", () => {
  test.each(OUTPUTS)("%s has one address for a picture, in every place", async (path) => {
    await fill("asia", 60);
    const text = await (await getLicensed(path, ["eligible"])).text();
    expect(addressesIn(text, "agency")).toEqual([ORIGIN + (await addressOf("agency"))]);
    // Pages also show the newsroom's own images under `/pictures/`, which is public.
    const travelling = addressesIn(text, "free").filter((address) => !address.startsWith(`${ORIGIN}/pictures/`));
    expect(travelling).toEqual([`${ORIGIN}/images/${hash.free}.png`]);
    for (const name of ["partner", "kept"] as const) expect(addressesIn(text, name)).toEqual([]);
    expect(new Set(text.match(WITH_MAC)).size).toBe(1);
  });

  test.each([
    ["rss", ["<enclosure ", '<media:content url="', 'img src="']],
    ["atom", ['rel="enclosure"', '<media:content url="', 'img src="']],
    ["json", ['"image":"', '"url":"', 'img src=\\"']],
  ])("%s has it as the enclosure, as media, and in the text", async (format, places) => {
    const text = await (await getLicensed(`/feeds/latest.${format}`, ["eligible"])).text();
    const around = text.split(await addressOf("agency")).map((part) => part.slice(-300));
    for (const place of places)
      expect(
        around.some((part) => part.includes(place)),
        place,
      ).toBe(true);
  });

  test("a picture under a licence that nobody may accept any more takes the key of who accepted it before", async () => {
    await publish("pier", pier({ images: [rights("agency", "closed")], body: "<p>B.</p>" }));
    const text = await (await getLicensed("/feeds/latest.json", ["closed", "eligible"])).text();
    expect(addressesIn(text, "agency")).toEqual([`${ORIGIN}/licensed/images/${hash.agency}.png`]);
  });

  test("another licence's publishers have their own pictures, and whoever has both has both", async () => {
    const seen = async (licences: string[]) => {
      const text = await (await getLicensed("/feeds/latest.json?all=1", licences)).text();
      return NAMES.filter((name) => addressesIn(text, name).length > 0);
    };
    expect(await seen(["partners"])).toEqual(["partner", "free"]);
    expect(await seen(["eligible", "partners"])).toEqual(["agency", "partner", "free"]);
    expect(await seen([])).toEqual(["free"]);
  });
});

test("no public output has such an address, nor the hash of a picture that isn't everybody's", async () => {
  await fill("asia", 60);
  for (const path of [...OUTPUTS, "/", "/feeds", "/withdrawn.json"]) {
    const text = await (await get(path)).text();
    expect(text.match(WITH_MAC), path).toBeNull();
    for (const name of ["agency", "partner", "kept"] as const) expect(addressesIn(text, name), path).toEqual([]);
  }
});

describe("two publishers with the same agreements", () => {
  test("get the same feed and the same picture, which needs no key, and neither publisher nor time is in its address", async () => {
    const one = await publisherWithKey();
    const other = await publisherWithKey({ domains: ["other.example"] }, { kind: "feed" });
    // With the key in the path, links are written differently, so this response has its own ETag.
    const byPath = await get(`/k/${other.key}/feeds/latest.rss`);
    const feeds = [
      await get("/licensed/feeds/latest.rss", basic(one.key)),
      await get("/licensed/feeds/latest.rss", bearer(other.key)),
    ];
    pass(3600);
    feeds.push(await get("/licensed/feeds/latest.rss", basic(other.key)));
    expect(new Set(feeds.map(({ headers }) => headers.get("ETag"))).size).toBe(1);
    expect(new Set(await Promise.all([byPath, ...feeds].map((each) => each.text()))).size).toBe(1);
    const shown = [await get(await addressOf("agency")), await get(await addressOf("agency"), basic(one.key))];
    expect(new Set(shown.map(({ headers }) => headers.get("ETag"))).size).toBe(1);
    for (const each of shown) expect(new Uint8Array(await each.arrayBuffer())).toEqual(picture("agency"));
  });

  test("their fetches of the picture name nobody, so none is in the record of what was read", async () => {
    const { key } = await publisherWithKey();
    await get("/v1/articles/pier", bearer(key));
    await get(await addressOf("agency"));
    await get(await addressOf("agency"), bearer(key));
    await vi.waitFor(async () => {
      const { results } = await env.DB.prepare("SELECT address FROM reading").all();
      expect(results).toEqual([{ address: "/v1/articles/pier" }]);
    });
  });
});

test("it is served as a public picture is: validators, HEAD, 304, for a minute, with its licence's word on machines", async () => {
  const address = await addressOf("agency");
  const response = await get(address);
  const [etag, date] = ["ETag", "Last-Modified"].map((name) => response.headers.get(name) ?? "");
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/png",
    "cache-control": `public, max-age=${CACHE.maxAgeSeconds}`,
    "access-control-allow-origin": "*",
    "tdm-reservation": "1",
  });
  expect((await get(address, { "If-None-Match": etag ?? "" })).status).toBe(304);
  expect((await get(address, { "If-Modified-Since": date ?? "" })).status).toBe(304);
  const head = await request(address, { method: "HEAD" });
  expect([head.status, head.headers.get("ETag"), (await head.arrayBuffer()).byteLength]).toEqual([200, etag, 0]);
});

describe("the address answers", () => {
  const { open, eligible } = MASTHEAD.licences;
  const withLicences = (licences: MastheadInput["licences"]) =>
    publishMasthead({ ...WITH_OTHERS, licences: { ...WITH_OTHERS.licences, ...licences } });
  const over = () => withLicences({ eligible: { ...eligible, effective: { to: "2026-06-01T13:00:00Z" } } });
  const later = async () => {
    pass(7200);
    await cron();
  };

  test.each<[number, string, () => unknown]>([
    [200, "while the story is out", () => undefined],
    [410, "once it was killed", () => act("pier", "kill", { reason: "Sourcing error." })],
    [410, "once it was withheld", () => act("pier", "withhold", { reason: "Checking." })],
    [410, "once its time was over", () => publish("pier", pier({ expires: "2026-06-01T13:00:00Z" })).then(later)],
    [410, "once the licence is over", () => over().then(later)],
    [200, "while the licence's end is to come", over],
    [
      410,
      "once the story is under a licence without pictures",
      () => act("pier", "relicense", { licence: "reserved", reason: "Sold." }),
    ],
    [
      410,
      "once the licence lets no picture go",
      () => withLicences({ eligible: { ...eligible, assets: { images: "none" } } }),
    ],
    [
      410,
      "once the licence lets only our own go",
      () => withLicences({ eligible: { ...eligible, assets: { images: "own" } } }),
    ],
    [
      410,
      "once the picture is licensed to nobody",
      () => publish("pier", pier({ images: [rights("agency", "none")], body: "<p>B.</p>" })),
    ],
    [
      410,
      "once its licence is one that nobody may accept",
      () => publish("pier", pier({ images: [rights("agency", "closed")], body: "<p>B.</p>" })),
    ],
    [410, "once the story opts out of its licence", () => publish("pier", pier({ exclude: true }))],
    [410, "once no story has it", () => publish("pier", pier({ images: [], body: "<p>B.</p>" }))],
    [
      200,
      "while another story has it",
      async () => {
        await publish("quay", { licence: "partners", images: [rights("agency", "partners")], body: "<p>B.</p>" });
        await act("pier", "kill", { reason: "Sourcing error." });
      },
    ],
    [
      200,
      "once the story is back",
      async () => {
        await act("pier", "kill", { reason: "Sourcing error." });
        expect((await get(await addressOf("agency"))).status).toBe(410);
        await act("pier", "restore", { reason: "Confirmed." });
      },
    ],
    [
      200,
      "once everybody may have it, too",
      () => publish("pier", pier({ licence: "open", images: [rights("agency", "open")], body: "<p>B.</p>" })),
    ],
    [
      200,
      "under a new text of the licence",
      () => withLicences({ eligible: { ...eligible, text: "<p>Be kind.</p>" } }),
    ],
    [200, "whatever becomes of another licence", () => withLicences({ open: { ...open, publicText: "link" } })],
  ])("%i %s", async (status, _, happen) => {
    const address = await addressOf("agency");
    // Fills every cache first.
    expect((await get(address)).status).toBe(200);
    // An image served with its MAC isn't served without it.
    await expectProblem(await get(`/images/${hash.agency}.png`), 404, "not-found");
    const other = await addressOf("partner");
    await happen();
    const response = await get(address);
    if (status === 200) expect(new Uint8Array(await response.arrayBuffer())).toEqual(picture("agency"));
    else {
      expect((await expectProblem(response, 410, "gone")).detail).toMatch(
        /^This image's story was withdrawn, or no license/,
      );
      expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    }
    await expectRefused(address, other);
  });

  test("404 for what no reader ever saw: an embargoed story's picture, or one that only was uploaded", async () => {
    await expectUnknown(await addressOf("waiting"));
    await publish(
      "later",
      pier({ images: [rights("waiting", "eligible")], body: "<p>B.</p>", embargo: "2026-06-01T14:00:00Z" }),
    );
    await expectUnknown(await addressOf("waiting"));
    pass(3 * 3600);
    await cron();
    expect((await get(await addressOf("waiting"))).status).toBe(200);
  });
});

/** Returns the response for an address that never existed. */
const unknown = () => get(`/images/${"0".repeat(64)}-${"0".repeat(32)}.png`);
const all = async (response: Response) =>
  JSON.stringify([response.status, [...response.headers], await response.text()]);
const expectUnknown = async (path: string) => expect(await all(await get(path)), path).toBe(await all(await unknown()));

/** Whatever the image's own address answers, another MAC or extension finds nothing. */
async function expectRefused(address: string, other: string): Promise<void> {
  const [, sha256 = "", mac = ""] = /images\/(\w+)-(\w+)\.png/.exec(address) ?? [];
  const [, , another = ""] = /images\/(\w+)-(\w+)\.png/.exec(other) ?? [];
  const last = mac.endsWith("0") ? "1" : "0";
  for (const path of [
    `/images/${sha256}-${mac.slice(0, -1)}${last}.png`,
    `/images/${sha256}-${another}.png`,
    `/images/${sha256}-${"0".repeat(32)}.png`,
    `/images/${sha256}-${mac}.jpg`,
    `/images/${sha256}-${mac}0.png`,
    `/images/${sha256}-${mac.slice(0, -2)}.png`,
    `/images/${sha256}-.png`,
    `/images/${hash.kept}-${mac}.png`,
  ])
    await expectUnknown(path);
}

test("a picture that isn't ours to license opens with no mac, not even its own", async () => {
  await expectProblem(await get(await addressOf("kept")), 410, "gone");
  await expectProblem(await get(`/images/${hash.kept}.png`), 404, "not-found");
  await expectProblem(await get(`/images/${hash.agency}.png`), 404, "not-found");
});

test("the key isn't in the database: a wire that was set up anew has the same address for the same picture", async () => {
  const address = await addressOf("agency");
  await freshWire();
  await upload(picture("agency"));
  await publishMasthead(WITH_OTHERS);
  await publish("pier", pier({ images: [rights("agency", "eligible")], body: "<p>B.</p>" }));
  expect(await (await getLicensed("/feeds/latest.json", ["eligible"])).text()).toContain(address);
  expect((await get(address)).status).toBe(200);
});

describe("without IMAGES_KEY", () => {
  const { imagesKey } = settings;
  const setKey = (key: typeof imagesKey) => {
    settings.imagesKey = key;
    isolate.reset();
  };

  test("feeds have addresses that take the publisher's key, and the others say what is missing", async () => {
    const { key } = await publisherWithKey();
    const address = await addressOf("agency");
    const before = (await get("/licensed/feeds/latest.rss", basic(key))).headers.get("ETag") ?? "";
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    setKey(undefined);
    try {
      const feed = await get("/licensed/feeds/latest.rss", { ...basic(key), "If-None-Match": before });
      expect(feed.status).toBe(200);
      const behind = `/licensed/images/${hash.agency}.png`;
      expect(addressesIn(await feed.text(), "agency")).toEqual([ORIGIN + behind]);
      expect((await get(behind, basic(key))).status).toBe(200);
      await expectProblem(await get(address), 503, "not-configured");
      expect(log.mock.calls.flat().join()).toContain("npm run images-key");
    } finally {
      setKey(imagesKey);
    }
  });

  test("with another key there are other addresses, other ETags, and the old ones are unknown", async () => {
    const old = await addressOf("agency");
    const read = async () => {
      const feed = await getLicensed("/feeds/latest.rss", ["eligible"]);
      return [feed.headers.get("ETag"), ...addressesIn(await feed.text(), "agency")];
    };
    const before = await read();
    setKey(crypto.getRandomValues(new Uint8Array(32)));
    try {
      const after = await read();
      expect(after[0]).not.toBe(before[0]);
      expect(after[1]).not.toBe(before[1]);
      expect((await get((after[1] ?? "").slice(ORIGIN.length))).status).toBe(200);
      await expectUnknown(old);
    } finally {
      setKey(imagesKey);
    }
  });
});

test("/licensed/images/ goes on as it was: with a key that has the picture, and with no other", async () => {
  const { key } = await publisherWithKey();
  const { key: other } = await publisherWithKey({ licences: ["open"], domains: ["other.example"] });
  const path = `/licensed/images/${hash.agency}.png`;
  expect((await get(path, basic(key))).status).toBe(200);
  await expectProblem(await get(path, basic(other)), 404, "not-found");
  await expectProblem(await get(path), 401, "unauthorized");
});
