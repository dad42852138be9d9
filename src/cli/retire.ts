import type { ArticleListingJson } from "../contract/publishing.ts";
import type { IdentifiedArticle } from "../model/article/article.ts";
import type { MastheadInput } from "../model/masthead.ts";
import { BATCH } from "../model/policy.ts";
import { addRetired, omitRetired } from "../model/retired.ts";
import type { Client } from "./client.ts";

type Listed = ArticleListingJson["articles"][number];

/** What publishing a folder retires, in steps. */
export type RetirePlan = {
  /** Sample stories without a file, which are withheld. */
  samples: Listed[];
  /** Names to retire now, such as `sections/asia`; and of these, the ones missing from the folder. */
  names: string[];
  absent: string[];
  /** The masthead before anything is retired, and the one after the articles that retires it. */
  first: MastheadInput;
  last: MastheadInput;
};

/** The folder's content, and the wire's. */
export type Sides = { masthead: MastheadInput; articles: readonly IdentifiedArticle[]; listed: readonly Listed[] };

/** Returns what publishing a folder retires: what its files say, and with `isAbsentRetired` everything without a file. */
export async function planRetiring(client: Client, sides: Sides, isAbsentRetired: boolean): Promise<RetirePlan> {
  const { masthead } = sides;
  if (!isAbsentRetired && masthead.retired === undefined)
    return { samples: [], names: [], absent: [], first: masthead, last: masthead };
  const { kept, retired } = await client.check(masthead, []);
  const absent = isAbsentRetired ? kept : [];
  const names = [...retired, ...absent];
  const samples = isAbsentRetired ? absentArticles(sides).filter(isShownSample) : [];
  const last = withRetired(masthead, addRetired(masthead.retired, absent));
  return { samples, names, absent, first: withRetired(last, omitRetired(last.retired, names)), last };
}

/** Returns the articles that the wire has and the folder doesn't. */
export const absentArticles = ({ articles, listed }: Pick<Sides, "articles" | "listed">): Listed[] => {
  const here = new Set(articles.flatMap(({ id, was = [] }) => [id, ...was]));
  return listed.filter(({ id, address }) => !here.has(id) && !here.has(address));
};

/** A sample that the desk killed or withheld stays that way. */
const isShownSample = ({ sample, status }: Listed): boolean => sample && status === "usable";

const withRetired = ({ retired: _, ...masthead }: MastheadInput, retired: MastheadInput["retired"]): MastheadInput => ({
  ...masthead,
  ...(retired ? { retired } : {}),
});

/** Describes what `--retire` will do. */
export function planInWords({ samples, absent }: RetirePlan, folder: string): string[] {
  if (samples.length === 0 && absent.length === 0)
    return [
      `Nothing to retire: ${folder} has every section, topic, author and license on the wire, and every sample story that is out.`,
    ];
  const ids = samples.map(({ id }) => id).join(", ");
  return [
    `--retire: ${folder} has no files for these:`,
    ...(samples.length === 0 ? [] : [`  Sample stories to withhold everywhere, without a notice: ${ids}`]),
    ...(absent.length === 0
      ? []
      : [`  To retire (old stories keep them, new ones can't use them): ${absent.join(", ")}`]),
  ];
}

/**
 * Checks whether everything can be retired once the samples are withheld; throws the reasons if not. Articles with files are
 * checked as in those files.
 */
export async function checkPlan(client: Client, plan: RetirePlan, sides: Omit<Sides, "masthead">): Promise<void> {
  if (plan.names.length === 0) return;
  const leaving = new Set(plan.samples.map(({ id }) => id));
  const staying = absentArticles(sides).flatMap(({ id }) => (leaving.has(id) ? [] : [id]));
  for (let from = 0; from === 0 || from < staying.length; from += BATCH.checkedOthers)
    await client.check(plan.last, [], staying.slice(from, from + BATCH.checkedOthers));
}

/** Withholds the samples, then retires the rest; returns what was done. */
export async function carryOut(client: Client, { samples, names, last }: RetirePlan): Promise<string[]> {
  for (const { id, version } of samples) await client.act(id, "withhold", { version, reason: REASON });
  const retired = names.length === 0 ? [] : (await client.putMasthead(last)).retired;
  return [
    ...(samples.length === 0 ? [] : [`Sample stories: ${samples.length} withheld.`]),
    ...(retired.length === 0 ? [] : [`Retired: ${retired.join(", ")}.`]),
  ];
}

const REASON = "Sample retired: its file is gone.";
