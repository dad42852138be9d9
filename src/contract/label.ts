import { z } from "zod";

/** A name with its id. */
export const Label = z.object({ id: z.string(), name: z.string() }).meta({ id: "Label" });
