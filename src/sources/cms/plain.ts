import { decodeEntities } from "../../model/html-entities.ts";
import { withoutForbidden } from "../../model/text.ts";

/** Converts HTML to plain text on one line. */
export const plain = (html: string): string =>
  withoutForbidden(decodeEntities(html.replace(/<(?:\/?[a-z]|[!?])[^<>]*>/gi, " ").replace(/ (?=[.,;:!?’”)])/g, "")))
    .replace(/\s+/gu, " ")
    .trim();
