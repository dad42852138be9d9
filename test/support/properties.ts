import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The fraction of a long property's examples that this run tries. */
    share: number;
    /** The seed of the examples. */
    seed: number;
  }
}

const share = inject("share");

/** Scales a long property's number of examples for this run: `npm run test:long` tries all of them, `npm test` a fraction. */
export const examples = (all: number): number => Math.max(1, Math.ceil(all * share));

// The same examples in every run: whether a change is merged must not depend on luck. To explore further, set SEED.
fc.configureGlobal({ seed: inject("seed") });
