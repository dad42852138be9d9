import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The share of a long property's examples that this run tries. */
    share: number;
    /** Where the examples begin. */
    seed: number;
  }
}

const share = inject("share");

/** How many of a long property's examples this run tries: `npm run test:long` all of them, `npm test` a part. */
export const examples = (all: number): number => Math.max(1, Math.ceil(all * share));

// The same examples in every run: what decides whether a change lands must not depend on luck. To look further, set SEED.
fc.configureGlobal({ seed: inject("seed") });
