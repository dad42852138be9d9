import type { Mistake } from "../../model/mistake.ts";

/**
 * Returns a doubt if a license's text takes effect at a later time: it is announced next to an earlier text, but the first
 * text of a license can't wait. Only the wire knows which one it is. `now` is in milliseconds.
 */
export const waitingText = (from: string | undefined, now: number): Mistake[] =>
  from === undefined || Date.parse(from) <= now
    ? []
    : [
        {
          field: "effective.from",
          value: JSON.stringify(from),
          problem:
            "is in the future, so a wire accepts this text only if an earlier version of this license stays in force until then",
          allowed: "a time that has passed, if this is the license’s first text",
        },
      ];
