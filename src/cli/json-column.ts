import { z } from "zod";

/** A column that holds JSON, as a schema has what is in it. */
export const jsonIn = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
