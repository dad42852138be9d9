import { z } from "zod";
import { get, ORIGIN } from "../wire.ts";
import { readUsage } from "./aipref.ts";
import { type RobotsFile, readRobots } from "./robots.ts";
import { type RslContent, readRsl } from "./rsl.ts";
import type { Answer } from "./says.ts";
import type { TdmRule } from "./tdmrep.ts";

/** What holds for the whole site, as it is fetched. */
export type SiteSignals = { robots: RobotsFile; rsl: RslContent[]; tdm: TdmRule[]; rss: string };

const TdmFile = z.array(
  z.object({ location: z.string(), "tdm-reservation": z.number(), "tdm-policy": z.url().optional() }),
);

/** Fetches the documents that speak for the whole site. What isn't there says nothing. */
export async function readSite(): Promise<SiteSignals> {
  const [robots, rsl, tdm, rss] = await Promise.all(
    ["/robots.txt", "/rsl.xml", "/.well-known/tdmrep.json", "/feeds/latest.rss"].map((path) => get(path)),
  );
  return {
    robots: readRobots((await robots?.text()) ?? ""),
    rsl: rsl?.status === 200 ? readRsl(await rsl.text()) : [],
    tdm: TdmFile.parse(await tdm?.json()),
    rss: (await rss?.text()) ?? "",
  };
}

/** A story's page as a crawler fetches it, and what it leads to. */
export type StorySignals = {
  path: string;
  html: string;
  field: (name: string) => string | null;
  usage: Answer;
  rsl: RslContent[];
  inFeed: RslContent[];
  data: { license?: string | undefined; acquireLicensePage?: string | undefined };
  machineUse: Record<string, string>;
  offer: { permitted: string[]; prohibited: string[] };
};

const Api = z.object({ metadata: z.object({ policy: z.url(), machineUse: z.record(z.string(), z.string()) }) });
const Rules = z.array(z.object({ action: z.array(z.string()), target: z.unknown().optional() })).default([]);
const Offer = z.object({ permission: Rules, prohibition: Rules });
const Data = z.object({ license: z.url().optional(), acquireLicensePage: z.url().optional() });

const actions = (rules: z.infer<typeof Rules>): string[] =>
  rules.filter(({ target }) => target === undefined).flatMap(({ action }) => action);

/** Reads everything that speaks of one story. */
export async function readStory(id: string, { rss }: SiteSignals): Promise<StorySignals> {
  const path = `/articles/${id}`;
  const [page, api] = await Promise.all([get(path), get(`/v1/articles/${id}`)]);
  const html = await page.text();
  const { metadata } = Api.parse(await api.json());
  const offer = Offer.parse(await (await get(metadata.policy.slice(ORIGIN.length))).json());
  const link = /<([^>]+)>; rel="license"; type="application\/rsl\+xml"/.exec(page.headers.get("Link") ?? "")?.[1];
  const rsl = link === undefined ? undefined : await get(link.slice(ORIGIN.length));
  const item = rss.split("<item>").find((each) => each.includes(`>${ORIGIN}${path}</guid>`)) ?? "";
  return {
    path,
    html,
    field: (name) => page.headers.get(name),
    usage: readUsage(page.headers.get("Content-Usage") ?? ""),
    rsl: rsl?.status === 200 ? readRsl(await rsl.text()) : [],
    inFeed: readRsl(item, "rsl:"),
    data: Data.parse(JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "{}")),
    machineUse: metadata.machineUse,
    offer: { permitted: actions(offer.permission), prohibited: actions(offer.prohibition) },
  };
}
