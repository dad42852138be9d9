import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";

/** Returns every element inside a parsed node, in document order. */
export const elementsOf = ({ childNodes }: Tree.ParentNode): Tree.Element[] =>
  childNodes.flatMap((node) => ("tagName" in node ? [node, ...elementsOf(node)] : []));

/** Returns every element that a parser finds in HTML, in document order. */
export const elementsIn = (html: string): Tree.Element[] => elementsOf(parseFragment(html));

/** Returns the full text of each element with a tag name, as a reader sees it. */
export const textsIn = (html: string, name: string): string[] =>
  elementsIn(html)
    .filter(({ tagName }) => tagName === name)
    .map(textOf);

const textOf = (node: Tree.ParentNode): string =>
  node.childNodes.map((each) => ("value" in each ? each.value : "childNodes" in each ? textOf(each) : "")).join("");
