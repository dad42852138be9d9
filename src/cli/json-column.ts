import { z } from "zod";

/** A JSON column, parsed with a schema for its content. */
export const jsonIn = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
