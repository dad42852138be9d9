import { z } from "@hono/zod-openapi";
import { LENGTH } from "../model/policy.ts";
import { KEY_KINDS } from "../model/publisher/key.ts";
import { dateTime, fields, line, slug } from "../model/text.ts";

/** One text of a licence, accepted by its hash. */
export const AcceptanceInput = fields({
  licence: slug.describe("Id of the licence."),
  version: z.int().min(1).describe("The version that was read."),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: "a SHA-256 as 64 lower-case hex digits" })
    .describe("The hash of that text, as it was shown."),
});

/** A key that somebody asks for. */
export const KeyInput = fields({
  name: line(LENGTH.label).describe("What it is for, as `CMS` or `feed reader`."),
  kind: z
    .enum(KEY_KINDS)
    .default("full")
    .describe("`full`, or `feed` for software that can send no header: it reads feeds alone, in their path."),
  expires: dateTime.optional().describe("When it stops; without it, when it is revoked."),
});

/** A key, shown once. */
export const GivenKeyJson = z.object({
  id: z.string(),
  key: z.string().describe("The key. It is told here and never again."),
  name: z.string(),
  kind: z.enum(KEY_KINDS),
  created: z.iso.datetime(),
  expires: z.string().nullable(),
});

/** An application that was taken. */
export const ApplicationTakenJson = z.object({ id: z.string(), token: z.string(), address: z.url() });
