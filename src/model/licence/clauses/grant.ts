import { z } from "zod";
import { CLAUSE } from "../../policy.ts";
import { atMost, language } from "../../text.ts";
import {
  allOf,
  type Clause,
  count,
  countNoun,
  countries,
  countryName,
  describeFact,
  describePermission,
  languageName,
  permission,
  setOf,
} from "../clause.ts";

/** The channels on which a copy can appear. */
export const CHANNELS = ["web", "app", "newsletter", "social", "print", "broadcast"] as const;
export type DeliveryChannel = (typeof CHANNELS)[number];

const channels = setOf(CHANNELS);

/** How, where, and in which countries and languages the text may be used. An empty list sets no limit. */
export const grantFields = {
  republish: permission.describe("Publishing the full text."),
  republishIn: channels.describe("Where; an empty list means everywhere."),
  excerpt: permission.describe("Publishing a part of it."),
  excerptIn: channels.describe("Where; an empty list means everywhere."),
  excerptWords: count(CLAUSE.excerptWords).describe("Maximum words in an excerpt."),
  excerptParagraphs: count(CLAUSE.excerptParagraphs).describe(
    "Maximum paragraphs in an excerpt, counted from the first.",
  ),
  quote: permission.describe("Quoting short passages; only `allow`, because no license can forbid it."),
  translate: permission.describe("Translating it."),
  archive: permission.describe("Keeping it in an archive."),
  link: permission.describe("Linking to it; only `allow`, because no license can forbid it."),
  territories: countries.describe(
    "Countries or parts of them (ISO 3166), such as `US` or `US-CA`; an empty list means all.",
  ),
  languages: z
    .array(language)
    .max(...atMost(CLAUSE.languages, "languages"))
    .describe("Languages; an empty list means all."),
};
export const Grant = z.object(grantFields).partial({
  republish: true,
  excerpt: true,
  excerptWords: true,
  excerptParagraphs: true,
  quote: true,
  translate: true,
  archive: true,
  link: true,
});
export type Grant = z.infer<typeof Grant>;

/** A channel as a phrase in a sentence. */
export const PLACES: Record<DeliveryChannel, string> = {
  web: "on the web",
  app: "in apps",
  newsletter: "in newsletters",
  social: "on social media",
  print: "in print",
  broadcast: "on air",
};

const places = (list: readonly DeliveryChannel[]): string =>
  list.length === 0 ? "" : ` ${allOf(list.map((each) => PLACES[each]))}`;

/** The clauses about the grant. */
export const grantClauses = (grant: Grant): Clause[] => [
  ...describePermission("grant.republish", grant.republish, `publish the full text${places(grant.republishIn)}`),
  ...limit("grant.republishIn", "Where the full text may appear", grant.republishIn),
  ...describePermission("grant.excerpt", grant.excerpt, excerpt(grant)),
  ...limit("grant.excerptIn", "Where an excerpt may appear", grant.excerptIn),
  ...describeFact(
    "grant.excerptWords",
    grant.excerptWords,
    `An excerpt is limited to ${countNoun(grant.excerptWords, "word")}.`,
    true,
  ),
  ...describeFact(
    "grant.excerptParagraphs",
    grant.excerptParagraphs,
    `An excerpt is limited to ${firstParagraphs(grant)}.`,
    true,
  ),
  ...describePermission("grant.quote", grant.quote, "quote short passages of the story"),
  ...describePermission("grant.translate", grant.translate, "translate the story"),
  ...describePermission("grant.archive", grant.archive, "keep the story in your archive"),
  ...describePermission("grant.link", grant.link, "link to the story"),
  ...describeFact(
    "grant.territories",
    grant.territories,
    `Only in these countries: ${grant.territories.map(countryName).join(", ")}.`,
  ),
  ...describeFact(
    "grant.languages",
    grant.languages,
    `Only for publishing in these languages: ${grant.languages.map(languageName).join(", ")}.`,
    true,
  ),
];

const limit = (id: string, what: string, list: readonly DeliveryChannel[]): Clause[] =>
  describeFact(id, list, `${what}: ${allOf(list.map((each) => PLACES[each]))}.`);

const firstParagraphs = ({ excerptParagraphs }: Grant): string =>
  excerptParagraphs === 1 ? "the first paragraph" : `the first ${excerptParagraphs} paragraphs`;

const excerpt = (grant: Grant): string =>
  grant.excerpt === "deny" ? "publish an excerpt" : `publish an excerpt${places(grant.excerptIn)}${size(grant)}`;

/** If both limits are set, both apply. */
function size(grant: Grant): string {
  const limits = [
    ...(grant.excerptParagraphs === undefined ? [] : [firstParagraphs(grant)]),
    ...(grant.excerptWords === undefined ? [] : [countNoun(grant.excerptWords, "word")]),
  ];
  if (limits.length === 0) return "";
  return ` of up to ${limits.join(" or ")}${limits.length > 1 ? ", whichever is shorter" : ""}`;
}
