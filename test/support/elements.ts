import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";

/** Every element that a parser finds in HTML, in the order of the document. */
export function elementsIn(html: string): Tree.Element[] {
  const within = ({ childNodes }: Tree.ParentNode): Tree.Element[] =>
    childNodes.flatMap((node) => ("tagName" in node ? [node, ...within(node)] : []));
  return within(parseFragment(html));
}
