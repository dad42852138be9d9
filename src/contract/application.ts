import { z } from "zod";

/** An application that was taken. */
export const ApplicationTakenJson = z
  .object({ id: z.string(), token: z.string(), address: z.url() })
  .meta({ id: "ApplicationTaken" });

/** An application, as an address names it. */
export const ApplicationToken = z.object({
  token: z.string().describe("The token of the application, as it was told once."),
});

/** What lets an application be sent twice. */
export const ApplicationHeaders = z.object({
  "idempotency-key": z
    .string()
    .min(16, { error: "16 to 200 characters" })
    .max(200, { error: "16 to 200 characters" })
    .optional(),
});
