import { beforeEach, describe, expect, test } from "vitest";
import { pass } from "../support/clock.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import { bearer, publisherWithKey } from "../support/publisher.ts";
import { desk, freshWire, get, MASTHEAD, ORIGIN, publish, publishMasthead, request, upload } from "../support/wire.ts";

// An author's picture appears on the author's own page, and nowhere else.

const ALT = "Ann Author at her desk";
const CREDIT = "Photo: Bob Byline";
let face = "";

const withFace = (id: string, sha256: string) => ({
  ...MASTHEAD,
  authors: { ...MASTHEAD.authors, [id]: { name: "Ann Author", picture: { sha256, alt: ALT, credit: CREDIT } } },
});

beforeEach(async () => {
  await freshWire();
  face = await upload(png(600, 800, "a face"));
  await publishMasthead(withFace("ann", face));
  await publish("harbour", { authors: ["ann"] });
  pass(60);
});

const address = () => `/pictures/${face}.png`;
const text = async (path: string) => (await get(path)).text();

describe("it works", () => {
  test("their page shows it with its words and its credit, whole, and their card has it", async () => {
    const page = await text("/authors/ann");
    expect(page).toContain(`<img src="${ORIGIN}${address()}" alt="${ALT}" width="112" height="149"`);
    expect(page).toContain(`<figcaption>${CREDIT}</figcaption>`);
    expect(page).toContain(`<meta property="og:image" content="${ORIGIN}${address()}"/>`);
    expect(page).toContain(`<meta property="og:image:alt" content="${ALT}"/>`);
    const response = await get(address());
    expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "image/png"]);
  });

  test("search engines are told whose face it is; a page without one says who it is about all the same", async () => {
    const about = async (path: string) => {
      const blocks = (await text(path)).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs);
      return [...blocks].map(([, json = ""]) => JSON.parse(json)).find((each) => each["@type"] === "Person");
    };
    expect(await about("/authors/ann")).toMatchObject({
      name: "Ann Author",
      url: `${ORIGIN}/authors/ann`,
      image: { contentUrl: `${ORIGIN}${address()}`, width: 600, height: 800, caption: ALT, creditText: CREDIT },
    });
    await publish("market", { authors: ["bob"] });
    pass(60);
    const bob = await about("/authors/bob");
    expect(bob).toMatchObject({ name: "Bob Byline", affiliation: { name: "Guest Paper" } });
    expect(bob).not.toHaveProperty("image");
  });

  test("another one takes its place at once, and the old one is gone", async () => {
    expect((await get(address())).status).toBe(200);
    const before = address();
    face = await upload(png(300, 300, "another face"));
    await publishMasthead(withFace("ann", face));
    pass(60);
    expect(await text("/authors/ann")).toContain(`src="${ORIGIN}${address()}"`);
    expect((await get(address())).status).toBe(200);
    expect((await get(before)).status).toBe(404);
  });
});

describe("it refuses", () => {
  test("a picture that was never uploaded, naming the field", async () => {
    const missing = "0".repeat(64);
    const response = await desk("PUT", "/masthead", withFace("ann", missing));
    const { errors } = await expectProblem(response, 422, "invalid");
    expect(errors?.map(({ field }: { field: string }) => field)).toEqual(["authors.ann.picture.sha256"]);
  });

  test("a picture that says nothing to those who can't see it", async () => {
    const input = withFace("ann", face);
    const authors = { ...input.authors, ann: { name: "Ann Author", picture: { sha256: face } } };
    const { errors } = await expectProblem(await desk("PUT", "/masthead", { ...input, authors }), 422, "invalid");
    expect(errors?.map(({ field }: { field: string }) => field)).toEqual(["authors.ann.picture.alt"]);
  });
});

describe("it gives nothing away", () => {
  test("no feed, no API answer and no kit has it, not even as an address", async () => {
    const open = { ...MASTHEAD.licences.open, grant: { republish: "allow" as const } };
    await publishMasthead({ ...withFace("ann", face), licences: { ...MASTHEAD.licences, open } });
    const { key } = await publisherWithKey({ licences: ["open"] });
    for (const path of [
      ...["rss", "atom", "json"].flatMap((format) => [`/feeds/latest.${format}`, `/feeds/author/ann.${format}`]),
      "/v1/articles/harbour",
      "/v1/articles/harbour?format=ninjs",
      "/v1/articles",
      "/v1/changes",
      "/articles/harbour/republish.json",
      "/articles/harbour/republish.xml",
    ]) {
      const answer = await request(path, { headers: bearer(key) });
      expect([path, answer.ok, (await answer.text()).includes(face)]).toEqual([path, true, false]);
    }
    expect((await get(`/images/${face}.png`)).status).toBe(404);
  });

  test("of an author whose stories are all still to come, nobody gets it", async () => {
    const hidden = await upload(png(40, 40, "a face that nobody knows yet"));
    const input = withFace("ann", face);
    const ghost = { name: "Ghost Writer", picture: { sha256: hidden, alt: "A ghost" } };
    await publishMasthead({ ...input, authors: { ...input.authors, ghost } });
    await publish("secret", { authors: ["ghost"], embargo: "2026-06-01T13:00:00Z" });
    pass(60);
    expect((await get(`/pictures/${hidden}.png`)).status).toBe(404);
    expect((await get("/authors/ghost")).status).toBe(404);
  });
});
