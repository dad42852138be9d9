import fc from "fast-check";
import { expect, test } from "vitest";
import { examples } from "../support/properties.ts";
import { siteDifferences, storyDifferences } from "../support/signals/compare.ts";
import { anyCondition, licenceWith, mended, moreOf, storyTermsOf, termsOf } from "../support/signals/conditions.ts";
import { offerDifferences, termsDifferences, usesDifferences } from "../support/signals/other.ts";
import { publishLicences, publishStories } from "../support/signals/publish.ts";
import { readPage, readSite } from "../support/signals/story.ts";
import { readTermsPage } from "../support/signals/terms-page.ts";
import { freshWire, get } from "../support/wire.ts";

// Licenses whose permissions have conditions: for whom, where, until when, for what. No output grants what a clause denies, none
// mentions what is unset, and a condition that a signal can't express makes it no permission to everybody.

const drawn = anyCondition.map(mended);
type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

const termsPage = async (at: number) => readTermsPage(await (await get(`/licences/terms-${at}`)).text());

/** Publishes a story for each license on one site, and returns every difference. */
async function differencesOf(site: readonly Drawn[]): Promise<string[]> {
  await freshWire();
  await publishLicences(Object.fromEntries(site.map((each, at) => [`terms-${at}`, licenceWith(each)])));
  const stories = await publishStories(
    site.map((each, at) => ({
      id: `quay${"-b".repeat(at)}`,
      licence: `terms-${at}`,
      terms: storyTermsOf(each),
      more: moreOf(each),
    })),
  );
  const signals = await readSite();
  const found = siteDifferences(signals, stories);
  for (const [at, story] of stories.entries()) {
    const each = site[at];
    if (each === undefined) continue;
    const above = each.exclude ? story.above.slice(0, 1) : story.above;
    const page = await readPage(story.path.slice("/articles/".length));
    found.push(
      ...storyDifferences(signals, { ...story, above }, page),
      ...(await usesDifferences(story)),
      ...(await offerDifferences(story)),
      ...termsDifferences(await termsPage(at), termsOf(each)),
    );
  }
  return found;
}

test("no output grants what a clause denies, says anything of what is unset, or permits to everybody what has a condition", async () => {
  // A different seed in every run; a failure reports it.
  const seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
  await fc.assert(
    fc.asyncProperty(drawn, drawn, async (...site) => {
      expect(await differencesOf(site)).toEqual([]);
    }),
    { numRuns: examples(60), seed },
  );
}, 120_000);
