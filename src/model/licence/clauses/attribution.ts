import { z } from "zod";
import { LENGTH } from "../../policy.ts";
import { plainLine } from "../../text.ts";
import { type Clause, describeDuty, describeFact, duty, isAsked } from "../clause.ts";

const template = (known: readonly string[]) =>
  plainLine(LENGTH.title).refine(
    (text) => [...text.matchAll(/\{([^{}]*)\}/g)].every(([, name = ""]) => known.includes(name)),
    {
      error: `a line whose only placeholders are ${known.map((name) => `{${name}}`).join(", ")}`,
    },
  );

/** The English credit lines for licenses without their own; `render/messages` has the other languages. */
export const TEMPLATES = {
  byline: "By {names}, {affiliations}.",
  firstPublished: "First published by {holder} on {date}.",
} as const;

/** What a copy must show. */
export const attributionFields = {
  byline: duty.describe("The author's name, exactly as written."),
  affiliation: duty.describe("The author's affiliation."),
  bylineTemplate: template(["names", "affiliations"]).describe(
    `How the byline is written; \`{names}\` and \`{affiliations}\` are filled in. The default is in the story's language; in English: ${TEMPLATES.byline}`,
  ),
  firstPublished: duty.describe("The line that says where the story first ran."),
  firstPublishedTemplate: template(["holder", "date"]).describe(
    `How that line is written; \`{holder}\` and \`{date}\` are filled in. The default is in the story's language; in English: ${TEMPLATES.firstPublished}`,
  ),
  position: z
    .enum(["top", "end"])
    .describe("Where that line goes: at the `top` of the story or at its `end` (the default)."),
  link: duty.describe("A link to the original."),
  linkTo: z
    .enum(["article", "home", "either"])
    .describe(
      "Where the link leads: to the `article` (the default), to the publication's `home` page, or to `either`.",
    ),
  logo: duty.describe("The publication's logo."),
  licenceLine: duty.describe("The license's name, linked."),
  boilerplate: duty.describe("Fixed text, such as a funding note."),
  boilerplateText: plainLine(LENGTH.note).describe("That text."),
  partners: duty.describe("The newsrooms that reported with us."),
  copyright: duty.describe("The copyright notice: the rights holder and the year of the story."),
};
export const Attribution = z.object(attributionFields).partial();
export type Attribution = z.infer<typeof Attribution>;

const LINK_TO = {
  article: "link to the original article",
  home: "link to our home page",
  either: "link to the original article or to our home page",
} as const;

const WHERE_TO = {
  article: "to the article, not to the home page",
  home: "to our home page",
  either: "to the article or to our home page",
} as const;

const readable = (template: string): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => `[${READ_AS[name] ?? name}]`);

const READ_AS: Record<string, string> = {
  names: "author",
  affiliations: "affiliation",
  holder: "publication",
  date: "date",
};

/** The clauses about credit. */
export const attributionClauses = (credit: Attribution): Clause[] => [
  ...describeDuty("attribution.byline", credit.byline, "show the author’s name exactly as written", true),
  ...describeDuty("attribution.affiliation", credit.affiliation, "show the author’s affiliation", true),
  ...when(isAsked(credit.byline) || isAsked(credit.affiliation), () =>
    describeTemplate("bylineTemplate", credit.bylineTemplate, "A byline reads"),
  ),
  ...describeDuty("attribution.firstPublished", credit.firstPublished, "say where the story first ran", true),
  ...when(isAsked(credit.firstPublished), () => describeFirstPublished(credit)),
  ...describeDuty("attribution.link", credit.link, LINK_TO[credit.linkTo ?? "article"], true),
  ...when(isAsked(credit.link) && credit.linkTo !== undefined, () =>
    describeFact("attribution.linkTo", credit.linkTo, `The link leads ${WHERE_TO[credit.linkTo ?? "article"]}.`, true),
  ),
  ...describeDuty("attribution.logo", credit.logo, "show our logo", true),
  ...describeDuty("attribution.licenceLine", credit.licenceLine, "name this license, with a link to it", true),
  ...describeDuty("attribution.boilerplate", credit.boilerplate, "keep our note at the end of the story", true),
  ...when(isAsked(credit.boilerplate), () =>
    describeFact(
      "attribution.boilerplateText",
      credit.boilerplateText,
      `The note reads: “${credit.boilerplateText}”`,
      true,
    ),
  ),
  ...describeDuty("attribution.partners", credit.partners, "credit the newsrooms that reported with us", true),
  ...describeDuty("attribution.copyright", credit.copyright, "keep the copyright notice", true),
];

const describeFirstPublished = ({ firstPublishedTemplate, position }: Attribution): Clause[] => [
  ...describeTemplate("firstPublishedTemplate", firstPublishedTemplate, "That line reads"),
  ...describeFact("attribution.position", position, `It goes at the ${position} of the story.`, true),
];

const describeTemplate = (name: string, template: string | undefined, lead: string): Clause[] =>
  template === undefined ? [] : describeFact(`attribution.${name}`, template, `${lead}: “${readable(template)}”`, true);

const when = (holds: boolean, then: () => Clause[]): Clause[] => (holds ? then() : []);
