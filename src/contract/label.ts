import { z } from "zod";

/** What something is called, beside its id. */
export const Label = z.object({ id: z.string(), name: z.string() }).meta({ id: "Label" });
