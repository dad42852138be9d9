import type { Properties } from "hast";
import { attributesOf } from "./attributes.ts";
import type { Look } from "./style.ts";
import type { Element } from "./tree.ts";

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
