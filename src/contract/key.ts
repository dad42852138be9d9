import { z } from "zod";
import { inWords } from "../model/in-words.ts";
import { KEYS, LENGTH, ROTATION } from "../model/policy.ts";
import { KEY_KINDS } from "../model/publisher/key.ts";
import { dateTime, fields, line, wholeNumber } from "../model/text.ts";

/** A key that somebody asks for. */
export const KeyInput = fields({
  name: line(LENGTH.label).describe("What it is for, as `CMS` or `feed reader`."),
  kind: z
    .enum(KEY_KINDS)
    .default("full")
    .describe("`full`, or `feed` for software that can send no header: it reads feeds alone, in their path."),
  expires: dateTime.optional().describe("When it stops; without it, when it is revoked."),
}).meta({ id: "KeyInput" });

/** A key, shown once. */
export const GivenKeyJson = z
  .object({
    id: z.string(),
    key: z.string().describe("The key. It is told here and never again."),
    name: z.string(),
    kind: z.enum(KEY_KINDS),
    created: z.iso.datetime(),
    expires: z.string().nullable(),
  })
  .meta({ id: "GivenKey" });

/** A key, as it is shown afterwards. */
export const KeyJson = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(KEY_KINDS),
    hint: z.string().describe(`Its last ${inWords(KEYS.hintLength)} characters.`),
    created: z.iso.datetime(),
    expires: z.iso.datetime().optional(),
    revoked: z.iso.datetime().optional(),
    lastUsed: z.iso.datetime().optional(),
  })
  .meta({ id: "Key" });

/** How an old key goes on beside the new one. */
export const RotateInput = fields({
  overlapHours: wholeNumber(0, ROTATION.maxHours)
    .default(ROTATION.defaultHours)
    .describe("Hours for which the old key goes on."),
}).meta({ id: "KeyRotation" });

/** A key, as an address names it. */
export const KeyId = z.object({ id: z.string().describe("The key's id.") });
