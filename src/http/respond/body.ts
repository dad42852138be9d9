import type { Hook } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler, Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import { sizeInWords } from "../../model/in-words.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { BODY } from "../../model/policy.ts";
import { decodeUtf8 } from "../../model/text.ts";
import { problem } from "./problems.ts";

type Origin = { Bindings: { env: { origin: string } } };

/** Turns what a schema refuses into a problem that names every field at once. */
// biome-ignore lint/suspicious/noExplicitAny: the hook serves every route, whatever its types.
export const refuseInvalid: Hook<unknown, any, any, any> = (result, c) => {
  if (result.success) return undefined;
  // The validator hands the input on as `data`; its type doesn't say so.
  const input = "data" in result ? result.data : undefined;
  return problem<Origin>(c, "invalid", { errors: mistakesOf(result.error, input) });
};

/** Bodies are JSON in UTF-8, not compressed; where there is none, it needs no type. The body is read here, so its limit comes before. */
export async function jsonOnly<E extends Origin>(c: Context<E>, next: Next): Promise<Response | undefined> {
  if (c.req.method !== "PUT" && c.req.method !== "POST") return void (await next());
  if (c.req.raw.body === null && c.req.header("Content-Type") === undefined) return void (await next());
  const type = (c.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase();
  const encoding = c.req.header("Content-Encoding") ?? "identity";
  if (type === "application/json" && encoding === "identity") {
    // What reads JSON would put a mark in the place of each broken letter, and say nothing.
    if (decodeUtf8(new Uint8Array(await c.req.arrayBuffer())) === undefined)
      return problem(c, "malformed", {
        detail: "The body isn't valid UTF-8 (RFC 8259, section 8.1). Send it in UTF-8.",
      });
    return void (await next());
  }
  return problem(c, "unsupported-media-type", {
    detail: "Send the body as application/json, without Content-Encoding.",
    headers: { Accept: "application/json" },
  });
}

/** Bodies of at most so many bytes. */
export const limitBody = (maxSize: number): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (c) =>
      problem<Origin>(c, "too-large", { detail: `The body can't be larger than ${sizeInWords(maxSize)}.` }),
  });

/** Bytes of a form, or of JSON that isn't an article. */
const SMALL = BODY.form;

/** Bodies that are small. */
export const smallBodies = limitBody(SMALL);

/** Bytes of a form with an article's whole text: every character of its HTML may take three. */
const LARGE = BODY.textForm;

/** Bodies that hold a text. */
export const textBodies = limitBody(LARGE);
