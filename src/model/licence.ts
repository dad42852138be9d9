import { z } from "zod";
import { email, fields, line, webAddress } from "./text.ts";

const duty = z.enum(["must", "should", "no"]);
const signal = z.enum(["allow", "deny", "unset"]);

/** A licence's typed clauses: what software acts on. The human text stands beside them. */
export const licenceFields = {
  name: line(200).describe("Its name."),
  url: webAddress.optional().describe("Its own address, for a real Creative Commons licence only: the deed's."),
  publicText: z
    .enum(["full", "summary", "link"])
    .describe("What anyone may read in a feed: the `full` text, the `summary`, or just headline and `link`."),
  statement: line(1000).describe("The sentence that ends every article under it."),
  attribution: fields({
    byline: duty.describe("The author's name, exactly as written."),
    affiliation: duty.describe("Whom the author writes for."),
    logo: duty.describe("The publication's logo."),
    link: duty.describe("A link to the article."),
    licenceLine: duty.describe("The licence's name, linked."),
  }).describe("What a copy has to show: `must`, `should` or `no`."),
  images: z
    .enum(["marked", "none"])
    .describe("`marked`: images that name a licence travel under it, all others stay; `none`: no image travels."),
  machineUse: fields({
    search: signal.describe("Indexing for search with links and short excerpts."),
    aiInput: signal.describe("As input to generated answers."),
    aiTrain: signal.describe("Training models."),
  }).describe("What machines may do: `allow`, `deny`, or `unset` where the licence doesn't say."),
  contact: email.describe("Where questions about it go."),
};

/** A licence as it is published: clauses, and the terms as cleaned HTML. */
export const Licence = fields({ ...licenceFields, text: z.string().describe("The terms, as HTML.") });
export type Licence = z.infer<typeof Licence>;

/** A licence as it is kept: the version counts its texts, from 1. */
export type KeptLicence = Licence & { version: number };

/** One clause, for people and for software: a stable id, the machine's value, a sentence. */
export type Clause = { id: string; value: string; sentence: string };

const PUBLIC_TEXT = {
  full: "Anyone may read the full text in the public feeds.",
  summary: "The public feeds carry a summary. Publishers that have accepted these terms receive the full text.",
  link: "The feeds carry the headline and a link. The text stays where it was first published.",
} as const;

const IMAGES = {
  marked: "Images that name a licence of their own may travel under it. All other images stay here.",
  none: "No image may be taken.",
} as const;

const SHOWN = {
  byline: "the author's name exactly as written",
  affiliation: "whom the author writes for",
  logo: "the publication's logo",
  link: "a link to the original article",
  licenceLine: "the name of this licence, linked to these terms",
} as const;

const MACHINES = {
  search: "index it for search",
  aiInput: "use it as input to generated answers",
  aiTrain: "train models on it",
} as const;

/** Every clause of a licence, in the order of its terms page. */
export function clauses(licence: Licence): Clause[] {
  return [
    { id: "public-text", value: licence.publicText, sentence: PUBLIC_TEXT[licence.publicText] },
    ...attributionClauses(licence),
    { id: "images", value: licence.images, sentence: IMAGES[licence.images] },
    ...machineClauses(licence),
    { id: "contact", value: licence.contact, sentence: `Questions and other wishes: ${licence.contact}.` },
  ];
}

const KEYS = ["byline", "affiliation", "logo", "link", "licenceLine"] as const;

function attributionClauses(licence: Licence): Clause[] {
  return KEYS.map((key) => {
    const value = licence.attribution[key];
    const verb = value === "no" ? "need not" : value;
    return { id: `attribution.${key}`, value, sentence: `A copy ${verb} show ${SHOWN[key]}.` };
  });
}

const MACHINE_KEYS = ["search", "aiInput", "aiTrain"] as const;

function machineClauses(licence: Licence): Clause[] {
  return MACHINE_KEYS.map((key) => {
    const value = licence.machineUse[key];
    const start = {
      allow: "Machines may",
      deny: "Machines may not",
      unset: "These terms don't say whether machines may",
    }[value];
    return { id: `machine-use.${key}`, value, sentence: `${start} ${MACHINES[key]}.` };
  });
}
