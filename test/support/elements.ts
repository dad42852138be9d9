import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";

/** Every element inside of what was parsed, in the order of the document. */
export const elementsOf = ({ childNodes }: Tree.ParentNode): Tree.Element[] =>
  childNodes.flatMap((node) => ("tagName" in node ? [node, ...elementsOf(node)] : []));

/** Every element that a parser finds in HTML, in the order of the document. */
export const elementsIn = (html: string): Tree.Element[] => elementsOf(parseFragment(html));

/** The whole text of each element of a name in HTML, as a reader sees it. */
export const textsIn = (html: string, name: string): string[] =>
  elementsIn(html)
    .filter(({ tagName }) => tagName === name)
    .map(textOf);

const textOf = (node: Tree.ParentNode): string =>
  node.childNodes.map((each) => ("value" in each ? each.value : "childNodes" in each ? textOf(each) : "")).join("");
