import { withoutForbidden } from "../../model/text.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Escapes text for XML or HTML, between tags or in a quoted attribute. */
export const escapeXml = (text: string): string =>
  withoutForbidden(text).replace(/[&<>"]/g, (found) => ENTITIES[found] ?? found);

/**
 * Escapes plain text between tags with numeric references: the RSS Profile and the W3C's validator take `&amp;` and `&lt;` for
 * undeclared HTML. To an XML parser they are the same.
 */
const escapePlain = (text: string): string =>
  withoutForbidden(text).replace(/[&<>]/g, (mark) => `&#x${mark.charCodeAt(0).toString(16).toUpperCase()};`);

/** Escapes text for a CDATA section, which `]]>` would end: XML 1.0 §2.7. */
export const escapeCdata = (text: string): string => withoutForbidden(text).replaceAll("]]>", "]]]]><![CDATA[>");

/** Writes one element. Undefined attributes are left out; `inside` is finished XML, and `undefined` makes an empty element. */
export function element(
  name: string,
  attributes: Record<string, string | number | undefined>,
  inside?: string,
): string {
  const written = Object.entries(attributes)
    .filter((entry) => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join("");
  return inside === undefined ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/** Writes an element with plain text; nothing if the text is undefined. */
export const textElement = (
  name: string,
  text: string | undefined,
  attributes: Record<string, string | undefined> = {},
): string => (text === undefined ? "" : element(name, attributes, escapePlain(text)));
