import { accessKey } from "../model/access.ts";
import { keptAnswer, STATE } from "./answer.ts";
import { askedFor } from "./asked.ts";
import { quicklyOpenedBy } from "./keyed.ts";
import { mayRead } from "./limits.ts";
import { isNoted } from "./readings.ts";
import { remembered, rememberedMasthead } from "./state.ts";

/**
 * Answers a read with a key from the isolate's memory: the key, the masthead and the answer are all believed, and that it
 * was read is noted. Undefined where anything has to be asked, refused or written; then the door does it.
 */
export function quickKeyedAnswer(request: Request, most: number, now: number): Response | undefined {
  if (request.method !== "GET") return undefined;
  const [, origin = "", path = "", query = ""] = /^([^/]+\/\/[^/?]+)([^?]*)(.*)$/.exec(request.url) ?? [];
  const asked = askedFor(path, request.headers);
  const masthead = asked?.secret && rememberedMasthead(now);
  const opened = masthead && asked?.secret && quicklyOpenedBy(asked.secret, masthead, now);
  if (!opened || !asked?.fits(opened)) return undefined;
  const access = accessKey(opened.access);
  const url = origin + asked.inner + query;
  const change = Number(remembered(access, url, now)?.headers[STATE]);
  if (!isNoted(opened, asked.inner + query, change) || !mayRead(opened.publisher, most, now)) return undefined;
  return keptAnswer(request, access, url, now);
}
