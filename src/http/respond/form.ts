import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { getOwn } from "../../model/get-own.ts";
import { type FormMistake, labeledSentence } from "../../model/mistake.ts";
import { decodeUtf8 } from "../../model/text.ts";
import type { FormFields } from "../../render/html/publisher/apply-page.tsx";
import type { DoorEnv } from "../context.ts";

/**
 * Returns a form's fields, each as a list, with line breaks normalized: forms send CRLF (HTML, "constructing the entry list").
 * Files are ignored, and a body that isn't a form is malformed.
 */
export async function readForm<E extends DoorEnv>(c: Context<E>): Promise<FormFields> {
  const sent = c.req.raw.clone();
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new HTTPException(400);
  });
  const texts = (value: unknown): string[] =>
    [value].flat().flatMap((each) => (typeof each === "string" ? [each.replaceAll("\r\n", "\n")] : []));
  const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, texts(value)]));
  const isSuspect = Object.values(fields)
    .flat()
    .some((text) => text.includes(LOST));
  if (isSuspect && !isUtf8(new Uint8Array(await sent.arrayBuffer()))) throw new HTTPException(400);
  return fields;
}

/** The replacement character for bytes that couldn't be decoded. */
const LOST = "\uFFFD";

/** Whether a form was sent as UTF-8, both directly and percent-encoded. */
function isUtf8(bytes: Uint8Array): boolean {
  const text = decodeUtf8(bytes);
  const encoded = text?.match(/(?:%[0-9a-f]{2})+/gi) ?? [];
  return text !== undefined && encoded.every((each) => decodeUtf8(bytesOf(each)) !== undefined);
}

const bytesOf = (encoded: string): Uint8Array =>
  Uint8Array.from(encoded.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));

/**
 * Says what is wrong in a form, for its top: each field by its label, and what to enter there. A field without a label keeps
 * its name; `events[0]` belongs to `events`.
 */
export const formProblem = (mistakes: readonly FormMistake[], labels: Readonly<Record<string, string>>): string =>
  mistakes
    .map((mistake) => {
      const name = mistake.field.replace(/\[.*$/, "");
      return labeledSentence(getOwn(labels, name) ?? name, mistake);
    })
    .join(" ");
