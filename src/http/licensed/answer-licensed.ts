import { authorizeFromMemory } from "../auth/authorize-key.ts";
import { isMet } from "../auth/key-need.ts";
import { parseKeyRequest } from "../auth/key-request.ts";
import { mayRead } from "../auth/limits.ts";
import { answerFromMemory, STATE_HEADER } from "../cache/answer.ts";
import { readerKey, recallAnswer, recallMasthead, targetOf } from "../cache/memory.ts";
import { encodingAt } from "../encoding/compress.ts";
import { accessAt } from "./access-at.ts";
import { isRecorded } from "./read-log.ts";

/**
 * Answers a keyed read from the isolate's memory, if the key, the masthead and the answer are all believed and the read is
 * already recorded. Undefined if anything must be asked, refused or written; the door then does it.
 */
export function answerLicensed(request: Request, most: number, now: number): Response | undefined {
  if (request.method !== "GET") return undefined;
  const [, path = "", query = ""] = /^([^?]*)(.*)$/.exec(targetOf(request.url)) ?? [];
  const keyRequest = parseKeyRequest(path, request.headers);
  const masthead = keyRequest?.secret && recallMasthead(now);
  const keyAccess = masthead && keyRequest?.secret && authorizeFromMemory(keyRequest.secret, masthead, now);
  if (!keyAccess || !keyRequest || !isMet(keyRequest.need, keyAccess)) return undefined;
  const reader = readerKey(accessAt(keyRequest.inner, keyAccess.access), keyRequest.isKeyInPath);
  const target = keyRequest.inner + query;
  const change = Number(recallAnswer(reader, encodingAt(target, request), target, now)?.headers[STATE_HEADER]);
  const answer = answerFromMemory(request, reader, target, now);
  if (!answer || !isRecorded(keyAccess, target, change, answer.status)) return undefined;
  return mayRead(keyAccess.publisher, most, now) ? answer : undefined;
}
