import { describe, expect, test } from "vitest";
import { SearchResultsJson } from "../../src/contract/search.ts";
import { QUERIES, STORIES } from "../fixtures/search-languages.ts";
import { freshWire, get, publish, publishMasthead } from "../support/wire.ts";

// What people type, however they type it, finds the story they mean.

/** Whether the stories are published: all tests read the same ones. */
let isPublished = false;

async function publishAll(): Promise<void> {
  if (isPublished) return;
  await freshWire();
  await publishMasthead();
  for (const [id, story] of Object.entries(STORIES)) await publish(id, story);
  isPublished = true;
}

/** Each search comes from a different address: only a few are accepted from one. */
let asked = 0;

const resultsOf = async (typed: string) => {
  const response = await get(`/v1/search?q=${encodeURIComponent(typed)}`, {
    "CF-Connecting-IP": `203.0.113.${asked++ % 250}`,
  });
  return SearchResultsJson.parse(await response.json()).results;
};

describe("it works", () => {
  test.each(QUERIES)("%s finds %s", async (typed, ids) => {
    await publishAll();
    const results = await resultsOf(typed);
    expect(results.map(({ slug }) => slug)).toEqual(ids);
  });

  test("what is marked is the word as it is written", async () => {
    await publishAll();
    const marked = async (typed: string) =>
      (await resultsOf(typed)).flatMap(({ excerpt }) => excerpt.flatMap(({ text, match }) => (match ? [text] : [])));
    expect(await marked("naive muller")).toEqual(["naïve", "Müller"]);
    expect(await marked("massnahmen")).toEqual(["Maßnahmen"]);
    expect(await marked("发表 地震")).toEqual([]);
  });
});
