import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** How many times as many examples as in the suite, and where they begin. */
    properties: { times: number; seed: number };
  }
}

const { times, seed } = inject("properties");

// The same examples in every run: what decides whether a change lands must not depend on luck. To look further, set PROPERTY_SEED.
fc.configureGlobal({ seed });

/** Examples of a property whose examples are dear: so many in the suite, and PROPERTY_TIMES as many where that is set. */
export const runs = (few: number): number => few * times;
