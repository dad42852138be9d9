import { expect, test } from "vitest";
import { SIGNALS } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { costOf } from "../support/d1.ts";
import { article, desk, expectOk, freshWire, get, MASTHEAD, publishMasthead, request, TOKEN } from "../support/wire.ts";

// Measures the site-wide documents with as many stories as they are designed for.

const STORIES = 10_000;
const BATCH = 50;

type Signal = "allow" | "deny";
const licence = (machineUse: { search?: Signal; aiInput?: Signal; aiTrain?: Signal }) => ({
  ...MASTHEAD.licences.open,
  eligibility: { who: "anyone" as const },
  machineUse,
});

const withUses = (open: Parameters<typeof licence>[0], eligible: Parameters<typeof licence>[0]) => ({
  ...MASTHEAD,
  licences: { ...MASTHEAD.licences, open: licence(open), eligible: licence(eligible) },
});

async function publishAll(): Promise<void> {
  for (let from = 0; from < STORIES; from += BATCH) {
    const articles = Array.from({ length: BATCH }, (_, at) =>
      article({
        id: `story-${from + at}`,
        licence: (from + at) % 2 === 0 ? "open" : "eligible",
        published: new Date(Date.UTC(2020, 0, 1) + (from + at) * 60_000).toISOString(),
      }),
    );
    await expectOk(await desk("PUT", "/articles", { articles }));
  }
}

/** Returns the text, its size in KB, and the rows read for it. */
async function measure(path: string): Promise<{ text: string; kilobytes: number; rows: number }> {
  let text = "";
  const { rowsRead } = await costOf(async () => {
    text = await (await get(path)).text();
  });
  return { text, kilobytes: Math.round(text.length / 1000), rows: rowsRead };
}

const deskHome = async (): Promise<string> =>
  (await request("/desk", { headers: { Authorization: `Basic ${btoa(`x:${TOKEN}`)}` } })).text();

test("10,000 stories, half of which deny training: each document names them, and reads a row for each", async () => {
  await freshWire();
  await publishMasthead(withUses({ search: "allow", aiTrain: "deny" }, { search: "allow" }));
  await publishAll();
  pass(60);
  const robots = await measure("/robots.txt");
  expect(robots.text.match(/^Disallow: .*\$$/gm)).toHaveLength(STORIES / 2);
  expect(robots.kilobytes).toBe(322);
  const rsl = await measure("/rsl.xml");
  expect(rsl.text.match(/<content /g)).toHaveLength(STORIES);
  expect(rsl.kilobytes).toBe(2229);
  const tdmrep = await measure("/.well-known/tdmrep.json");
  expect(tdmrep.text.match(/"location"/g)).toHaveLength(STORIES);
  expect(tdmrep.kilobytes).toBe(1079);
  for (const { rows } of [robots, rsl, tdmrep]) expect(rows).toBeLessThanOrEqual(STORIES + 50);
  expect(await deskHome()).not.toContain("have room to list");

  await publishMasthead(withUses({ search: "allow", aiTrain: "deny" }, { search: "allow", aiInput: "deny" }));
  pass(60);
  const cut = await measure("/robots.txt");
  expect(cut.text.length).toBeLessThan(SIGNALS.robotsBytes / 100);
  expect(cut.text.match(/^Disallow: .*$/gm)).toEqual(["Disallow: /articles/"]);
  expect(await deskHome()).toContain("have room to list");
  expect((await get("/articles/story-0")).headers.get("Content-Usage")).toBe("search=y, train-ai=n");
}, 300_000);
