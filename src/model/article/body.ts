import type { Mistake } from "../mistake.ts";
import { hasVisible } from "../plain-text.ts";
import type { Body } from "./article.ts";
import type { Status } from "./status.ts";

const TAG = /<(?:"[^"]*"|'[^']*'|[^>"'])*>/g;

/** Whether a body shows readers anything: a visible character, or a picture. */
export const hasContent = (body: Body): boolean =>
  body.some((piece) => typeof piece !== "string" || hasVisible(piece.replace(TAG, "")));

/**
 * An empty body of a story that readers should see: mirrors of the wire would blank their copies. A withheld or killed story
 * shows no text anyway, and nothing may delay a kill.
 */
export const emptyBodyMistakes = (status: Status | undefined, body: Body): Mistake[] =>
  status !== "usable" || hasContent(body)
    ? []
    : [
        {
          field: "body",
          problem: "has no text and no picture",
          allowed: "the story's text; or status: withheld until there is one",
        },
      ];
