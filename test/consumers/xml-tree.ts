import { SaxesParser } from "saxes";

/** An element with its content; names are `{namespace}local`. */
export type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

export type Parsed = { root: Element; mistakes: string[] };

/** Parses a document as XML 1.0 with namespaces, and reports everything that isn't well-formed. */
export function parseXml(document: string): Parsed {
  const mistakes: string[] = [];
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [root];
  const parser = new SaxesParser({ xmlns: true });
  const text = (more: string) => {
    const element = open.at(-1);
    if (element) element.text += more;
  };
  parser.on("error", (error) => mistakes.push(error.message));
  parser.on("text", text);
  parser.on("cdata", text);
  parser.on("opentag", ({ uri, local, attributes }) => {
    const plain = Object.values(attributes).map(({ name, value }) => [name, value] as const);
    const element = { name: `{${uri}}${local}`, attributes: Object.fromEntries(plain), children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  parser.write(document).close();
  return { root: root.children[0] ?? root, mistakes };
}

/** Returns the children with a name. */
export const children = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** Returns the text of the first child with a name. */
export const textOf = (element: Element, name: string): string | undefined => children(element, name)[0]?.text;
