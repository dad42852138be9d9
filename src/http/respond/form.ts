import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { FormFields } from "../../render/html/publisher/apply-page.tsx";
import type { DoorEnv } from "../context.ts";

/** A form's fields, every one as a list, with the line breaks that were typed: forms send CRLF (HTML, "constructing the entry list"). Files are no answer to anything here; what can't be read as a form is malformed. */
export async function readForm<E extends DoorEnv>(c: Context<E>): Promise<FormFields> {
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new HTTPException(400);
  });
  const texts = (value: unknown): string[] =>
    [value].flat().flatMap((each) => (typeof each === "string" ? [each.replaceAll("\r\n", "\n")] : []));
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, texts(value)]));
}
