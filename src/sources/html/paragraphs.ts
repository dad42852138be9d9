import type { Element, ElementContent, Properties } from "hast";

/** The content of a block: finished nodes; images, at the top level only; and words that may become a paragraph. */
export type Entry =
  | { kind: "node"; node: ElementContent }
  | { kind: "image"; image: string }
  | { kind: "words"; nodes: ElementContent[]; properties: Properties; isParagraph: boolean };

const isSpace = (entry: Entry | undefined): boolean => entry?.kind === "node" && entry.node.type === "text";

/**
 * Wraps words in paragraphs where the source has a paragraph, where their direction or language must be stated, and where
 * nothing else would separate them from adjacent words. With `always`, wraps all words.
 */
export function withParagraphs(entries: readonly Entry[], always: boolean): Entry[] {
  const solid = entries.filter((entry) => !isSpace(entry));
  const next = new Map(solid.map((entry, at) => [entry, [solid[at - 1], solid[at + 1]]]));
  return entries.flatMap((entry): Entry[] => {
    if (entry.kind !== "words") return [entry];
    const { nodes, properties, isParagraph } = entry;
    const isBeside = next.get(entry)?.some((each) => each?.kind === "words") ?? false;
    if (always || isParagraph || isBeside || Object.keys(properties).length > 0)
      return [{ kind: "node", node: paragraph(isParagraph ? nodes : trimmed(nodes), properties) }];
    return nodes.map((node) => ({ kind: "node", node }));
  });
}

/** Returns the nodes of a block that holds only words. */
export const withoutParagraphs = (entries: readonly Entry[]): ElementContent[] =>
  entries.flatMap((entry) => (entry.kind === "words" ? entry.nodes : entry.kind === "node" ? [entry.node] : []));

const paragraph = (children: ElementContent[], properties: Properties): Element => ({
  type: "element",
  tagName: "p",
  properties,
  children,
});

/** Trims surrounding white space, which only laid out the source. */
function trimmed(nodes: ElementContent[]): ElementContent[] {
  const first = edge(nodes, 0);
  if (first) first.value = first.value.replace(/^[ \t\n\f]+/, "");
  const last = edge(nodes, -1);
  if (last) last.value = last.value.replace(/[ \t\n\f]+$/, "");
  return nodes;
}

function edge(nodes: readonly ElementContent[], at: 0 | -1) {
  const node = nodes.at(at);
  if (node?.type === "element") return edge(node.children, at);
  return node?.type === "text" ? node : undefined;
}
