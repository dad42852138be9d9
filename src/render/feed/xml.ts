import { withoutForbidden } from "../../model/text.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it may stand in XML or HTML, between tags or in a quoted attribute. */
export const escapeXml = (text: string): string =>
  withoutForbidden(text).replace(/[&<>"]/g, (found) => ENTITIES[found] ?? found);

/**
 * Plain text between tags, its marks as numbers: to the RSS Profile and to the W3C's validator `&amp;` and `&lt;` look like
 * HTML that nobody declared. To an XML parser all of them are the same.
 */
const escapePlain = (text: string): string =>
  withoutForbidden(text).replace(/[&<>]/g, (mark) => `&#x${mark.charCodeAt(0).toString(16).toUpperCase()};`);

/** Text as the inside of a CDATA section, which `]]>` would end: XML 1.0 §2.7. */
export const escapeCdata = (text: string): string => withoutForbidden(text).replaceAll("]]>", "]]]]><![CDATA[>");

/** One element. Attributes that are undefined are left out; `inside` is finished XML, `undefined` makes an empty element. */
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

/** An element with plain text; nothing where the text is undefined. */
export const textElement = (
  name: string,
  text: string | undefined,
  attributes: Record<string, string | undefined> = {},
): string => (text === undefined ? "" : element(name, attributes, escapePlain(text)));
