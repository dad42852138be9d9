import { expect } from "vitest";
import { proveDomain } from "../../src/commands/publishers/prove-domain.ts";
import type { Fetch } from "../../src/sources/outbound.ts";

export const TOKEN = "commonwire-7f3a9c";
export const FILE = "https://paper.example/.well-known/commonwire.txt";
export const HOME = "https://paper.example/";
export const TAG = `<meta name="commonwire" content="${TOKEN}">`;

export type Answer = Response | Error | (() => Response | Promise<Response>);

export const answer = (type: string, body: string | ReadableStream | null, status = 200) =>
  new Response(body, { status, headers: { "Content-Type": type } });
export const text = (body: string | ReadableStream) => answer("text/plain; charset=utf-8", body);
export const page = (body: string | ReadableStream) => answer("text/html; charset=utf-8", body);
export const status = (code: number) => answer("text/html", `No ${TOKEN} here.`, code);
export const redirect = (to: string, code = 302) =>
  new Response("Elsewhere.", { status: code, headers: { Location: to } });
export const neverAnswer = () => new Promise<Response>(() => {});

/** Mocks a few web addresses and records the requests; all others are not found. */
export function web(answers: Record<string, Answer>) {
  const requests: { address: string; init: RequestInit }[] = [];
  const fetch: Fetch = async (address, init) => {
    requests.push({ address, init });
    const found = answers[address] ?? status(404);
    if (found instanceof Error) throw found;
    return typeof found === "function" ? found() : found;
  };
  return { fetch, requests };
}

/** Proves a domain, and checks that only https URLs on the domain's own hosts were requested, without any credentials of ours. */
export async function prove(answers: Record<string, Answer>, over: Partial<Parameters<typeof proveDomain>[0]> = {}) {
  const { fetch, requests } = web(answers);
  const proof = await proveDomain({ domain: "paper.example", token: TOKEN, timeoutMs: 1000, fetch, ...over });
  const apex = (over.domain ?? "paper.example")
    .trim()
    .toLowerCase()
    .replace(/^www\.|\.$/g, "");
  for (const { address, init } of requests) {
    expect(address).toMatch(/^https:\/\/[a-z0-9.-]+\//);
    expect(["", "www."].map((www) => www + apex)).toContain(new URL(address).host);
    expect(init).toMatchObject({ method: "GET", redirect: "manual", cache: "no-store" });
    expect(new Headers(init.headers).get("User-Agent")).toMatch(/^Commonwire \(.*domain/);
    expect([...new Headers(init.headers).keys()].sort()).toEqual(["accept", "user-agent"]);
    // No request continues in the background.
    expect(init.signal?.aborted).toBe(true);
  }
  return { proof, asked: requests.map(({ address }) => address) };
}

export const outcome = async (...args: Parameters<typeof prove>) => {
  const { proof } = await prove(...args);
  return proof.ok ? proof.by : proof.problem;
};

/** Returns a stream that repeats one chunk, and records how often it was pulled and whether it was cancelled. */
export function body(chunk: Uint8Array, { chunks = Number.POSITIVE_INFINITY, every = 0, breaks = false } = {}) {
  const seen = { pulled: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (every > 0) await new Promise((resolve) => setTimeout(resolve, every));
        if (seen.cancelled) return;
        if (seen.pulled >= chunks) return breaks ? controller.error(new Error("broken")) : controller.close();
        seen.pulled += 1;
        controller.enqueue(chunk);
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, seen };
}
export const bytes = (length: number, of = "x") => new TextEncoder().encode(of.repeat(length));
