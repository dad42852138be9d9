import type { MachineUse } from "../../model/licence/clauses/machine-use.ts";

/**
 * The drafts of the IETF's AIPREF group that this follows; none is final. They know two uses, and none for AI answers. A
 * newer draft changes this line and the two lines below.
 */
export const AIPREF_DRAFTS = ["draft-ietf-aipref-vocab-08", "draft-ietf-aipref-attach-05"] as const;

const CATEGORIES = { search: "search", "train-ai": "aiTrain" } as const;
const VALUES = { allow: "y", deny: "n" } as const;

/** What AIPREF can say of machine use: a dictionary (RFC 9651), without what is unset. The empty text where it says nothing. */
export const contentUsage = (use: MachineUse): string =>
  Object.entries(CATEGORIES)
    .flatMap(([category, key]) => {
      const value = use[key];
      return value === "unset" ? [] : [`${category}=${VALUES[value]}`];
    })
    .join(", ");
