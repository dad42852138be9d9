import type { MastheadInput } from "../../../src/model/masthead.ts";
import { pass } from "../clock.ts";
import { article, desk, expectOk, MASTHEAD, publishMasthead } from "../wire.ts";
import type { Story } from "./compare.ts";
import type { Clauses, Terms } from "./expected.ts";
import { USES } from "./says.ts";

export type Licence = MastheadInput["licences"][string];

/** Returns a license with these fields, and otherwise only the required ones. */
export const licenceOf = (says: Partial<Licence>): Licence => ({
  name: "Some terms",
  publicText: "full",
  statement: "Take it.",
  contact: "licensing@example.org",
  text: "<p>Be fair.</p>",
  ...says,
});

/** Names a combination: a letter for each use. */
export const nameOf = (clauses: Clauses): string => `terms-${USES.map((use) => clauses[use][0]).join("")}`;

/** Publishes only licenses. */
export async function publishLicences(licences: Record<string, Licence>): Promise<void> {
  await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, ...licences } });
  pass(60);
}

/** A story to publish, with the terms that readers should find. */
export type Draft = { id: string; licence: string; terms: Terms; more?: Record<string, unknown> };

/** Publishes stories, each with unique words in its text, headline and summary. */
export async function publishStories(drafts: readonly Draft[]): Promise<Story[]> {
  const articles = drafts.map(({ id, licence, more }) => ({
    id,
    ...article({ licence, headline: `Headline of ${id}`, body: `<p>Fathoms of silt in ${id}.</p>`, ...more }),
  }));
  await expectOk(await desk("PUT", "/articles", { articles }));
  pass(60);
  return drafts.map(({ id, terms }) => ({
    path: `/articles/${id}`,
    terms,
    body: `Fathoms of silt in ${id}.`,
    above: [`Headline of ${id}`, "The harbour reopened on Monday."],
  }));
}
