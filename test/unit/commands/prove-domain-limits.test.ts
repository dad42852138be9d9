import { afterEach, describe, expect, test, vi } from "vitest";
import { proveDomain } from "../../../src/commands/publishers/prove-domain.ts";
import type { Fetch } from "../../../src/sources/outbound.ts";
import {
  type Answer,
  answer,
  body,
  bytes,
  FILE,
  HOME,
  neverAnswer,
  outcome,
  page,
  prove,
  TAG,
  TOKEN,
  text,
  web,
} from "../../support/site.ts";

afterEach(() => vi.useRealTimers());

describe("a site can't hold it up", () => {
  const quick = { timeoutMs: 60 };
  const timed = async (answers: Record<string, Answer>) => {
    const begun = performance.now();
    const problem = await outcome(answers, quick);
    expect(performance.now() - begun).toBeLessThan(10_000);
    return problem;
  };

  test("by headers that never come", async () => {
    expect(await timed({ [FILE]: neverAnswer, [HOME]: neverAnswer })).toBe("slow");
  });

  test("by answers and errors that come too late: they are let go of", async () => {
    const { stream, seen } = body(bytes(10));
    const late = () => new Promise<Response>((resolve) => setTimeout(() => resolve(text(stream)), 45));
    const broken = () => new Promise<Response>((_, reject) => setTimeout(() => reject(new Error("late")), 40));
    expect(await timed({ [FILE]: late, [HOME]: broken })).toBe("slow");
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(seen).toEqual({ pulled: 0, cancelled: true });
  });

  test.each<[string, Fetch]>([
    [
      "before it answers",
      (_, { signal }) => new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
    ],
    [
      "while it is read",
      async (_, { signal }) =>
        new Response(
          new ReadableStream({ start: (to) => signal?.addEventListener("abort", () => to.error(signal.reason)) }),
        ),
    ],
  ])("by a fetch that heeds the signal %s", async (_, fetch) => {
    const proof = await proveDomain({ domain: "paper.example", token: TOKEN, fetch, timeoutMs: 20 });
    expect(proof).toEqual({ ok: false, problem: "slow" });
  });

  test("by bodies that trickle", async () => {
    const file = body(bytes(1), { every: 5 });
    const home = body(bytes(1), { every: 5 });
    expect(await timed({ [FILE]: text(file.stream), [HOME]: page(home.stream) })).toBe("slow");
    for (const { seen } of [file, home]) {
      expect(seen.cancelled).toBe(true);
      expect(seen.pulled).toBeLessThan(20);
    }
  });

  test("by bodies that stop in the middle", async () => {
    const { stream, seen } = body(bytes(1, TAG), { chunks: 1, every: 1 });
    const stuck = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(bytes(1, `${TOKEN}\n`)) });
    expect(await outcome({ [FILE]: text(stuck), [HOME]: page(stream) }, { timeoutMs: 4000 })).toBe("meta");
    expect(seen.pulled).toBe(1);
  });

  test("by endless bodies: no more than the limit and one chunk is taken", async () => {
    const file = body(bytes(4096));
    const home = body(bytes(4096, " "));
    expect(await outcome({ [FILE]: text(file.stream), [HOME]: page(home.stream) })).toBe("too-large");
    expect(file.seen).toEqual({ pulled: 17, cancelled: true });
    expect(home.seen).toEqual({ pulled: 65, cancelled: true });
  });

  test("by limits of one's own", async () => {
    const home = body(bytes(10, " "));
    expect(await outcome({ [HOME]: page(home.stream) }, { maxBytes: { file: 10, page: 95 } })).toBe("too-large");
    expect(home.seen).toEqual({ pulled: 10, cancelled: true });
  });

  test("by chunks of nothing", async () => {
    const { stream, seen } = body(new Uint8Array(0));
    expect(await outcome({ [FILE]: text(stream) }, { maxBytes: { file: 100, page: 100 } })).toBe("too-large");
    expect(seen).toEqual({ pulled: 101, cancelled: true });
  });

  test("by one chunk that is larger than everything", async () => {
    const { stream, seen } = body(bytes(5_000_000));
    expect(await outcome({ [FILE]: text(stream) })).toBe("too-large");
    expect(seen).toEqual({ pulled: 1, cancelled: true });
  });

  test("by bodies that break off", async () => {
    const file = body(bytes(1, `${TOKEN}\n`), { chunks: 2, breaks: true });
    const home = body(bytes(1, TAG), { chunks: 2, breaks: true });
    expect(await outcome({ [FILE]: text(file.stream), [HOME]: page(home.stream) })).toBe("unreachable");
  });

  test("by a body that can't be let go of", async () => {
    const cancel = () => Promise.reject(new Error("no"));
    const stubborn = () => new ReadableStream<Uint8Array>({ cancel, pull: (to) => to.enqueue(bytes(100_000)) });
    expect(await outcome({ [FILE]: text(stubborn()), [HOME]: answer("text/html", stubborn(), 500) })).toBe("too-large");
  });

  test("by many and long headers, cookies among them", async () => {
    const headers = new Headers({ "Content-Type": "text/html" });
    for (let at = 0; at < 500; at++) headers.append("Set-Cookie", `c${at}=${"x".repeat(1000)}`);
    expect(await outcome({ [FILE]: new Response("", { status: 404, headers }), [HOME]: page(TAG) })).toBe("meta");
  });

  test("bodies of redirects and errors are let go of", async () => {
    const one = body(bytes(10));
    const other = body(bytes(10));
    const moved = new Response(one.stream, { status: 302, headers: { Location: "https://www.paper.example/" } });
    await prove({ [FILE]: moved, [HOME]: answer("text/html", other.stream, 500) });
    expect([one.seen, other.seen]).toEqual([
      { pulled: 0, cancelled: true },
      { pulled: 0, cancelled: true },
    ]);
  });

  test("for more than eight seconds in all, where nothing else is said", async () => {
    vi.useFakeTimers();
    const { fetch } = web({ [FILE]: neverAnswer, [HOME]: neverAnswer });
    let done = false;
    const proof = proveDomain({ domain: "paper.example", token: TOKEN, fetch }).finally(() => {
      done = true;
    });
    await vi.advanceTimersByTimeAsync(7999);
    expect(done).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await proof).toEqual({ ok: false, problem: "slow" });
    expect(vi.getTimerCount()).toBe(0);
  });
});
