import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SOURCES } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { FakeWordPress } from "../support/fake-wordpress.ts";
import { feed, polls, report, wireWithSource } from "../support/sources.ts";
import { desk } from "../support/wire.ts";

let site: FakeWordPress;
beforeEach(async () => {
  await wireWithSource();
  site = new FakeWordPress();
  site.answer();
  site.write();
  await polls(3);
});
afterEach(() => void vi.restoreAllMocks());

/** Shortens the answer timeout; all other timers run as usual. */
function hurry() {
  const { setTimeout: real } = globalThis;
  return vi
    .spyOn(globalThis, "setTimeout")
    .mockImplementation((run, ms, ...rest) => real(run, ms === SOURCES.answerMs ? 20 : ms, ...rest));
}

const look = async () => {
  pass(60);
  await desk("POST", "/sources/paper/look");
  const hurried = hurry();
  await cron();
  expect(hurried.mock.calls.some(([, ms]) => ms === SOURCES.answerMs)).toBe(true);
  hurried.mockRestore();
};

/** Returns a body that sends a byte now and then and never ends; `ended` is true once it is cancelled. */
function drip() {
  const state = { ended: false, sent: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (state.ended) return;
      state.sent += 1;
      controller.enqueue(new TextEncoder().encode(" "));
    },
    cancel: () => {
      state.ended = true;
    },
  });
  return { state, body };
}

const SLOW = { code: "slow", words: expect.stringContaining("takes too long to respond") };

test("a site that never answers is slow, and withdraws nothing", async () => {
  site.instead = () => new Promise<Response>(() => undefined);
  await look();
  expect((await report()).source.failure).toMatchObject(SLOW);
  expect(await feed()).toHaveLength(1);
  site.instead = undefined;
  await polls(1, 15);
  expect((await report()).source.failure).toBeNull();
});

test("so is one that answers byte by byte: it is read no longer than any other", async () => {
  const { state, body } = drip();
  // The fake site reads its own answers to count their bytes, so this one bypasses it.
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(body));
  await look();
  expect((await report()).source.failure).toMatchObject(SLOW);
  expect(state.sent).toBeGreaterThan(0);
  expect(state.sent).toBeLessThan(SOURCES.answerBytes);
  await vi.waitFor(() => expect(state.ended).toBe(true));
  expect(await feed()).toHaveLength(1);
});

test("a slow site costs no other its turn", async () => {
  const fast = new FakeWordPress("https://fast.example");
  fast.write({ slug: "fast" });
  const settings = { kind: "wordpress", mode: "publish", section: "world" };
  await desk("PUT", "/sources", {
    sources: {
      paper: { ...settings, address: "https://paper.example/" },
      fast: { ...settings, address: "https://fast.example/" },
    },
  });
  site.instead = (asked) =>
    new URL(asked.url).hostname === "fast.example" ? fast.respond(asked) : new Promise<Response>(() => undefined);
  for (let run = 0; run < 3; run++) await look();
  expect((await report()).source.failure).toMatchObject(SLOW);
  expect((await report("fast")).source).toMatchObject({ failure: null, posts: { taken: 1 } });
});
