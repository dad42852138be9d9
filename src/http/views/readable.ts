import { textShown } from "../../model/access.ts";
import type { Site } from "../../render/site.ts";

/** The licences whose full text this access sees. */
export const readableUnder = ({ masthead, access }: Site): string[] =>
  Object.keys(masthead.licences).filter((licence) => textShown(licence, masthead, access) === "full");
