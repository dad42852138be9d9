import type { Properties } from "hast";
import { attributesOf } from "./attributes.ts";
import type { Look } from "./style.ts";
import type { Element } from "./tree.ts";

/** Languages that are written from right to left, unless their tag names another script. */
const RIGHT_TO_LEFT = new Set([
  "ar",
  "arc",
  "ckb",
  "dv",
  "fa",
  "ha-arab",
  "he",
  "iw",
  "ps",
  "sd",
  "syr",
  "ug",
  "ur",
  "yi",
]);
const SCRIPTS = /^(?:arab|aran|hebr|syrc|thaa|nkoo|adlm|rohg)$/;

/** Whether a language, BCP 47, is written from right to left. */
export function isRightToLeft(language: string): boolean {
  const [primary = "", ...rest] = language.toLowerCase().split("-");
  const script = rest.find((part) => /^[a-z]{4}$/.test(part));
  return script === undefined ? RIGHT_TO_LEFT.has(primary) : SCRIPTS.test(script);
}

/** The attributes of an element that are published, with its direction, which a style may say. */
export function propertiesOf(element: Element, tag: string, { direction }: Look): Properties {
  if (element.attrs.length === 0) return {};
  const properties = attributesOf(element, tag);
  return direction === undefined || properties.dir !== undefined ? properties : { ...properties, dir: direction };
}

/** Direction and language alone. */
export function directed({ dir, lang }: Properties): Properties {
  return { ...(dir === undefined ? {} : { dir }), ...(lang === undefined ? {} : { lang }) };
}
