import { z } from "zod";
import { type Clause, describePermission, permission } from "../clause.ts";

/** How a copy may be monetized. */
export const commercialFields = {
  adsOnPage: permission.describe("Ads on the page."),
  adsAgainst: permission.describe("Selling advertising against this story."),
  paywall: permission.describe("Charging readers."),
  resale: permission.describe("Selling the story to others."),
  resyndication: permission.describe("Passing the story on to other publishers or to platforms that republish."),
};
export const Commercial = z.object(commercialFields).partial();
export type Commercial = z.infer<typeof Commercial>;

const WORDS = {
  adsOnPage: "run ads on the page with your copy",
  adsAgainst: "sell advertising against this story",
  paywall: "charge readers for the story",
  resale: "sell the story to others",
  resyndication: "pass the story on to other publishers or platforms",
} as const;

/** The clauses about commercial use. */
export const commercialClauses = (commercial: Commercial): Clause[] => [
  ...describePermission("commercial.adsOnPage", commercial.adsOnPage, WORDS.adsOnPage),
  ...describePermission("commercial.adsAgainst", commercial.adsAgainst, WORDS.adsAgainst),
  ...describePermission("commercial.paywall", commercial.paywall, WORDS.paywall),
  ...describePermission("commercial.resale", commercial.resale, WORDS.resale),
  ...describePermission("commercial.resyndication", commercial.resyndication, WORDS.resyndication),
];
