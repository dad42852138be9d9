import type { MachineUse } from "../../model/licence/clauses/machine-use.ts";

/**
 * The drafts of the IETF's AIPREF working group in use; none is final. They define two uses, but none for AI answers. For a
 * newer draft, change this line and the two lines below.
 */
export const AIPREF_DRAFTS = ["draft-ietf-aipref-vocab-08", "draft-ietf-aipref-attach-05"] as const;

const CATEGORIES = { search: "search", "train-ai": "aiTrain" } as const;
const VALUES = { allow: "y", deny: "n" } as const;

/** Returns the AIPREF statement for machine use: a dictionary (RFC 9651) without unset uses; empty if all are unset. */
export const contentUsage = (use: MachineUse): string =>
  Object.entries(CATEGORIES)
    .flatMap(([category, key]) => {
      const value = use[key];
      return value === "unset" ? [] : [`${category}=${VALUES[value]}`];
    })
    .join(", ");
