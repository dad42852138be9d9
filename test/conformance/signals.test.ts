import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { examples } from "../support/properties.ts";
import { siteDifferences, storyDifferences } from "../support/signals/compare.ts";
import { type Clauses, COMBINATIONS, plainTerms } from "../support/signals/expected.ts";
import { nameDifferences, offerDifferences, termsDifferences, usesDifferences } from "../support/signals/other.ts";
import { type Draft, licenceOf, nameOf, publishLicences, publishStories } from "../support/signals/publish.ts";
import { readPage, readSite } from "../support/signals/story.ts";
import { readTermsPage } from "../support/signals/terms-page.ts";
import { freshWire, get, ORIGIN } from "../support/wire.ts";

// Every signal to machines, read as its consumer reads it, and compared with the clauses. The readers in `test/support/signals`
// are written from the specifications alone, independently of the code.

/** Ids that are prefixes of one another: a pattern that is one character short would match another story. */
const IDS = ["quay", "quay-b", "quay-b-c"] as const;

const licence = (machineUse: Clauses) =>
  licenceOf({ name: nameOf(machineUse), eligibility: { who: "anyone" }, machineUse });

const draft = (id: string, clauses: Clauses): Draft => ({
  id,
  licence: nameOf(clauses),
  terms: plainTerms(clauses),
});

/** Publishes a site with some stories, and returns every difference between their actual and expected signals. */
async function differencesOf(site: readonly Clauses[]): Promise<string[]> {
  const stories = await publishStories(site.map((clauses, at) => draft(IDS[at] ?? "", clauses)));
  const signals = await readSite();
  const pages = await Promise.all(
    stories.map(async (story) => ({ story, page: await readPage(story.path.slice(10)) })),
  );
  return [
    ...siteDifferences(signals, stories),
    ...pages.flatMap(({ story, page }) => storyDifferences(signals, story, page)),
  ];
}

beforeAll(async () => {
  await freshWire();
  await publishLicences(Object.fromEntries(COMBINATIONS.map((each) => [nameOf(each), licence(each)])));
});

describe("each combination of the three machine clauses", () => {
  test.each(COMBINATIONS)(
    "alone on a site: search $search, AI input $aiInput, AI training $aiTrain",
    async (clauses) => {
      const terms = `/licences/${nameOf(clauses)}`;
      const [story] = await publishStories([draft(IDS[0], clauses)]);
      if (story === undefined) throw new Error("no story");
      expect(await differencesOf([clauses])).toEqual([]);
      expect(await nameDifferences(story, ORIGIN + terms)).toEqual([]);
      expect(await usesDifferences(story)).toEqual([]);
      expect(await offerDifferences(story)).toEqual([]);
      expect(termsDifferences(readTermsPage(await (await get(terms)).text()), story.terms)).toEqual([]);
    },
  );
});

test("beside others, on sites of three stories whose ids are prefixes of one another", async () => {
  const any = fc.constantFrom(...COMBINATIONS);
  // A different seed in every run; a failure reports it.
  const seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
  await fc.assert(
    fc.asyncProperty(any, any, any, async (...site) => {
      expect(await differencesOf(site)).toEqual([]);
    }),
    { numRuns: examples(120), seed },
  );
}, 120_000);
