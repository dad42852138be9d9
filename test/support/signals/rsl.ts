import { children, type Element, parseXml } from "../../consumers/xml-tree.ts";
import { type Answer, answerOf, longestOf, NOTHING, type Says, strictest, type Use } from "./says.ts";

// A client's reading of RSL 1.0 (https://rslstandard.org/rsl): one that pays nothing, and can give credit.

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

/** The tokens of a list of one type; undefined where there is no such list. Two of one type aren't RSL. */
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

/** Whether the licence is for somebody in a country, of no special kind, who pays and reports nothing. */
function isForMe(license: Element, country: string | undefined): boolean {
  const [geo, user] = [listOf(license, "permits", "geo"), listOf(license, "permits", "user")];
  const isHere = geo === undefined || (country !== undefined && geo.includes(country));
  const isFree = children(license, `${RSL}payment`).every(({ attributes }) => FREE.includes(attributes.type ?? ""));
  return isHere && user === undefined && isFree && children(license, `${RSL}reporting`).length === 0;
}

/** One licence. A list of permits is closed, and without one every use is covered that isn't prohibited. */
function readLicense(license: Element, country: string | undefined): Record<Use, Says> {
  const [permits, prohibits = []] = [usesIn(license, "permits"), usesIn(license, "prohibits")];
  return answerOf((use) => {
    if (prohibits.includes(use)) return "deny";
    return (permits === undefined || permits.includes(use)) && isForMe(license, country) ? "allow" : "unknown";
  });
}

/** A content: its licences are offers, of which one is enough. One that asks for a token first says nothing without it. */
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

/** What a document, or an item of a feed, has of RSL. */
export function contentsOf(xml: Element): Element[] {
  return xml.name === `${RSL}content` ? [xml] : xml.children.flatMap(contentsOf);
}

/** A document of its own: one root of the namespace, nothing that isn't well-formed. */
export function readRsl(xml: string): Element[] {
  const { root, mistakes } = parseXml(xml);
  if (mistakes.length > 0 || root.name !== `${RSL}rsl`) throw new Error(`not RSL: ${mistakes.join() || root.name}`);
  const contents = contentsOf(root);
  if (contents.length === 0) throw new Error("<rsl> without <content>");
  return contents;
}

/** Found by robots.txt: `url` is a path as there. The more specific beats the broader; of equals, the strictest holds. */
export function rslByPath(contents: readonly Element[], target: string, country?: string): Answer {
  const rules = contents.map((content) => ({ pattern: content.attributes.url ?? "", content }));
  const found = longestOf(rules, target).map(({ content }) => readContent(content, country));
  return answerOf((use) => strictest(found.map((answer) => answer[use])));
}

/** Found by the page itself, or by a feed: `url` is an address, on the same origin. */
export function rslByAddress(contents: readonly Element[], address: string, country?: string): Answer {
  const found = contents.filter(({ attributes }) => attributes.url === address || attributes.url === "");
  return answerOf((use) => strictest(found.map((content) => readContent(content, country)[use])));
}

/** The addresses of the terms that a content's licences want credit by. */
export const standardsOf = (contents: readonly Element[]): string[] =>
  contents
    .flatMap((content) => children(content, `${RSL}license`))
    .flatMap((license) => children(license, `${RSL}payment`))
    .flatMap((payment) => children(payment, `${RSL}standard`))
    .map(({ text }) => text);
