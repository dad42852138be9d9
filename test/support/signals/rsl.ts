import { type Answer, matchesPath, NOTHING, type Says, type Use } from "./says.ts";

// A client's reading of RSL 1.0.

export type RslContent = { url: string; licence: string };

/** The contents of a document, or of a feed's item, whose elements have a prefix. */
export const readRsl = (xml: string, prefix = ""): RslContent[] =>
  [...xml.matchAll(new RegExp(`<${prefix}content url="([^"]*)"[^>]*>(.*?)</${prefix}content>`, "gs"))].map(
    ([, url = "", licence = ""]) => ({
      url,
      licence: licence.replaceAll(`<${prefix}`, "<").replaceAll(`</${prefix}`, "</"),
    }),
  );

const HELD: Record<string, readonly Use[]> = {
  all: ["search", "aiInput", "aiTrain"],
  "ai-all": ["aiInput", "aiTrain"],
  "ai-input": ["aiInput"],
  "ai-train": ["aiTrain"],
  search: ["search"],
};

const usesIn = (licence: string, element: string): Use[] | undefined =>
  new RegExp(`<${element} type="usage">([^<]*)<`)
    .exec(licence)?.[1]
    ?.split(/\s+/)
    .flatMap((token) => HELD[token] ?? []);

/**
 * What one licence gives and forbids. A list of what is permitted is closed: what isn't in it isn't given. Without such a
 * list the licence covers every use but the prohibited.
 */
export function rslOf({ licence }: RslContent): Answer {
  const [permits, prohibits = []] = [usesIn(licence, "permits"), usesIn(licence, "prohibits")];
  const of = (use: Use): Says => {
    if (prohibits.includes(use)) return "deny";
    return permits === undefined || permits.includes(use) ? "allow" : "unknown";
  };
  return { search: of("search"), aiInput: of("aiInput"), aiTrain: of("aiTrain") };
}

/** What a site's document says of a path: the content with the longest path that matches; nothing without one. */
export function rslAt(contents: readonly RslContent[], target: string): Answer {
  const [found] = contents
    .filter(({ url }) => matchesPath(url, target))
    .sort((one, other) => other.url.length - one.url.length);
  return found === undefined ? NOTHING : rslOf(found);
}
