import { z } from "zod";
import { LENGTH } from "../../policy.ts";
import { plainLine } from "../../text.ts";
import { type Clause, describeDuty, describeFact, duty } from "../clause.ts";

const template = (known: readonly string[]) =>
  plainLine(LENGTH.title).refine(
    (text) => [...text.matchAll(/\{([^{}]*)\}/g)].every(([, name = ""]) => known.includes(name)),
    {
      error: `a line whose only placeholders are ${known.map((name) => `{${name}}`).join(", ")}`,
    },
  );

/** What a copy has to show. */
export const attributionFields = {
  byline: duty.describe("The author's name, exactly as written."),
  affiliation: duty.describe("Whom the author writes for."),
  bylineTemplate: template(["names", "affiliations"]).describe(
    "How the byline is written; `{names}` and `{affiliations}` are filled in.",
  ),
  firstPublished: duty.describe("The line that says where the story first ran."),
  firstPublishedTemplate: template(["holder", "date"]).describe(
    "How that line is written; `{holder}` and `{date}` are filled in.",
  ),
  position: z.enum(["top", "end"]).describe("Where that line stands: at the `top` of the story or at its `end`."),
  link: duty.describe("A link to the original."),
  linkTo: z
    .enum(["article", "home", "either"])
    .describe("Where the link leads: to the `article`, to the publication's `home` page, or to `either`."),
  logo: duty.describe("The publication's logo."),
  licenceLine: duty.describe("The licence's name, linked."),
  boilerplate: duty.describe("A fixed text, as a funding note."),
  boilerplateText: plainLine(LENGTH.note).optional().describe("That text."),
  partners: duty.describe("The newsrooms that reported with us."),
};
export const Attribution = z.object(attributionFields);
export type Attribution = z.infer<typeof Attribution>;

/** What is meant where a licence doesn't say: full credit. */
export const ATTRIBUTION: Attribution = {
  byline: "must",
  affiliation: "must",
  bylineTemplate: "By {names}, {affiliations}.",
  firstPublished: "must",
  firstPublishedTemplate: "First published by {holder} on {date}.",
  position: "end",
  link: "must",
  linkTo: "article",
  logo: "no",
  licenceLine: "must",
  boilerplate: "no",
  partners: "must",
};

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
  date: "day",
};

/** The clauses about credit. */
export const attributionClauses = (credit: Attribution): Clause[] => [
  describeDuty("attribution.byline", credit.byline, "show the author’s name exactly as written", true),
  describeDuty("attribution.affiliation", credit.affiliation, "show whom the author writes for", true),
  ...when(credit.byline !== "no" && credit.affiliation !== "no", () =>
    describeFact(
      "attribution.bylineTemplate",
      credit.bylineTemplate,
      `A byline reads: “${readable(credit.bylineTemplate)}”`,
      true,
    ),
  ),
  describeDuty("attribution.firstPublished", credit.firstPublished, "say where the story first ran", true),
  ...when(credit.firstPublished !== "no", () => describeFirstPublished(credit)),
  describeDuty("attribution.link", credit.link, LINK_TO[credit.linkTo], true),
  ...when(credit.link !== "no", () =>
    describeFact("attribution.linkTo", credit.linkTo, `The link leads ${WHERE_TO[credit.linkTo]}.`, true),
  ),
  describeDuty("attribution.logo", credit.logo, "show our logo", true),
  describeDuty("attribution.licenceLine", credit.licenceLine, "name this licence, with a link to it", true),
  ...when(credit.boilerplate !== "no", () => [
    describeDuty("attribution.boilerplate", credit.boilerplate, "keep our note at the end of the story", true),
    ...describeFact(
      "attribution.boilerplateText",
      credit.boilerplateText,
      `The note reads: “${credit.boilerplateText}”`,
      true,
    ),
  ]),
  describeDuty("attribution.partners", credit.partners, "credit the newsrooms that reported with us", true),
];

const describeFirstPublished = ({ firstPublishedTemplate, position }: Attribution): Clause[] => [
  ...describeFact(
    "attribution.firstPublishedTemplate",
    firstPublishedTemplate,
    `That line reads: “${readable(firstPublishedTemplate)}”`,
    true,
  ),
  ...describeFact("attribution.position", position, `It stands at the ${position} of the story.`, true),
];

const when = (holds: boolean, then: () => Clause[]): Clause[] => (holds ? then() : []);
