import { type Mistake, quoteValue } from "../../model/mistake.ts";
import { CutOff, parse, TooDeep } from "./parse.ts";

/** Returns the mistake for a text that ends inside a tag, a comment or code. */
export const cutOffMistake = ({ rest }: CutOff, field: string): Mistake => ({
  field,
  value: quoteValue(rest) ?? "",
  problem: "ends in a tag, a comment or code that isn't closed",
  allowed: "the whole text; check for a missing quote or end tag here",
});

/** Checks one piece of HTML in Markdown, where code may continue in the next piece; returns undefined if nothing is wrong. */
export function pieceMistake(html: string): Mistake | undefined {
  try {
    parse(html);
  } catch (error) {
    if (error instanceof CutOff) return error.isInCode ? undefined : cutOffMistake(error, "body");
    // Excessive nesting is reported when the text as a whole is cleaned.
    if (!(error instanceof TooDeep)) throw error;
  }
  return undefined;
}
