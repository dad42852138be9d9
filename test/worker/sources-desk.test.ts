import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { backUp, forgetRemovals, restore } from "../support/backup.ts";
import { cron } from "../support/cron.ts";
import { textsIn } from "../support/elements.ts";
import { FakeWordPress } from "../support/fake-wordpress.ts";
import { actionOf, deskPage, sendForm } from "../support/source-pages.ts";
import { feed, polls, report, source, wireWithSource } from "../support/sources.ts";
import { act, desk, expectOk } from "../support/wire.ts";

let site: FakeWordPress;
beforeEach(async () => {
  await wireWithSource();
  await forgetRemovals();
  site = new FakeWordPress();
  site.answer();
});
afterEach(() => void vi.restoreAllMocks());

const text = async (path: string): Promise<string> => (await deskPage(path)).text();
const titles = async (): Promise<string[]> => (await feed()).map(({ title }) => title).sort();
const stateOf = async (post: string) => (await report()).posts.find((each) => each.post === post)?.state;
const set = async (over: Record<string, unknown>) => expectOk(await desk("PUT", "/sources/paper", source(over)));

const CONFIRM = "Confirm they’re gone and withhold the stories";

describe("a story that vanished, where it is only reported", () => {
  beforeEach(async () => {
    await set({ gone: "report" });
    for (let at = 0; at < 4; at++) site.write();
    await polls(3);
    site.edit(1, { status: "draft" });
    await polls();
  });

  test("stays out, the desk is told, and one click withholds it", async () => {
    expect([await stateOf("1"), await titles()]).toEqual(["reported", ["Story 1", "Story 2", "Story 3", "Story 4"]]);
    expect(await text("/desk/sources")).toContain("1 no longer public on the site");
    const action = actionOf(await text("/desk/sources/paper"), "Withhold");
    expect((await sendForm(action)).status).toBe(303);
    expect([await stateOf("1"), await titles()]).toEqual(["withheld", ["Story 2", "Story 3", "Story 4"]]);
    // Nothing is reported anymore, neither this story nor a public one.
    expect((await sendForm(action)).status).toBe(404);
    expect((await sendForm(action.replace("/1/", "/2/"))).status).toBe(404);
    expect(await titles()).toHaveLength(3);
  });

  test("that was the desk's decision: public there again, the story stays withheld, and the desk sees why", async () => {
    await sendForm(actionOf(await text("/desk/sources/paper"), "Withhold"));
    site.edit(1, { status: "publish" });
    await polls();
    expect(await titles()).toHaveLength(3);
    expect(await text("/desk/sources/paper")).toContain("The desk&#39;s decision stands. It is withheld.");
  });

  test("without a click it is taken again as if nothing had been", async () => {
    site.edit(1, { status: "publish", title: "Back" });
    await polls();
    expect([await stateOf("1"), await titles()]).toEqual(["taken", ["Back", "Story 2", "Story 3", "Story 4"]]);
  });

  test("one that the desk killed meanwhile stays killed; the click only ends the report", async () => {
    await act("story-1", "kill", { reason: "It was false." });
    expect((await sendForm(actionOf(await text("/desk/sources/paper"), "Withhold"))).status).toBe(303);
    expect(await stateOf("1")).toBe("withheld");
    expect(await (await desk("GET", "/articles/story-1")).json()).toMatchObject({ status: "canceled" });
  });
});

describe("many that vanished at once", () => {
  test("are withheld once the desk says that they are gone, and then nobody has to say it again", async () => {
    for (let at = 0; at < 12; at++) site.write();
    await polls(3);
    for (let id = 1; id <= 8; id++) site.edit(id, { status: "draft" });
    await polls();
    expect(await report()).toMatchObject({ source: { failure: { code: "many-gone" }, posts: { taken: 12 } } });
    const action = actionOf(await text("/desk/sources/paper"), CONFIRM);
    expect((await sendForm(action)).status).toBe(303);
    await cron();
    expect(await report()).toMatchObject({ source: { failure: null, posts: { taken: 4, withheld: 8 } } });
    expect(await titles()).toHaveLength(4);
    // Without a problem there is nothing to confirm, and the next one must be confirmed again.
    expect((await sendForm(action)).status).toBe(404);
    for (let id = 9; id <= 12; id++) site.edit(id, { status: "draft" });
    await polls();
    expect(await report()).toMatchObject({ source: { failure: { code: "empty" }, posts: { taken: 4 } } });
  });

  test("that are there after all when they are asked for again stay out, though the desk said that they are gone", async () => {
    for (let at = 0; at < 12; at++) site.write();
    await polls(3);
    site.instead = ({ url }) =>
      url.includes("include=")
        ? new Response("[]", { headers: { "Content-Type": "application/json", Date: new Date().toUTCString() } })
        : undefined;
    await polls();
    expect((await report()).source.failure?.code).toBe("many-gone");
    await sendForm(actionOf(await text("/desk/sources/paper"), CONFIRM));
    await cron();
    expect(await titles()).toHaveLength(12);
  });
});

test("each warning is with its story, with links to the post and to where it is edited", async () => {
  site = new FakeWordPress("https://paper.example/news");
  vi.restoreAllMocks();
  site.answer();
  await set({ address: "https://paper.example/news/" });
  site.write({ slug: "ferry", content: '<p>It runs.</p><form><input name="q"></form>' });
  await polls(3);
  const { posts } = await report();
  expect(posts).toMatchObject([
    {
      url: "https://paper.example/news/ferry/",
      edit: "https://paper.example/news/wp-admin/post.php?post=1&action=edit",
    },
  ]);
  expect(posts[0]?.warnings).not.toEqual([]);
  const page = await text("/desk/sources/paper");
  expect(page).toContain('href="https://paper.example/news/wp-admin/post.php?post=1&amp;action=edit"');
  expect(textsIn(page, "li")).toEqual(expect.arrayContaining(posts[0]?.warnings ?? []));
});

test("after a restore no site is asked at once, nothing is withdrawn by what was confirmed before, and all is found again", async () => {
  for (let at = 0; at < 12; at++) site.write();
  await polls(3);
  for (let id = 1; id <= 8; id++) site.edit(id, { status: "draft" });
  await polls();
  await sendForm(actionOf(await text("/desk/sources/paper"), CONFIRM));
  const backup = await backUp();
  await polls();
  expect(await titles()).toHaveLength(4);
  site.write({ slug: "new", title: "New" });
  await polls();
  site.asked = [];
  await restore(backup);
  await cron();
  // The restore itself withholds again what has been withheld since, without asking the site.
  expect([site.asked.length, (await titles()).length]).toEqual([0, 4]);
  await polls();
  expect(site.asked.length).toBeGreaterThan(0);
  expect(await report()).toMatchObject({ source: { failure: { code: "many-gone" } } });
  await sendForm(actionOf(await text("/desk/sources/paper"), CONFIRM));
  await polls();
  expect(await titles()).toEqual(["New", "Story 10", "Story 11", "Story 12", "Story 9"]);
});
