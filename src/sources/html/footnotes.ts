import type { Element, ElementContent, Properties } from "hast";
import type { Entry } from "./paragraphs.ts";
import type { State } from "./state.ts";
import { idOf } from "./survey.ts";
import type { Element as Source } from "./tree.ts";

/** An id as it is published: readers show many stories on one page, so each story's ids have a prefix. */
export const published = (id: string, prefix: string): string => (id.startsWith(prefix) ? id : prefix + id);

/** The id that links in the text lead to; undefined where none does. */
export function wantedId(element: Source, { survey, prefix }: State): string | undefined {
  const id = idOf(element);
  return id !== undefined && survey.wanted.has(id) ? published(id, prefix) : undefined;
}

/** A link to an id in the text itself. */
export function fragmentLink(id: string, { prefix, linkedIds }: State): string {
  const target = published(id, prefix);
  linkedIds.add(target);
  return `#${encodeURI(target)}`;
}

/** Takes the links out that lead to an id that wasn't published in the end. */
export function withoutDangling(entries: Entry[], { linkedIds }: State): Entry[] {
  if (linkedIds.size === 0) return entries;
  const nodes = entries.flatMap((entry) => (entry.kind === "node" ? [entry.node] : []));
  const ids = new Set(nodes.flatMap(idsIn));
  const lost = new Set([...linkedIds].filter((id) => !ids.has(id)).map((id) => `#${encodeURI(id)}`));
  if (lost.size === 0) return entries;
  for (const node of nodes)
    if (node.type === "element") node.children = node.children.flatMap((child) => unlinked(child, lost));
  return entries;
}

const idsIn = (node: ElementContent): string[] => {
  if (node.type !== "element") return [];
  const { id } = node.properties;
  return [...(typeof id === "string" ? [id] : []), ...node.children.flatMap(idsIn)];
};

function unlinked(node: ElementContent, lost: ReadonlySet<string>): ElementContent[] {
  if (node.type !== "element") return [node];
  node.children = node.children.flatMap((child) => unlinked(child, lost));
  return isLost(node, lost) ? node.children : [node];
}

const isLost = ({ tagName, properties }: Element, lost: ReadonlySet<string>): boolean =>
  tagName === "a" && lost.has(String(hrefOf(properties)));

const hrefOf = ({ href }: Properties) => href;
