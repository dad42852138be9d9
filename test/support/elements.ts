import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";

/** Every element inside of what was parsed, in the order of the document. */
export const elementsOf = ({ childNodes }: Tree.ParentNode): Tree.Element[] =>
  childNodes.flatMap((node) => ("tagName" in node ? [node, ...elementsOf(node)] : []));

/** Every element that a parser finds in HTML, in the order of the document. */
export const elementsIn = (html: string): Tree.Element[] => elementsOf(parseFragment(html));
