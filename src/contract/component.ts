import { z } from "zod";

/**
 * A named schema with a description for one place. `describe` alone would drop the name, and the API's description would repeat
 * the whole schema there.
 */
export const describeComponent = <Schema extends z.ZodType>(schema: Schema, description: string): z.ZodLazy<Schema> =>
  z.lazy(() => schema).describe(description);
