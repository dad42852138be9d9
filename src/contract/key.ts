import { z } from "@hono/zod-openapi";
import { ROTATION } from "../model/policy.ts";
import { fields, wholeNumber } from "../model/text.ts";

/** How an old key goes on beside the new one. */
export const RotateInput = fields({
  overlapHours: wholeNumber(0, ROTATION.maxHours)
    .default(ROTATION.defaultHours)
    .describe("Hours for which the old key goes on."),
});

/** What a key read, and when. */
export const ReadingJson = z.object({ key: z.string(), address: z.string(), change: z.int(), at: z.iso.datetime() });
