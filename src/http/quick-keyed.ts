import { accessKey } from "../model/access.ts";
import { keptAnswer, STATE } from "./answer.ts";
import { isFeed, isInner } from "./inner.ts";
import { keyIn, type Opened, quicklyOpenedBy } from "./keyed.ts";
import { mayRead } from "./limits.ts";
import { isNoted } from "./readings.ts";
import { remembered, rememberedMasthead } from "./state.ts";

type Asked = { secret: string; inner: string; fits: (opened: Opened) => boolean };

/**
 * Answers a read with a key from the isolate's memory: the key, the masthead and the answer are all believed, and that it
 * was read is noted. Undefined where anything has to be asked, refused or written; then the door does it.
 */
export function quickKeyedAnswer(request: Request, most: number, now: number): Response | undefined {
  if (request.method !== "GET") return undefined;
  const at = request.url.indexOf("/", 8);
  const asked = askedIn(request, request.url.slice(at));
  const masthead = asked && rememberedMasthead(now);
  const opened = masthead && quicklyOpenedBy(asked.secret, masthead, now);
  if (!opened || !asked.fits(opened)) return undefined;
  const access = accessKey(opened.access);
  const url = request.url.slice(0, at) + asked.inner;
  const change = Number(remembered(access, url, now)?.headers[STATE]);
  if (!isNoted(opened, noQuery(asked.inner), change) || !mayRead(opened.publisher, most, now)) return undefined;
  return keptAnswer(request, access, url, now);
}

/** What was read is noted without what was asked beside it. */
const noQuery = (path: string): string => path.split("?")[0] ?? path;

/** Where the key stands and what it asks for; undefined where the request shows none. */
function askedIn(request: Request, path: string): Asked | undefined {
  if (path.startsWith("/licensed/")) {
    const secret = keyIn(request.headers, "Basic or Bearer");
    const inner = path.slice("/licensed".length);
    if (secret === undefined || !isInner(inner)) return undefined;
    return { secret, inner, fits: ({ kind }) => kind === "full" || isFeed(inner) };
  }
  if (path.startsWith("/k/")) {
    const [, secret = "", inner = ""] = /^\/k\/([^/]+)(\/feeds\/.+)$/.exec(path) ?? [];
    return isInner(inner) ? { secret, inner, fits: ({ kind }) => kind === "feed" } : undefined;
  }
  if (!path.startsWith("/v1/articles") && !path.startsWith("/v1/licences")) return undefined;
  const secret = keyIn(request.headers, "Bearer");
  return secret === undefined ? undefined : { secret, inner: path, fits: ({ kind }) => kind === "full" };
}
