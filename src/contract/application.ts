import { z } from "zod";
import { APPLICATION } from "../model/policy.ts";

const KEY_LENGTH = `${APPLICATION.minKeyLength} to ${APPLICATION.maxKeyLength} characters`;

/** An application that was received. */
export const ApplicationTakenJson = z
  .object({ id: z.string(), token: z.string(), address: z.url() })
  .meta({ id: "ApplicationTaken" });

/** A new URL for an application, shown only once. */
export const ApplicationAddressJson = z
  .object({ address: z.url().describe("Shows the application's status. The previous address stops working.") })
  .meta({ id: "ApplicationAddress" });

/** The application in a path. */
export const ApplicationToken = z.object({
  token: z.string().describe("The application's token, shown once, when the application was sent."),
});

/** The header that makes it safe to send an application twice. */
export const ApplicationHeaders = z.object({
  "idempotency-key": z
    .string()
    .min(APPLICATION.minKeyLength, { error: KEY_LENGTH })
    .max(APPLICATION.maxKeyLength, { error: KEY_LENGTH })
    .optional(),
});
