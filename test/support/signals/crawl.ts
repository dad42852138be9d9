import { ORIGIN } from "../wire.ts";
import { combine, readUsage } from "./aipref.ts";
import type { Bot } from "./bots.ts";
import { differences, type Story } from "./compare.ts";
import { clausesOf, inAipref, inRsl, inSite, inTdm } from "./expected.ts";
import { readApiArticle, readJsonItem } from "./feeds.ts";
import { contentSignal, contentUsage, mayFetch } from "./robots.ts";
import { rslByPath } from "./rsl.ts";
import { type Answer, answerOf, NOTHING, type Says, USES } from "./says.ts";
import { type Answered, fetchText, type Site } from "./story.ts";
import { readTdm } from "./tdmrep.ts";

// A crawler at one address: reads every signal there, and checks that they all agree.

const SAID: Record<string, Says> = { allow: "allow", deny: "deny" };

/** Reads our own member in JSON; nothing in any other format. */
function inBody(path: string, { text }: Answered, story: Story): Answer {
  if (!text.startsWith("{") || path.includes("ninjs")) return {};
  const found = path.startsWith("/v1/") ? readApiArticle(text) : readJsonItem(text, ORIGIN + story.path);
  return answerOf((use) => SAID[found?.machineUse[use] ?? ""] ?? "unknown");
}

/** Returns every signal at an address, with the expected one. */
function heardAt(site: Site, story: Story, path: string, answer: Answered, { token }: Bot): [string, Answer, Answer][] {
  const { terms } = story;
  const field = answer.field("tdm-reservation");
  const usage = combine(contentUsage(site.robots, token, path), readUsage(answer.field("Content-Usage")));
  const byPath = rslByPath(site.rsl, path);
  return [
    ["Content-Signal", contentSignal(site.robots, token), inSite([terms])],
    ["Content-Usage", usage, inAipref(terms)],
    ["TDMRep", readTdm({ file: site.tdm, field }, path), inTdm(terms)],
    // Site-wide RSL may mention it, but needn't.
    ["rsl.xml", byPath, USES.every((use) => byPath[use] === "unknown") ? NOTHING : inRsl(terms)],
    ["the body", inBody(path, answer, story), clausesOf(terms)],
  ];
}

/**
 * Checks the feeds and API answers that contain a story, for each bot: fetchable by all, and consistent with the story's page.
 */
export async function crawlDifferences(site: Site, story: Story, bots: readonly Bot[]): Promise<string[]> {
  const api = `/v1${story.path}`;
  const feeds = ["rss", "atom", "json"].map((format) => `/feeds/latest.${format}`);
  const paths = [...feeds, "/feeds/section/asia.rss", api, `${api}?format=ninjs`];
  const answers = await Promise.all(paths.map(async (path) => ({ path, answer: await fetchText(path) })));
  return answers.flatMap(({ path, answer }) =>
    bots.flatMap((bot) => [
      ...(answer.status === 200 ? [] : [`${path} answers ${answer.status}`]),
      ...(mayFetch(site.robots, bot.token, path) ? [] : [`${bot.token} is kept from ${path}`]),
      ...heardAt(site, story, path, answer, bot).flatMap(([signal, heard, expected]) =>
        differences(`${signal} to ${bot.token} at ${path}`, heard, expected),
      ),
    ]),
  );
}
