import { article, desk, expectOk } from "./wire.ts";

/** The number of stories in a batch, the most that one request takes. */
const BATCH = 50;

/**
 * Publishes `count` made-up stories over several years, in both sections, by two authors, some of them embargoed, withheld or
 * killed. Returns the ids of the public ones.
 */
export async function publishArchive(count: number): Promise<Set<string>> {
  const all = Array.from({ length: count }, (_, at) => at);
  for (let from = 0; from < count; from += BATCH)
    await expectOk(await desk("PUT", "/articles", { articles: all.slice(from, from + BATCH).map(storyAt) }));
  return new Set(all.filter((at) => statusAt(at) === "usable" && !isWaiting(at)).map((at) => `story-${at}`));
}

const LICENCES = ["open", "eligible", "reserved"] as const;
const isWaiting = (at: number): boolean => at % 41 === 40;

function statusAt(at: number): "usable" | "withheld" | "canceled" {
  if (at % 17 === 16) return "withheld";
  return at % 19 === 18 ? "canceled" : "usable";
}

const storyAt = (at: number) =>
  article({
    id: `story-${at}`,
    headline: `Story number ${at}`,
    section: at % 3 === 0 ? "world" : "asia",
    topics: at % 5 === 0 ? [] : ["trade"],
    authors: at % 7 === 0 ? [] : [at % 2 === 0 ? "ann" : "bob"],
    licence: LICENCES[at % LICENCES.length],
    status: statusAt(at),
    ...(statusAt(at) === "canceled" ? { reason: "It was wrong." } : {}),
    ...(isWaiting(at) ? { embargo: "2040-01-01T00:00:00Z" } : {}),
    published: new Date(Date.UTC(2020, 0, 1) + at * 11 * 3_600_000).toISOString(),
  });
