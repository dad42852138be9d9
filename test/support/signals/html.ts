import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { elementsOf } from "../elements.ts";

/** Returns every element of a page, in document order. */
export const pageElements = (html: string): Tree.Element[] => elementsOf(parse(html, { scriptingEnabled: false }));

/** Returns an attribute's value. */
export const attribute = ({ attrs }: Tree.Element, name: string): string | undefined =>
  attrs.find((each) => each.name === name)?.value;

const UNSEEN = ["script", "style", "template", "head", "noscript"];

/** Returns the words inside a node, in order, without those of invisible and excluded elements. */
export function wordsOf(node: Tree.Node, isLeftOut: (element: Tree.Element) => boolean = () => false): string {
  const text = (each: Tree.Node): string => {
    if ("value" in each) return each.value;
    if ("tagName" in each && (UNSEEN.includes(each.tagName) || isLeftOut(each))) return " ";
    return "childNodes" in each ? each.childNodes.map(text).join(" ") : "";
  };
  return text(node).replace(/\s+/g, " ").trim();
}

/** Returns the content of a `meta` element. */
export const metaOf = (elements: readonly Tree.Element[], name: string): string | undefined => {
  const found = elements.find((each) => each.tagName === "meta" && attribute(each, "name")?.toLowerCase() === name);
  return found && attribute(found, "content");
};
