import { z } from "zod";
import { APPLICATION } from "../model/policy.ts";

const KEY_LENGTH = `${APPLICATION.minKeyLength} to ${APPLICATION.maxKeyLength} characters`;

/** An application that was taken. */
export const ApplicationTakenJson = z
  .object({ id: z.string(), token: z.string(), address: z.url() })
  .meta({ id: "ApplicationTaken" });

/** Another address for an application, told once. */
export const ApplicationAddressJson = z
  .object({ address: z.url().describe("Shows the application's status. The previous address stops working.") })
  .meta({ id: "ApplicationAddress" });

/** An application, as an address names it. */
export const ApplicationToken = z.object({
  token: z.string().describe("The application's token, shown once, when the application was sent."),
});

/** What lets an application be sent twice. */
export const ApplicationHeaders = z.object({
  "idempotency-key": z
    .string()
    .min(APPLICATION.minKeyLength, { error: KEY_LENGTH })
    .max(APPLICATION.maxKeyLength, { error: KEY_LENGTH })
    .optional(),
});
