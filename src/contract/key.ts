import { z } from "@hono/zod-openapi";
import { fields } from "../model/text.ts";

/** How an old key goes on beside the new one. */
export const RotateInput = fields({
  overlapHours: z
    .int({ error: "a whole number from 0 to 720" })
    .min(0, { error: "a whole number from 0 to 720" })
    .max(720, { error: "a whole number from 0 to 720" })
    .default(24)
    .describe("Hours for which the old key goes on."),
});

/** What a key read, and when. */
export const ReadingJson = z.object({ key: z.string(), address: z.string(), change: z.int(), at: z.iso.datetime() });
