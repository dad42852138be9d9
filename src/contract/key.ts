import { z } from "zod";
import { inWords } from "../model/in-words.ts";
import { KEYS, LENGTH, ROTATION } from "../model/policy.ts";
import { KEY_KINDS } from "../model/publisher/key.ts";
import { fitsKind, KEY_SCOPES, SCOPES_IN_WORDS } from "../model/publisher/scope.ts";
import { dateTime, fields, line, wholeNumber } from "../model/text.ts";

/** A request for a key. */
export const KeyInput = fields({
  name: line(LENGTH.label).describe("What it is for, such as `CMS` or `feed reader`."),
  kind: z
    .enum(KEY_KINDS)
    .default("full")
    .describe(
      "`full`, or `feed` for software that can't send a header. A `feed` key opens only feeds, as part of their address.",
    ),
  scope: z.enum(KEY_SCOPES).default("read").describe(`What it may do. ${SCOPES_IN_WORDS}.`),
  expires: dateTime.optional().describe("When it stops working. Without it, the key works until it is revoked."),
})
  .refine(({ scope, kind }) => fitsKind(scope, kind), {
    path: ["scope"],
    error: "read or report: a feed-only key can't manage",
  })
  .meta({ id: "KeyInput" });

/** A new key, shown only once. */
export const GivenKeyJson = z
  .object({
    id: z.string(),
    key: z.string().describe("The key. It is shown only here."),
    name: z.string(),
    kind: z.enum(KEY_KINDS),
    scope: z.enum(KEY_SCOPES),
    created: z.iso.datetime(),
    expires: z.string().nullable(),
  })
  .meta({ id: "GivenKey" });

/** A key as it is listed later. */
export const KeyJson = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(KEY_KINDS),
    scope: z.enum(KEY_SCOPES).describe("What it may do now."),
    managesUntil: z.iso
      .datetime()
      .optional()
      .describe("For a key made before keys had scopes: it can manage until then; after that, it can only report."),
    hint: z.string().describe(`Its last ${inWords(KEYS.hintLength)} characters.`),
    created: z.iso.datetime(),
    expires: z.iso.datetime().optional(),
    revoked: z.iso.datetime().optional(),
    foundAt: z.string().optional().describe("The web page where it was found. That is why it was revoked."),
    lastUsed: z.iso.datetime().optional(),
  })
  .meta({ id: "Key" });

/** How long an old key works beside the new one. */
export const RotateInput = fields({
  overlapHours: wholeNumber(0, ROTATION.maxHours)
    .default(ROTATION.defaultHours)
    .describe("How many hours the old key keeps working."),
}).meta({ id: "KeyRotation" });

/** The key in a path. */
export const KeyId = z.object({ id: z.string().describe("The key's id.") });
