import type { Properties } from "hast";
import { attributesOf } from "./attributes.ts";
import type { Look } from "./style.ts";
import type { Element } from "./tree.ts";

/** Returns the attributes of an element that are published, plus its direction, which may come from its style. */
export function propertiesOf(element: Element, tag: string, { direction }: Look): Properties {
  if (element.attrs.length === 0) return {};
  const properties = attributesOf(element, tag);
  return direction === undefined || properties.dir !== undefined ? properties : { ...properties, dir: direction };
}

/** Returns only the direction and language. */
export function directed({ dir, lang }: Properties): Properties {
  return { ...(dir === undefined ? {} : { dir }), ...(lang === undefined ? {} : { lang }) };
}
