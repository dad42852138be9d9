import { z } from "zod";
import { elementsOf } from "./xml.ts";

/** A document's signal for a use, in terms that all vocabularies can be mapped to. */
export type Says = "allow" | "ask" | "deny" | "unsaid";
export type Uses = { search: Says; aiInput: Says; aiTrain: Says; ai: Says };

const HOLDS: Record<string, readonly string[]> = {
  all: ["search", "ai-input", "ai-train", "ai-index"],
  "ai-all": ["ai-input", "ai-train", "ai-index"],
};

/** Reads RSL 1.0 as a reader that knows only the specification: a use on both lists, or on neither, isn't licensed. */
export function rslUses(xml: string, prefix = ""): Uses {
  const listed = (name: string): string[] => {
    const [, list = ""] = new RegExp(`<${prefix}${name} type="usage">([^<]*)</`).exec(xml) ?? [];
    return list.split(" ").flatMap((token) => HOLDS[token] ?? [token]);
  };
  const [permits, prohibits] = [listed("permits"), listed("prohibits")];
  const says = (token: string): Says => {
    if (prohibits.includes(token)) return "deny";
    if (permits.includes(token)) return "allow";
    if (!/<(rsl:)?license>/.test(xml)) return "unsaid";
    // A list of permits is exclusive; without one, a reader takes anything that isn't prohibited as free.
    return permits.length > 0 ? "unsaid" : "allow";
  };
  return { search: says("search"), aiInput: says("ai-input"), aiTrain: says("ai-train"), ai: says("ai-index") };
}

/** Reads Cloudflare's Content-Signal in robots.txt: an absent key neither grants nor restricts. */
export function signalUses(robots: string): Uses {
  const [, line = ""] = /^Content-Signal: (.*)$/m.exec(robots) ?? [];
  const signals = new Map(line.split(", ").map((pair) => [pair.split("=")[0], pair.split("=")[1]]));
  const says = (key: string): Says => (({ yes: "allow", no: "deny" }) as const)[signals.get(key) ?? ""] ?? "unsaid";
  return { search: says("search"), aiInput: says("ai-input"), aiTrain: says("ai-train"), ai: "unsaid" };
}

const Target = z.object({ "@type": z.string().optional() }).optional();
const Constraint = z.object({ leftOperand: z.string(), operator: z.string(), rightOperand: z.unknown() });
const Duty = z.object({ action: z.string(), constraint: z.array(Constraint).optional() });
const Rule = z.object({
  action: z.array(z.string()),
  target: Target,
  assignee: z.object({ refinement: z.array(Constraint).optional() }).optional(),
  constraint: z.array(Constraint).optional(),
  duty: z.array(Duty).optional(),
});

/** The parts of an ODRL offer that a reader needs. */
export const Offer = z.object({
  "@id": z.url(),
  permission: z.array(Rule).default([]),
  prohibition: z.array(Rule).default([]),
  obligation: z.array(Duty).default([]),
});
export type Offer = z.infer<typeof Offer>;

/** Returns what an offer says about an action on the text: under `conflict: prohibit`, a prohibition takes precedence. */
export function offerSays(offer: Offer, action: string): Says {
  const about = (rules: Offer["permission"]) =>
    rules.filter((rule) => rule.target === undefined && rule.action.includes(action));
  if (about(offer.prohibition).length > 0) return "deny";
  const [permission] = about(offer.permission);
  if (permission === undefined) return "unsaid";
  return permission.duty?.some((duty) => duty.action === "obtainConsent") ? "ask" : "allow";
}

/** Returns what an offer says about machine use. */
export const offerUses = (offer: Offer): Uses => ({
  search: offerSays(offer, "index"),
  aiInput: offerSays(offer, "cw:aiInput"),
  aiTrain: offerSays(offer, "cw:aiTrain"),
  ai: offerSays(offer, "cw:aiUse"),
});

const NewsArticle = z.looseObject({
  "@type": z.literal("NewsArticle"),
  license: z.url().optional(),
  expires: z.string().optional(),
  isAccessibleForFree: z.boolean().optional(),
});

/** Returns the JSON-LD of an article's page. */
export const newsArticleOf = (html: string) =>
  NewsArticle.parse(JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "null"));

/** Returns the RSS item with an id, as XML. */
export function rssItem(xml: string, id: string): string {
  elementsOf(xml);
  return xml.match(/<item>.*?<\/item>/gs)?.find((item) => item.includes(`>${id}</guid>`)) ?? "";
}
