import { type Mistake, quoteValue } from "../../model/mistake.ts";
import { CutOff, parse, TooDeep } from "./parse.ts";

/** What is wrong with a text that ends in the middle of something. */
export const cutOffMistake = ({ rest }: CutOff, field: string): Mistake => ({
  field,
  value: quoteValue(rest) ?? "",
  problem: "ends in a tag, a comment or code that isn't closed",
  allowed: "the whole text; check for a missing quote or end tag here",
});

/** The same of a piece of HTML in Markdown, where code may go on in the next piece; undefined where nothing is wrong. */
export function pieceMistake(html: string): Mistake | undefined {
  try {
    parse(html);
  } catch (error) {
    if (error instanceof CutOff) return error.isInCode ? undefined : cutOffMistake(error, "body");
    // The text as a whole is found too deep, too.
    if (!(error instanceof TooDeep)) throw error;
  }
  return undefined;
}
