import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeFeed } from "../support/fake-feed.ts";
import { FakeGhost } from "../support/fake-ghost.ts";
import { FakeWordPress } from "../support/fake-wordpress.ts";
import { formIn, stepsUnder } from "../support/page-form.ts";
import { deskPage, sendForm } from "../support/source-pages.ts";
import { polls, report } from "../support/sources.ts";
import { desk, freshWire, get, publishMasthead } from "../support/wire.ts";

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
});
afterEach(() => void vi.restoreAllMocks());

const page = async (path: string) => (await deskPage(path)).text();

/** Follows the page's instructions by its field labels, up to the source's own page. */
async function connect(heading: string, typed: Record<string, string>): Promise<string> {
  const form = formIn(await page("/desk/connect"), heading);
  expect(form.button).toBe("Connect");
  const values = { ...form.values };
  for (const [label, value] of Object.entries(typed)) {
    expect(Object.keys(form.labels)).toContain(label);
    values[form.labels[label] ?? ""] = value;
  }
  const sent = await sendForm(form.action, values);
  expect(sent.status).toBe(303);
  return sent.headers.get("Location") ?? "";
}

/** Approves the first post that waits for the desk. */
async function approveFirst(): Promise<string> {
  const waiting = (await report()).posts.find(({ state }) => state === "waiting");
  const at = `/desk/sources/paper/posts/${waiting?.post}`;
  const modified = /name="modified" value="([^"]*)"/.exec(await page(at))?.[1] ?? "";
  expect((await sendForm(at, { modified })).status).toBe(303);
  return waiting?.article ?? "";
}

const CREDIT = "Credit on your own pictures (optional)";

describe("the page that connects a CMS, followed to the letter", () => {
  test("WordPress", async () => {
    const site = new FakeWordPress();
    site.answer();
    site.write({ slug: "ferry", title: "The ferry" });
    const typed = { "Address of the site": "https://paper.example/", "Name here": "paper", [CREDIT]: "The Paper" };
    const at = await connect("Connect your WordPress site", typed);
    expect(at).toBe("/desk/sources/paper");
    await polls(2);
    expect(await approveFirst()).toBe("ferry");
    expect(await (await get("/v1/articles/ferry")).json()).toMatchObject({ headline: "The ferry" });
  });

  test("Ghost, with its key", async () => {
    const site = new FakeGhost();
    site.answer();
    site.write({ slug: "ferry", title: "The ferry" });
    const at = await connect("Connect your Ghost site", { "API URL": "https://paper.example/", "Name here": "paper" });
    const key = formIn(await page(at), "Content API key");
    expect(key.button).toBe("Save key");
    const saved = await sendForm(key.action, { ...key.values, [key.labels["Content API key"] ?? ""]: site.key });
    expect(saved.status).toBe(303);
    await polls(2);
    expect(await approveFirst()).toBe("ferry");
  });

  test("a feed", async () => {
    const site = new FakeFeed();
    site.answer();
    site.write({ title: "The ferry", link: "https://paper.example/ferry" });
    await connect("Connect any feed", { "Address of the feed": "https://paper.example/feed", "Name here": "paper" });
    await polls(2);
    expect(await approveFirst()).toBe("ferry");
  });

  test.each(["Connect your WordPress site", "Connect your Ghost site", "Connect any feed"])(
    "%s: what a step names on our pages is there",
    async (heading) => {
      const kind = heading.split(" ").at(-1)?.toLowerCase() ?? "";
      const connectPage = await page("/desk/connect");
      await desk("PUT", "/sources/paper", { kind, address: "https://paper.example/", section: "world" });
      const here = connectPage + (await page("/desk/sources/paper"));
      const steps = stepsUnder(connectPage, heading);
      expect(steps.length).toBeGreaterThan(3);
      for (const { text, named } of steps.filter((step) => /source’s page|form/.test(step.text)))
        for (const each of named.filter((name) => !inCms(text).includes(name))) expect(here).toContain(`>${each}</`);
    },
  );
});

/** Returns what a step names in the CMS: from “In WordPress,” or “in Ghost,” to the end of the sentence. */
const inCms = (text: string): string => /\bin (?:WordPress|Ghost), [^.]*/i.exec(text)?.[0] ?? "";

describe("it refuses", () => {
  const typed = { kind: "wordpress", address: "https://paper.example/", id: "paper", section: "world", mode: "review" };

  test.each([
    ["address", { address: "http://10.0.0.1/" }, "address"],
    ["no address", { address: "" }, "address"],
    ["name", { id: "My Paper" }, "id"],
    ["section", { section: "nowhere" }, "section"],
    ["mode", { mode: "later" }, "mode"],
  ])("a wrong %s, at its field, and keeps what was typed", async (_, changed, field) => {
    const refused = await sendForm("/desk/connect", { ...typed, ...changed });
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toContain(`id="wordpress-${field}-wrong"`);
    expect(html).toContain("aria-invalid");
    expect((await (await desk("GET", "/sources")).json<{ sources: unknown[] }>()).sources).toEqual([]);
  });

  test("a name that another source has, which stays as it was", async () => {
    await sendForm("/desk/connect", typed);
    const refused = await sendForm("/desk/connect", { ...typed, address: "https://other.example/" });
    expect(refused.status).toBe(422);
    expect(await (await desk("GET", "/sources/paper")).text()).toContain("https://paper.example/");
  });

  test("strangers, and forms of other sites", async () => {
    expect((await get("/desk/connect", { Accept: "text/html" })).status).toBe(401);
    expect((await sendForm("/desk/connect", typed, { Authorization: "" })).status).toBe(401);
    expect((await sendForm("/desk/connect", typed, { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await (await desk("GET", "/sources")).json<{ sources: unknown[] }>()).sources).toEqual([]);
  });
});
