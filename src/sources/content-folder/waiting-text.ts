import type { Mistake } from "../../model/mistake.ts";

/**
 * What may be wrong of a licence's text that comes in force at a later time: beside another text it is announced, but the first
 * one of a licence can't wait. Only the wire knows which it is. `now` is in milliseconds.
 */
export const waitingText = (from: string | undefined, now: number): Mistake[] =>
  from === undefined || Date.parse(from) <= now
    ? []
    : [
        {
          field: "effective.from",
          value: JSON.stringify(from),
          problem:
            "is in the future, so a wire takes this text only if an earlier text of this license is in force until then",
          allowed: "a time that has passed, if this is the license’s first text",
        },
      ];
