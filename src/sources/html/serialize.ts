import type { Properties, RootContent } from "hast";

/** Elements that can't have content or an end tag (HTML, "void elements"). */
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

const inText = (text: string): string => text.replace(/[<&]/g, reference);
const inValue = (text: string): string => text.replace(/["&'`]/g, reference);

const reference = (character: string): string => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;

/**
 * Serializes nodes as HTML. They hold only what cleaning publishes, whose property names, lowercased, are the attribute names.
 */
export const toHtml = (nodes: readonly RootContent[]): string => nodes.map(nodeToHtml).join("");

function nodeToHtml(node: RootContent): string {
  if (node.type === "text") return inText(node.value);
  if (node.type !== "element") return "";
  const { tagName, properties, children } = node;
  const start = `<${tagName}${attributesOf(properties)}>`;
  return VOID.has(tagName) ? start : `${start}${toHtml(children)}</${tagName}>`;
}

const attributesOf = (properties: Properties): string =>
  Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== null && value !== false)
    .map(([name, value]) => ` ${name.toLowerCase()}${value === true ? "" : `="${inValue(String(value))}"`}`)
    .join("");
