import type { Element, ElementContent, Properties } from "hast";
import type { Entry } from "./paragraphs.ts";
import type { State } from "./state.ts";
import { idOf } from "./survey.ts";
import { attribute, type Element as Source } from "./tree.ts";

/** Returns an id as published: prefixed, because readers show many stories on one page. */
export const published = (id: string, prefix: string): string => (id.startsWith(prefix) ? id : prefix + id);

/** Returns the published id of an element that links in the text lead to; undefined if none does. */
export function wantedId(element: Source, { survey, prefix }: State): string | undefined {
  const id = idOf(element);
  return id !== undefined && survey.wanted.has(id) ? published(id, prefix) : undefined;
}

/** Returns the published address of a link to an id in the same text. */
export function fragmentLink(id: string, link: Source, { prefix, linkedIds }: State): string {
  const target = published(id, prefix);
  linkedIds.set(target, [...(linkedIds.get(target) ?? []), link]);
  return `#${encodeURI(target)}`;
}

/** Unwraps the links that lead to an id that was not published after all. */
export function withoutDangling(entries: Entry[], { linkedIds, account }: State): Entry[] {
  if (linkedIds.size === 0) return entries;
  const nodes = entries.flatMap((entry) => (entry.kind === "node" ? [entry.node] : []));
  const ids = new Set(nodes.flatMap(idsIn));
  const gone = [...linkedIds].filter(([id]) => !ids.has(id));
  if (gone.length === 0) return entries;
  for (const link of gone.flatMap(([, links]) => links))
    account.unwrapped(link, { reason: "no target", address: attribute(link, "href") ?? "" });
  const lost = new Set(gone.map(([id]) => `#${encodeURI(id)}`));
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
