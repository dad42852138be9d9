import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { RawEnv } from "../../src/env.ts";
import type { WireProps } from "../../src/http/door/call-wire.ts";
import { enter, read } from "../../src/http/door/entrypoints.ts";
import { ORIGIN } from "./wire.ts";

/**
 * A stand-in for Workers Cache in front of Wire. Its key is only path, query and props; it stores whatever its own cache header
 * allows, for as long as that says, and ignores who sends the request. It can't be purged.
 */
export class SharedCache {
  readonly #stored = new Map<string, { response: Response; until: number }>();
  hits = 0;
  /** The key of every request. */
  readonly keys = new Set<string>();

  async #read(request: Request, props: WireProps, raw: RawEnv, ctx: ExecutionContext): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const key = `${pathname}${search} ${JSON.stringify(props)}`;
    this.keys.add(key);
    const found = this.#stored.get(key);
    const isPlain = !["If-None-Match", "If-Modified-Since"].some((name) => request.headers.has(name));
    if (found && found.until > Date.now() && request.method === "GET" && isPlain) {
      this.hits += 1;
      return found.response.clone();
    }
    const response = await read(request, raw, props, ctx);
    const [, seconds] = /max-age=(\d+)/.exec(response.headers.get("Cloudflare-CDN-Cache-Control") ?? "") ?? [];
    if (response.status === 200 && seconds)
      this.#stored.set(key, { response: response.clone(), until: Date.now() + Number(seconds) * 1000 });
    return response;
  }

  /** Sends a request to the front door, with this cache behind it. */
  async ask(path: string, headers: Record<string, string> = {}, raw: RawEnv = env): Promise<Response> {
    return this.send(new Request(ORIGIN + path, { headers }), raw);
  }

  /** The same with any method. */
  async send(asked: Request, raw: RawEnv = env): Promise<Response> {
    const ctx = createExecutionContext();
    const call = (request: Request, props: WireProps) => this.#read(request, props, raw, ctx);
    const response = await enter(asked, raw, call, ctx);
    await waitOnExecutionContext(ctx);
    return response;
  }
}
