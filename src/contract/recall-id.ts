import { z } from "zod";

/** A recall, as an address names it. */
export const RecallId = z.object({
  id: z.string().max(120).describe("The recall's id, as in every notice of the kill."),
});
