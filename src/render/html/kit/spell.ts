import * as spelling from "../../../model/spelling.ts";
import type { Site } from "../../site.ts";

/** A sentence of a page in the publication's spelling: “license”, or “licence” in British English. */
export const spell = (text: string, { masthead }: Pick<Site, "masthead">): string =>
  spelling.spell(text, masthead.publication.language);
