import { z } from "zod";
import { CORRECTION_KINDS } from "../article/correction.ts";
import { NOT_LICENSED } from "../article/image.ts";
import { getOwn } from "../get-own.ts";
import type { Masthead } from "../masthead.ts";
import { type Mistake, unknownName } from "../mistake.ts";
import { LENGTH, SOURCES } from "../policy.ts";
import { publicAddress } from "../public-address.ts";
import { atMost, dateTime, fields, language, plainLine, slug, title, wholeNumber } from "../text.ts";

/** The kinds of sites that the wire reads. */
export const SOURCE_KINDS = ["wordpress", "ghost", "feed"] as const;
export const SourceKind = z.enum(SOURCE_KINDS);
export type SourceKind = z.infer<typeof SourceKind>;

/** What a rule asks of a post: a category, tag or author, by the CMS's slug or name. */
const name = title(LENGTH.name);
const conditions = {
  category: name.optional().describe("Applies to posts in this category: its slug or name in the CMS."),
  tag: name.optional().describe("Applies to posts with this tag: its slug or name in the CMS."),
  author: name.optional().describe("Applies to posts by this author: the name as the CMS shows it."),
};
type Conditions = { category?: string | undefined; tag?: string | undefined; author?: string | undefined };

const saysWhen = ({ category, tag, author }: Conditions): boolean =>
  [category, tag, author].some((each) => each !== undefined);
const WHEN = { error: "a category, a tag or an author" };
const when = fields(conditions).refine(saysWhen, WHEN);

const LicenceRule = fields({
  ...conditions,
  licence: slug.describe("The id of the license for these posts."),
}).refine(saysWhen, WHEN);

const ImageRule = fields({
  credit: plainLine(LENGTH.title).describe(
    "What the credit or caption says; `*` stands for any words: `*Harbor Paper*`.",
  ),
  owner: title(LENGTH.title).describe("Who owns a picture that matches."),
  licence: slug.describe("The license it travels under; `none` if it isn't ours to license."),
});

const CorrectionRule = fields({
  begins: plainLine(LENGTH.label).describe("How a correction paragraph begins, such as `Correction:`."),
  kind: z.enum(CORRECTION_KINDS).default("correction").describe("What kind of note it is."),
});

const rulesOf = <Rule extends z.ZodType>(rule: Rule) =>
  z
    .array(rule)
    .max(...atMost(SOURCES.rules, "rules"))
    .default([]);

/** A site that stories come from, and how its posts are handled. */
export const SourceSettings = fields({
  kind: SourceKind.describe(
    "What kind of source it is: `wordpress`, `ghost`, or `feed` for any other site with a feed.",
  ),
  address: publicAddress.describe("The site's address; for a feed, the feed's."),
  minutes: wholeNumber(SOURCES.minMinutes, SOURCES.maxMinutes)
    .default(SOURCES.minutes)
    .describe("How often it is checked."),
  mode: z
    .enum(["publish", "review"])
    .default("review")
    .describe("`publish`: stories go out at once. `review`: each one waits at the desk for approval."),
  take: fields({
    any: z
      .array(when)
      .max(...atMost(SOURCES.rules, "rules"))
      .optional()
      .describe("Only posts that match one of these."),
    not: z
      .array(when)
      .max(...atMost(SOURCES.rules, "rules"))
      .optional()
      .describe("No posts that match any of these."),
    from: dateTime.optional().describe("Only posts published at this time or later."),
  })
    .optional()
    .describe("Which posts are taken; by default, every public post."),
  section: slug.describe("The section for posts whose categories don't name one."),
  sections: z
    .record(z.string(), slug)
    .default({})
    .describe("Sections by category: the category's slug or name, and our section."),
  topics: z.record(z.string(), slug).default({}).describe("Topics by category or tag."),
  authors: z
    .record(z.string(), slug)
    .default({})
    .describe("Authors by the name that the CMS shows. Others are matched by name, or created."),
  licences: rulesOf(LicenceRule).describe(
    "Licenses by rule; the first match counts. Without a match, the section's or the publication's license applies.",
  ),
  exclude: rulesOf(when).describe("Posts that aren't ours to license: no license applies to them."),
  images: rulesOf(ImageRule).describe(
    "Who owns each picture, based on what its credit or caption says. A picture that no rule matches is left out.",
  ),
  corrections: rulesOf(CorrectionRule).describe("Paragraphs that become corrections."),
  gone: z
    .enum(["withhold", "report"])
    .default("withhold")
    .describe(
      "What to do with a story that is no longer public on the site: `withhold` it, or only `report` it to the desk. It is never killed.",
    ),
  language: language.optional().describe("The language of posts that don't name one."),
}).meta({ id: "SourceSettings" });
export type SourceSettings = z.infer<typeof SourceSettings>;

/** One source with its id, as in the desk's form. */
export const SourceInput = z.object({ id: slug, settings: SourceSettings });

/** Every source, as in `content/sources.yaml` and the desk's API. */
export const SourcesInput = z.record(slug, SourceSettings);
export type SourcesInput = z.infer<typeof SourcesInput>;

/** The settings that decide how posts are handled: when they change, every post is processed again. */
export const rulesIn = ({ minutes: _minutes, gone: _gone, mode: _mode, ...rules }: SourceSettings): string =>
  JSON.stringify(rules);

/** Mistakes in sources beyond single fields: names that the masthead doesn't have. */
export function sourcesMistakes(sources: SourcesInput, masthead: Masthead): Mistake[] {
  const all = Object.entries(sources);
  return [
    ...(all.length > SOURCES.most
      ? [{ field: "", problem: `there are ${all.length} sources`, allowed: `at most ${SOURCES.most}` }]
      : []),
    ...all.flatMap(([id, source]) =>
      namesIn(source).flatMap(([field, kind, each]) => {
        const known = knownOf(masthead)[kind];
        return getOwn(known, each) === undefined && !(field.startsWith("images") && each === NOT_LICENSED)
          ? [unknownName(`${id}.${field}`, each, kind, Object.keys(known).sort())]
          : [];
      }),
    ),
  ];
}

type Named = [field: string, kind: "section" | "topic" | "author" | "license", id: string];

function namesIn({ section, sections, topics, authors, licences, images }: SourceSettings): Named[] {
  return [
    ["section", "section", section],
    ...Object.entries(sections).map(([from, to]): Named => [`sections.${from}`, "section", to]),
    ...Object.entries(topics).map(([from, to]): Named => [`topics.${from}`, "topic", to]),
    ...Object.entries(authors).map(([from, to]): Named => [`authors.${from}`, "author", to]),
    ...licences.map(({ licence }, at): Named => [`licences[${at}].licence`, "license", licence]),
    ...images.map(({ licence }, at): Named => [`images[${at}].licence`, "license", licence]),
  ];
}

const knownOf = ({ publication, authors, licences }: Masthead): Record<Named[1], Record<string, unknown>> => ({
  section: publication.sections,
  topic: publication.topics,
  author: authors,
  license: licences,
});
