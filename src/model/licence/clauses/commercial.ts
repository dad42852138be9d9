import { z } from "zod";
import { type Clause, describePermission, permission } from "../clause.ts";

/** How money may be made around a copy. */
export const commercialFields = {
  adsOnPage: permission.describe("Advertising on the page."),
  adsAgainst: permission.describe("Selling advertising against this story."),
  paywall: permission.describe("Charging readers."),
  resale: permission.describe("Selling the story to others."),
  resyndication: permission.describe("Passing it on to other publishers, or to platforms that republish."),
};
export const Commercial = z.object(commercialFields);
export type Commercial = z.infer<typeof Commercial>;

/** What is meant where a licence doesn't say: ask; and nothing is sold on. */
export const COMMERCIAL: Commercial = {
  adsOnPage: "ask",
  adsAgainst: "ask",
  paywall: "ask",
  resale: "deny",
  resyndication: "deny",
};

/** The clauses about money. */
export const commercialClauses = (commercial: Commercial): Clause[] => [
  describePermission("commercial.adsOnPage", commercial.adsOnPage, "show advertising on the page of your copy"),
  describePermission("commercial.adsAgainst", commercial.adsAgainst, "sell advertising against this story"),
  describePermission("commercial.paywall", commercial.paywall, "charge readers for the story"),
  describePermission("commercial.resale", commercial.resale, "sell the story to others"),
  describePermission(
    "commercial.resyndication",
    commercial.resyndication,
    "pass the story on to other publishers or platforms",
  ),
];
