import type { DefaultTreeAdapterTypes } from "parse5";

export type Element = DefaultTreeAdapterTypes.Element;
export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Parent = DefaultTreeAdapterTypes.ParentNode;
type Text = DefaultTreeAdapterTypes.TextNode;

export const isElement = (node: Node | Parent): node is Element => "tagName" in node;
export const isText = (node: Node): node is Text => "value" in node;

/** Returns an attribute's value; undefined if the element doesn't have it. */
export function attribute({ attrs }: Element, name: string): string | undefined {
  for (const each of attrs) if (each.name === name) return each.value;
  return undefined;
}

/** Whether an element has at least one of the classes. */
export function hasClass(element: Element, names: readonly string[]): boolean {
  const own = attribute(element, "class");
  return own?.split(/\s+/).some((name) => names.includes(name)) ?? false;
}

const CODE = new Set(["script", "style", "template"]);

/** Returns the text inside, with a space after each element and without code. */
export function textOf(parent: Parent): string {
  const parts: string[] = [];
  const collect = (node: Node) => {
    if (isText(node)) parts.push(node.value);
    else if (isElement(node) && !CODE.has(node.tagName)) collectAll(node);
  };
  const collectAll = ({ childNodes }: Parent) => {
    for (const child of childNodes) {
      collect(child);
      if (isElement(child)) parts.push(" ");
    }
  };
  collectAll(parent);
  return parts.join("");
}

/** Returns the first element inside that passes, in document order. */
export function find(parent: Parent, passes: (element: Element) => boolean): Element | undefined {
  for (const child of parent.childNodes) {
    if (!isElement(child)) continue;
    const found = passes(child) ? child : find(child, passes);
    if (found) return found;
  }
  return undefined;
}

/** Returns every element inside that passes, in document order. */
export function findAll(parent: Parent, passes: (element: Element) => boolean): Element[] {
  return parent.childNodes.flatMap((child) =>
    isElement(child) ? [...(passes(child) ? [child] : []), ...findAll(child, passes)] : [],
  );
}
