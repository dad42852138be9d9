import type { Hook } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler, Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import { sizeInWords } from "../../model/in-words.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { BODY } from "../../model/policy.ts";
import { decodeUtf8 } from "../../model/text.ts";
import { problem } from "./problems.ts";

type Origin = { Bindings: { env: { origin: string } } };

/** Turns a schema's issues into a problem that names every field at once. */
// biome-ignore lint/suspicious/noExplicitAny: the hook serves every route, whatever its types.
export const refuseInvalid: Hook<unknown, any, any, any> = (result, c) => {
  if (result.success) return undefined;
  // The validator passes the input as `data`; its type doesn't say so.
  const input = "data" in result ? result.data : undefined;
  return problem<Origin>(c, "invalid", { errors: mistakesOf(result.error, input) });
};

/** Requires JSON in UTF-8, uncompressed; without a body, no type is needed. The body is read here, so its limit comes before. */
export async function jsonOnly<E extends Origin>(c: Context<E>, next: Next): Promise<Response | undefined> {
  if (c.req.method !== "PUT" && c.req.method !== "POST") return void (await next());
  if (c.req.raw.body === null && c.req.header("Content-Type") === undefined) return void (await next());
  const type = (c.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase();
  const encoding = c.req.header("Content-Encoding") ?? "identity";
  if (type === "application/json" && encoding === "identity") {
    // JSON parsers would silently replace invalid bytes with a replacement character.
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

/** Limits a body to a number of bytes. */
export const limitBody = (maxSize: number): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (c) =>
      problem<Origin>(c, "too-large", { detail: `The body can't be larger than ${sizeInWords(maxSize)}.` }),
  });

/** Bytes of a form, or of JSON that isn't an article. */
const SMALL = BODY.form;

/** The limit for small bodies. */
export const smallBodies = limitBody(SMALL);

/** Bytes of a form with an article's whole text: every character of its HTML may take three. */
const LARGE = BODY.textForm;

/** The limit for bodies that contain a text. */
export const textBodies = limitBody(LARGE);
