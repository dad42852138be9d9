import { beforeEach, describe, expect, test } from "vitest";
import { pass } from "../support/clock.ts";
import { read } from "../support/feeds.ts";
import { publisherWithKey } from "../support/publisher.ts";
import { act, fill, get, getLicensed, harbourWire, MASTHEAD, ORIGIN, publishMasthead, tagOf } from "../support/wire.ts";

const HUB = "https://hub.example.com/?a=1&b=2";
const TOPICS = [
  ...["rss", "atom", "json"].flatMap((format) => [`/feeds/latest.${format}`, `/feeds/section/asia.${format}`]),
  "/withdrawn.atom",
  "/withdrawn.json",
];

/** Returns the links in a response's header by relation: RFC 8288. */
const linksIn = (response: Response): Record<string, string> =>
  Object.fromEntries(
    [...(response.headers.get("Link") ?? "").matchAll(/<([^>]*)>; rel="([^"]*)"/g)].map(([, href = "", rel = ""]) => [
      rel,
      href,
    ]),
  );

beforeEach(async () => {
  await harbourWire();
  await publishMasthead({ ...MASTHEAD, publication: { ...MASTHEAD.publication, hub: HUB } });
  pass(60);
});

describe("WebSub §4: discovery", () => {
  test.each(TOPICS)("%s names hub and self in its headers and in the document, and the same", async (path) => {
    const response = await get(path);
    expect(linksIn(response)).toMatchObject({ hub: HUB, self: ORIGIN + path });
    expect(read(await response.text()).links).toMatchObject({ hub: HUB, self: ORIGIN + path });
  });

  test("JSON Feed 1.1: hubs, of type WebSub", async () => {
    expect(await (await get("/feeds/latest.json")).json()).toMatchObject({ hubs: [{ type: "WebSub", url: HUB }] });
  });

  test("a topic has one representation: the same whatever is accepted", async () => {
    const types = ["application/rss+xml", "application/atom+xml", "*/*"];
    const answers = await Promise.all(types.map(async (Accept) => (await get("/feeds/latest.rss", { Accept })).text()));
    expect(new Set(answers).size).toBe(1);
  });
});

describe("no hub is named", () => {
  test("to a reader with a key: its topics are nobody else's", async () => {
    const { key } = await publisherWithKey({}, { kind: "feed" });
    for (const path of TOPICS.filter((topic) => topic.startsWith("/feeds/"))) {
      const keyed = await get(`/k/${key}${path}`);
      const keyedTag = keyed.headers.get("ETag");
      for (const response of [keyed, await getLicensed(path, ["eligible"])]) {
        expect([path, response.status, linksIn(response).hub]).toEqual([path, 200, undefined]);
        const body = await response.text();
        expect(body).not.toContain("hub.example");
        // JSON Feed has no `feed_url` if the key is in the path.
        const isNamed = !(path.endsWith(".json") && response.headers.get("ETag") === keyedTag);
        expect(read(body).links.self).toBe(isNamed ? `${ORIGIN}/licensed${path}` : undefined);
      }
    }
  });

  test("in an archive, which doesn't change, nor on a later page of a list", async () => {
    await fill("asia", 60);
    for (const format of ["rss", "atom", "json"]) {
      const response = await get(`/feeds/section/asia/archive/1.${format}`);
      expect(linksIn(response)).not.toHaveProperty("hub");
      expect(await response.text()).not.toContain("hub.example");
    }
  });

  test("where the publication names none; naming one moves every feed's ETag", async () => {
    const before = await Promise.all(TOPICS.map(tagOf));
    await publishMasthead();
    const after = await Promise.all(TOPICS.map(tagOf));
    expect(after.filter((tag, at) => tag === before[at])).toEqual([]);
    for (const path of TOPICS) {
      const response = await get(path);
      expect(linksIn(response).hub).toBeUndefined();
      expect(read(await response.text()).links.hub).toBeUndefined();
    }
    await act("harbour", "kill", { reason: "Wrong." });
    expect(await (await get("/withdrawn.json")).text()).not.toContain("hub");
  });
});
