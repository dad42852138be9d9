import { z } from "zod";

/** The recall in a path. */
export const RecallId = z.object({
  id: z.string().max(120).describe("The recall's id, as in every notice of the kill."),
});
