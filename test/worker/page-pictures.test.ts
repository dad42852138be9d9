import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { RawEnv } from "../../src/env.ts";
import { readEnv } from "../../src/env.ts";
import { wire } from "../../src/http/app.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { PUBLIC } from "../../src/model/access.ts";
import { pictureWidths } from "../../src/model/picture.ts";
import { pass } from "../support/clock.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import { bearer, publisherWithKey } from "../support/publisher.ts";
import { act, freshWire, get, MASTHEAD, ORIGIN, publish, publishMasthead, request, upload } from "../support/wire.ts";

const text = async (path: string) => (await get(path)).text();

/** An image of each kind: ours without a license, an agency's without one, ours under an open one. */
const KINDS = {
  ours: { owner: "Test Foundation", licence: "none" },
  agency: { owner: "Agency", licence: "none" },
  open: { owner: "Test Foundation", licence: "open" },
} as const;
type Kind = keyof typeof KINDS;

const hashes: Record<Kind, string> = { ours: "", agency: "", open: "" };

async function story(id: string, kinds: readonly Kind[], overrides: Record<string, unknown> = {}): Promise<void> {
  const images = kinds.map((kind) => ({
    ...{ sha256: hashes[kind], alt: `A ${kind} picture`, credit: `Credit of ${kind}` },
    ...KINDS[kind],
  }));
  await publish(id, {
    images,
    body: `<p>Words.</p>${images.map(({ sha256 }) => `<img src="/images/${sha256}">`).join("")}`,
    ...overrides,
  });
}

const picture = (kind: Kind, ending = ".png") => `/pictures/${hashes[kind]}${ending}`;

/** What others take from the wire: feeds, the API, kits. */
const LEAVING = [
  ...["rss", "atom", "json"].map((format) => `/feeds/latest.${format}`),
  "/v1/articles/harbour",
  "/v1/articles/harbour?format=ninjs",
  "/v1/articles",
  "/v1/changes",
  "/articles/harbour/republish",
  "/articles/harbour/republish.html",
  "/articles/harbour/republish.json",
  "/articles/harbour/republish.xml",
];

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  for (const kind of ["ours", "agency", "open"] as const) hashes[kind] = await upload(png(1200, 800, kind));
  pass(60);
});

describe("a newsroom's own picture", () => {
  test("shows on the story, in lists and on the card, whatever its licence", async () => {
    await story("harbour", ["ours"]);
    for (const path of ["/", "/articles/harbour", "/sections/asia", "/authors/ann", "/archive/2026/04"])
      expect([path, await text(path)]).toEqual([path, expect.stringContaining(`src="${ORIGIN}${picture("ours")}"`)]);
    const page = await text("/articles/harbour");
    expect(page).toContain(`<meta property="og:image" content="${ORIGIN}${picture("ours")}"`);
    expect(page).toContain("Credit of ours");
    expect(page).not.toContain("isn’t covered by this licence");
    const response = await get(picture("ours"));
    expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "image/png"]);
  });

  test("leaves in no feed, no API and no kit, not even as an address", async () => {
    await story("harbour", ["ours", "open"]);
    // Anyone who may republish gets the kit, too.
    const open = { ...MASTHEAD.licences.open, grant: { republish: "allow" as const } };
    await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, open } });
    const { key } = await publisherWithKey({ licences: ["open"] });
    for (const path of LEAVING) {
      const licensed = await request(path, { headers: bearer(key) });
      expect([path, licensed.status]).toEqual([path, 200]);
      for (const response of [await get(path), licensed]) {
        const body = await response.text();
        expect([path, body.includes(hashes.ours), body.includes("/pictures/")]).toEqual([path, false, false]);
        if (path.startsWith("/feeds/")) expect(body).toContain(hashes.open);
      }
    }
    await expectProblem(await get(`/images/${hashes.ours}.png`), 404, "not-found");
  });

  test("of a holder shows with the holder's story, and beside no other", async () => {
    await story("harbour", ["agency"], { holder: "Agency" });
    expect(await text("/articles/harbour")).toContain(picture("agency"));
    expect((await get(picture("agency"))).status).toBe(200);
    await story("harbour", ["agency"]);
    expect(await text("/articles/harbour")).not.toContain(hashes.agency);
    await expectProblem(await get(picture("agency")), 404, "not-found");
  });

  test.each(["withhold", "kill"])("is gone with its story after a %s", async (action) => {
    await story("harbour", ["ours"]);
    expect((await get(picture("ours"))).status).toBe(200);
    await act("harbour", action, { reason: "Wrong." });
    pass(2);
    expect((await get(picture("ours"))).status).toBe(404);
    expect(await text("/")).not.toContain(hashes.ours);
  });

  test("isn't there before its story is out", async () => {
    await story("harbour", ["ours"], { embargo: "2040-01-01T00:00:00Z" });
    await expectProblem(await get(picture("ours")), 404, "not-found");
  });
});

describe("somebody else's picture without a licence", () => {
  test("shows nowhere, and its place says whose it is", async () => {
    await story("harbour", ["agency"]);
    const page = await text("/articles/harbour");
    expect(page).toContain("it belongs to Agency");
    for (const path of ["/", "/articles/harbour", "/sections/asia", ...LEAVING])
      expect([path, (await text(path)).includes(hashes.agency)]).toEqual([path, false]);
    await expectProblem(await get(picture("agency")), 404, "not-found");
  });
});

describe("a picture on a page", () => {
  test("has its size, so that nothing moves when it comes, and only the first is looked at at once", async () => {
    await story("harbour", ["ours", "open"]);
    const images = [...(await text("/articles/harbour")).matchAll(/<img [^>]*\/pictures\/[^>]*>/g)].map(([tag]) => tag);
    expect(images).toHaveLength(2);
    for (const tag of images) expect(tag).toMatch(/width="1200" height="800".*decoding="async"/);
    expect(images.map((tag) => tag.includes('loading="lazy"'))).toEqual([false, true]);
    expect(images.join()).not.toContain("srcset");
  });

  test("comes in other sizes where Cloudflare Images is bound, and only in those that pages name", async () => {
    await story("harbour", ["ours"]);
    const asked: unknown[] = [];
    // The parts of the binding that are used: vitest's workerd has none.
    const resizer = {
      input: () => ({
        transform: (to: unknown) => {
          asked.push(to);
          return { output: async () => ({ response: () => new Response("small") }) };
        },
      }),
    } as unknown as ImagesBinding;
    const bound = { ...readEnv(env as unknown as RawEnv), resizer };
    const read = (path: string) =>
      wire.fetch(
        new Request(ORIGIN + path),
        {
          ...{ env: bound, access: PUBLIC, state: path, encoding: "identity", isKeyInPath: false, now: Date.now() },
          pageSite: { known: () => undefined, learn: async () => undefined },
        },
        {
          waitUntil: () => undefined,
          passThroughOnException: () => undefined,
          props: {},
        } as unknown as ExecutionContext,
      );
    const page = await (await read("/articles/harbour")).text();
    const widths = pictureWidths({ width: 1200, extension: "png" });
    for (const width of widths) expect(page).toContain(`${ORIGIN}${picture("ours", `-${width}.webp`)} ${width}w`);
    expect(page).toContain('sizes="');
    const small = await read(picture("ours", `-${widths[0]}.webp`));
    expect([small.headers.get("Content-Type"), await small.text()]).toEqual(["image/webp", "small"]);
    expect(asked).toEqual([{ width: widths[0] }]);
    for (const ending of ["-241.webp", "-1600.webp", `-${widths[0]}.png`])
      expect((await read(picture("ours", ending))).status).toBe(404);
    // Without the binding there are no other sizes.
    isolate.reset();
    await expectProblem(await get(picture("ours", `-${widths[0]}.webp`)), 404, "not-found");
  });

  test.each([
    [1600, 900, "summary_large_image"],
    [900, 1600, "summary"],
    [400, 300, "summary"],
  ])("of %i by %i pixels makes a card of the kind that shows all of it", async (width, height, kind) => {
    const sha256 = await upload(png(width, height, `${width} by ${height}`));
    await publish("harbour", { images: [{ sha256, alt: "A ship", credit: "Ann", ...KINDS.ours }] });
    const page = await text("/articles/harbour");
    expect(page).toContain(`<meta name="twitter:card" content="${kind}"`);
    expect(page).toContain(`<meta property="og:image:width" content="${width}"`);
  });

  test("stands as thumbnail in feeds, where it may leave", async () => {
    await story("harbour", ["ours", "open"]);
    for (const format of ["rss", "atom"]) {
      const feed = await text(`/feeds/latest.${format}`);
      expect(feed).toContain(`<media:thumbnail url="${ORIGIN}/images/${hashes.open}.png" width="1200" height="800"/>`);
    }
  });
});
