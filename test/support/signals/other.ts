import { get, ORIGIN } from "../wire.ts";
import { differences, type Story } from "./compare.ts";
import { clausesOf, type Terms, toEverybody } from "./expected.ts";
import { type Metadata, readApiArticle, readAtomEntry, readJsonItem, readNinjs, readRssItem } from "./feeds.ts";
import { Offer, readOffer, saysToWhoeverFulfils } from "./offer.ts";
import { type Answer, answerOf, type Says, USES } from "./says.ts";
import { readNewsArticle } from "./schema-org.ts";
import type { TermsPage } from "./terms-page.ts";

// The same comparison for formats that aren't only for crawlers: the API, feeds, ODRL, schema.org, ninjs, the terms page.

const SAID: Record<string, Says> = { allow: "allow", deny: "deny", unset: "unknown" };

/** Reads our own member, which has the clauses; their conditions are elsewhere. */
const inMachineUse = ({ machineUse }: Metadata): Answer => answerOf((use) => SAID[machineUse[use] ?? ""] ?? "unknown");

const textOf = async (path: string): Promise<string> => (await get(path)).text();

/**
 * Checks an offer: it tells anybody no more than everybody is told, and a party that meets its conditions exactly the clauses.
 */
export async function offerDifferences({ path, terms }: Story): Promise<string[]> {
  const { policy } = readApiArticle(await textOf(`/v1${path}`));
  const offer = Offer.parse(JSON.parse(await textOf(policy.slice(ORIGIN.length))));
  const [clauses, everybody, anybody] = [clausesOf(terms), toEverybody(terms), readOffer(offer)];
  const mine = saysToWhoeverFulfils(offer, "tdm:mine");
  return [
    ...differences("the offer, conditions fulfilled", readOffer(offer, saysToWhoeverFulfils), clauses),
    ...USES.flatMap((use) =>
      anybody[use] === "allow" && everybody[use] !== "allow" ? [`the offer permits ${use} to anybody`] : [],
    ),
    ...(mine === "unknown" || mine === clauses.aiTrain ? [] : [`the offer says of mining: ${mine}`]),
  ];
}

/** Checks our own members, in the API and in JSON Feed. */
export async function usesDifferences({ path, terms }: Story): Promise<string[]> {
  const [article, json] = await Promise.all([`/v1${path}`, "/feeds/latest.json"].map(textOf));
  const item = readJsonItem(json ?? "", ORIGIN + path);
  return [
    ...differences("the API", inMachineUse(readApiArticle(article ?? "")), clausesOf(terms)),
    ...(item === undefined
      ? ["not in the JSON feed"]
      : differences("the JSON feed", inMachineUse(item), clausesOf(terms))),
  ];
}

/** Checks everything that names a story's license and policy. */
export async function nameDifferences({ path }: Story, licence: string): Promise<string[]> {
  const address = ORIGIN + path;
  const [article, ninjs, atom, json, rss, page] = await Promise.all(
    [
      `/v1${path}`,
      `/v1${path}?format=ninjs`,
      "/feeds/latest.atom",
      "/feeds/latest.json",
      "/feeds/latest.rss",
      path,
    ].map(textOf),
  );
  const [metadata, item] = [readApiArticle(article ?? ""), readJsonItem(json ?? "", address)];
  const entry = readAtomEntry(atom ?? "", address);
  const news = readNewsArticle(page ?? "");
  const named = {
    "the API": metadata.licence.url,
    "the JSON feed": item?.licence.url,
    "RFC 4946": entry?.links.join(" "),
    "dcterms in Atom": entry?.licences.join(" "),
    RSS: [...new Set(readRssItem(rss ?? "", address)?.licences)].join(" "),
    "schema.org": news.license,
    usageInfo: news.usageInfo,
  };
  const policies = { ninjs: readNinjs(ninjs ?? "").policy, "the JSON feed": item?.policy };
  return [
    ...Object.entries(named).flatMap(([where, url]) => (url === licence ? [] : [`${where} names ${url}`])),
    ...Object.entries(policies).flatMap(([where, url]) => (url === metadata.policy ? [] : [`${where}: policy ${url}`])),
    ...(news.isAccessibleForFree === true ? [] : ["the text isn't free to read"]),
  ];
}

const LISTS: Record<Says, string | undefined> = { allow: "may", deny: "mayNot", unknown: undefined };
const IDS = { search: "machine-use.search", aiInput: "machine-use.aiInput", aiTrain: "machine-use.aiTrain" } as const;
const NOUNS = { search: "search engines", aiInput: "AI answers", aiTrain: "AI training" } as const;

/** Checks the terms page: each use under its heading, and unstated ones on the one line for them. */
export function termsDifferences(page: TermsPage, terms: Terms): string[] {
  const clauses = clausesOf(terms);
  return USES.flatMap((use) => {
    const lists = Object.entries(page.lists).flatMap(([kind, ids]) => (ids.includes(IDS[use]) ? [kind] : []));
    const expected = LISTS[clauses[use]];
    const isOpen = page.open.length === 1 && page.open[0]?.split(", ").includes(NOUNS[use]) === true;
    return [
      ...(lists.join() === (expected ?? "") ? [] : [`the terms have ${use} under ${lists.join()}`]),
      ...(page.sentences.has(IDS[use]) === (expected !== undefined) ? [] : [`the terms' sentence on ${use}`]),
      ...(isOpen === (expected === undefined) ? [] : [`${use} is ${isOpen ? "" : "not "}among what isn’t addressed`]),
    ];
  });
}
