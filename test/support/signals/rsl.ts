import { children, type Element, parseXml } from "../../consumers/xml-tree.ts";
import { type Answer, answerOf, longestOf, NOTHING, type Says, strictest, type Use } from "./says.ts";

// Reads RSL 1.0 (https://rslstandard.org/rsl) as a client that pays nothing and can give credit.

const RSL = "{https://rslstandard.org/rsl}";

const HELD: Record<string, readonly Use[]> = {
  all: ["search", "aiInput", "aiTrain"],
  "ai-all": ["aiInput", "aiTrain"],
  "ai-input": ["aiInput"],
  "ai-train": ["aiTrain"],
  "ai-index": [],
  search: ["search"],
};

const FREE = ["free", "attribution"];

/** Returns the tokens of the list with a type; undefined if there is none. Two lists of one type aren't valid RSL. */
function listOf(license: Element, name: string, type: string): string[] | undefined {
  const [list, more] = children(license, RSL + name).filter(({ attributes }) => attributes.type === type);
  if (more !== undefined) throw new Error(`two <${name} type="${type}">`);
  return list?.text.split(/\s+/).filter(Boolean);
}

function usesIn(license: Element, name: string): Use[] | undefined {
  return listOf(license, name, "usage")?.flatMap((token) => {
    const uses = HELD[token];
    if (uses === undefined) throw new Error(`the token “${token}” in <${name}>`);
    return uses;
  });
}

/** Whether the license applies to an ordinary user in a country, who pays and reports nothing. */
function isForMe(license: Element, country: string | undefined): boolean {
  const [geo, user] = [listOf(license, "permits", "geo"), listOf(license, "permits", "user")];
  const isHere = geo === undefined || (country !== undefined && geo.includes(country));
  const isFree = children(license, `${RSL}payment`).every(({ attributes }) => FREE.includes(attributes.type ?? ""));
  return isHere && user === undefined && isFree && children(license, `${RSL}reporting`).length === 0;
}

/** Reads one license. A list of permits is exclusive; without one, every use is covered that isn't prohibited. */
function readLicense(license: Element, country: string | undefined): Record<Use, Says> {
  const [permits, prohibits = []] = [usesIn(license, "permits"), usesIn(license, "prohibits")];
  return answerOf((use) => {
    if (prohibits.includes(use)) return "deny";
    return (permits === undefined || permits.includes(use)) && isForMe(license, country) ? "allow" : "unknown";
  });
}

/**
 * Reads a content element: its licenses are alternative offers. One that requires a token from a server says nothing without it.
 */
function readContent(content: Element, country: string | undefined): Record<Use, Says> {
  const offers = children(content, `${RSL}license`).map((license) => readLicense(license, country));
  if (offers.length === 0) throw new Error("<content> without <license>");
  if (content.attributes.server !== undefined) return NOTHING;
  return answerOf((use) => {
    const words = offers.map((offer) => offer[use]);
    if (words.includes("allow")) return "allow";
    return words.every((word) => word === "deny") ? "deny" : "unknown";
  });
}

/** Returns the RSL content elements in a document or a feed item. */
export function contentsOf(xml: Element): Element[] {
  return xml.name === `${RSL}content` ? [xml] : xml.children.flatMap(contentsOf);
}

/** Reads a standalone document: one root in the namespace, and well-formed. */
export function readRsl(xml: string): Element[] {
  const { root, mistakes } = parseXml(xml);
  if (mistakes.length > 0 || root.name !== `${RSL}rsl`) throw new Error(`not RSL: ${mistakes.join() || root.name}`);
  const contents = contentsOf(root);
  if (contents.length === 0) throw new Error("<rsl> without <content>");
  return contents;
}

/** For RSL found through robots.txt: `url` is a path pattern, as there. The more specific one wins; of equals, the strictest. */
export function rslByPath(contents: readonly Element[], target: string, country?: string): Answer {
  const rules = contents.map((content) => ({ pattern: content.attributes.url ?? "", content }));
  const found = longestOf(rules, target).map(({ content }) => readContent(content, country));
  return answerOf((use) => strictest(found.map((answer) => answer[use])));
}

/** For RSL found through the page itself or a feed: `url` is an address on the same origin. */
export function rslByAddress(contents: readonly Element[], address: string, country?: string): Answer {
  const found = contents.filter(({ attributes }) => attributes.url === address || attributes.url === "");
  return answerOf((use) => strictest(found.map((content) => readContent(content, country)[use])));
}

/** Returns the URLs of the terms in the payments of a content's licenses. */
export const standardsOf = (contents: readonly Element[]): string[] =>
  contents
    .flatMap((content) => children(content, `${RSL}license`))
    .flatMap((license) => children(license, `${RSL}payment`))
    .flatMap((payment) => children(payment, `${RSL}standard`))
    .map(({ text }) => text);
