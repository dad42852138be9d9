import { z } from "zod";
import { getOwn } from "../get-own.ts";
import { ccKind } from "../licence/creative-commons.ts";
import type { FormerLicence } from "../licence/former-licence.ts";
import { type Mistake, unknownName } from "../mistake.ts";
import { ARTICLE, LENGTH } from "../policy.ts";
import { formerNames } from "../renaming.ts";
import type { Retired } from "../retired.ts";
import { atMost, dateTime, fields, language, line, plainLine, slug, title, webAddress } from "../text.ts";
import { instant } from "../time.ts";
import { CMS_NAMES, decodePlainFields } from "./cms.ts";
import { Correction } from "./correction.ts";
import { Exported } from "./exported.ts";
import { type Image, ImageInput, NOT_LICENSED } from "./image.ts";
import { STATUSES } from "./status.ts";

/** The fields of an article that files and the API share; images and body differ. */
export const articleFields = {
  headline: title(LENGTH.title).describe("The headline."),
  summary: plainLine(LENGTH.summary).describe(
    `Plain text for readers who don't get the body; ${LENGTH.goodSummary} characters or more work best for importers.`,
  ),
  authors: z
    .array(slug)
    .max(...atMost(ARTICLE.authors, "authors"))
    .default([])
    .describe("Ids of its authors, in the byline's order; none for an unsigned story."),
  section: slug.describe("Id of its section."),
  topics: z
    .array(slug)
    .max(...atMost(ARTICLE.topics, "topics"))
    .default([])
    .describe("Ids of its topics."),
  published: dateTime.describe("When it was first published, with the time zone. An article isn't released before it."),
  updated: dateTime
    .optional()
    .describe("When it was last changed in substance; by default, when the change is published."),
  embargo: dateTime.optional().describe("Not released before this time; then released within a minute."),
  expires: dateTime
    .optional()
    .describe("From this time on, the story is gone everywhere, and every copy must come down."),
  exclude: z
    .literal(true, { error: "true, or leave the field out" })
    .optional()
    .describe(
      "`true`: not ours to license. Whatever its license says doesn't apply to it; only a headline and a link remain.",
    ),
  translate: z
    .literal("deny", { error: "deny, or leave the field out: an article can only narrow its license" })
    .optional()
    .describe("`deny`: it may not be translated, even if its license allows translations."),
  was: formerNames
    .optional()
    .describe(
      "For a renamed article: its earlier names, oldest first. The oldest stays its id; all of them lead here.",
    ),
  status: z
    .enum(STATUSES)
    .default("usable")
    .describe("IPTC's word: `usable`, `withheld` (gone for now) or `canceled` (killed)."),
  reason: line(LENGTH.note).optional().describe("Why it was killed, for the public; required if `canceled`."),
  licence: slug.optional().describe("The id of its license; by default, its section's, or else the publication's."),
  language: language.optional().describe("Its language (BCP 47); by default, the publication's."),
  canonical: webAddress.optional().describe("Where it first ran, if not here."),
  holder: title(LENGTH.title).optional().describe("Who holds the rights; by default, the publication."),
  corrections: z
    .array(Correction)
    .max(...atMost(ARTICLE.corrections, "corrections"))
    .optional()
    .describe("What was corrected after release: a list of `at`, `kind` and `note`, for the public."),
  partners: z
    .array(title(LENGTH.name))
    .max(...atMost(ARTICLE.partners, "partners"))
    .optional()
    .describe("Partner newsrooms to credit."),
  sample: z
    .literal(true, { error: "true, or leave the field out" })
    .optional()
    .describe("`true`: only a sample. All samples can be withheld at once when you have stories of your own."),
  cms: z
    .enum(CMS_NAMES)
    .optional()
    .describe(
      "The CMS that its text was written in. What the CMS hides by class stays hidden, its shortcodes and cards are recognized, and entities in plain fields are decoded. This field isn't kept, because the wire keeps the cleaned text.",
    ),
  exported: Exported.optional().describe(
    "Only in an export: its state on the wire it came from. Used for an article that is new here, and ignored for any other. This field isn't kept.",
  ),
};

/** The fields of an article as the desk's API takes it. */
export const apiFields = {
  ...articleFields,
  images: z
    .array(ImageInput)
    .max(...atMost(ARTICLE.images, "images"))
    .default([])
    .describe("Its images, uploaded beforehand; the first is the lead image."),
  body: z
    .string()
    .max(...atMost(LENGTH.body, "characters"))
    .describe('The story as HTML. Images are `<img src="/images/{sha256}">`, each one named in `images`.'),
};

/** An article as the desk's API takes it. */
export const ArticleInput = z.preprocess(decodePlainFields, fields(apiFields)).meta({ id: "ArticleInput" });
export type ArticleInput = z.infer<typeof ArticleInput>;

/** An article as a batch names it: by its address, which is its id unless `was` names another. */
export const IdentifiedArticle = z
  .preprocess(
    decodePlainFields,
    fields({
      id: slug.describe("The last part of its page's address. It is also its id, unless `was` names another."),
      ...apiFields,
    }),
  )
  .meta({ id: "IdentifiedArticle" });
export type IdentifiedArticle = z.infer<typeof IdentifiedArticle>;

/** An article whose names were looked up: `id` is the first, and `address` is there only if it differs from the id. */
export type NamedArticle = Omit<IdentifiedArticle, "was"> & { address?: string };

/** A body in pieces: cleaned HTML with the images between the pieces, so images never have to be cut out later. */
export type Body = readonly (string | { image: string })[];

/** An article's whole content. Holder and language may follow the publication's; the license is fixed. */
export type Article = Omit<ArticleInput, "images" | "body" | "licence" | "cms" | "was" | "exported"> & {
  /** Its first name, which never changes. */
  id: string;
  /** The last part of its page's address, once that isn't the id any more. */
  address?: string;
  licence: string;
  images: readonly Image[];
  /** The Creative Commons licenses that it left for another one. */
  formerLicences?: readonly FormerLicence[];
  /** The last of them, in rows from the time when only one was recorded. */
  formerLicence?: FormerLicence;
  /** When it came under its license, UTC to the second; only there if it had another one before. */
  licenceSince?: string;
};

/** An article with its place in time. Dates are UTC to the second, `2019-01-04T22:26:00Z`. */
export type Version = Article & {
  version: number;
  /** When it was first released; undefined before. */
  released?: string;
  /** Only there if it has expired: then nothing of it is shown. */
  expired?: true;
  /** When it was killed after release; undefined if it isn't killed, or nobody ever saw it. */
  killed?: string;
  /** First publication: the time in feeds. */
  publishedAt: string;
  /** Last change in substance. */
  modifiedAt: string;
};

/** The last part of the address of an article's page. */
export const addressOf = ({ id, address }: Pick<Article, "id" | "address">): string => address ?? id;

/** When an article may leave: at its date or its embargo, whichever is later. */
export const releaseTime = (article: Pick<Article, "published" | "embargo">): string =>
  instant(Math.max(Date.parse(article.published), Date.parse(article.embargo ?? article.published)));

/** The fields of an article that could be read, from a file or the API. */
export type ReadArticle = Partial<
  Pick<
    ArticleInput,
    | "section"
    | "licence"
    | "status"
    | "reason"
    | "published"
    | "updated"
    | "embargo"
    | "expires"
    | "translate"
    | "exclude"
  >
> & {
  authors?: readonly string[];
  topics?: readonly string[];
  images?: readonly { licence: string; sha256?: string; file?: string }[];
};

/** Mistakes in an article beyond its single fields: unknown names, dates and words that contradict each other. */
export function articleMistakes(article: ReadArticle, masthead: Names): Mistake[] {
  const { section, licence, authors = [], topics = [], images = [] } = article;
  const { licences } = masthead;
  return [
    ...(section === undefined ? [] : unknownMistakes("section", section, masthead.publication.sections, "section")),
    ...topics.flatMap((topic, at) => unknownMistakes(`topics[${at}]`, topic, masthead.publication.topics, "topic")),
    ...authors.flatMap((author, at) => unknownMistakes(`authors[${at}]`, author, masthead.authors, "author")),
    ...(licence === undefined ? [] : unknownMistakes("licence", licence, licences, "license")),
    ...images.flatMap((image, at) =>
      image.licence === NOT_LICENSED
        ? []
        : unknownMistakes(`images[${at}].licence`, image.licence, licences, "license", [NOT_LICENSED]),
    ),
    ...repeatedMistakes("authors", authors),
    ...repeatedMistakes("topics", topics),
    ...repeatedMistakes(
      "images",
      images.map(({ sha256, file }) => sha256 ?? file ?? ""),
    ),
    ...contradictions(article),
    ...addedToCc(article, masthead),
  ];
}

type KnownNames = Record<string, unknown> | undefined;

/** The parts of a masthead needed to check an article; parts that couldn't be read aren't checked. */
export type Names = {
  publication: {
    sections: KnownNames;
    topics: KnownNames;
    sectionLicences?: Record<string, string> | undefined;
    licence?: string | undefined;
  };
  authors: KnownNames;
  licences: Record<string, { url?: string | undefined } | true> | undefined;
  retired?: Retired | undefined;
};

/** The license that an article is published under: its own, its section's, or the publication's. */
export const licenceFor = (
  { licence, section }: Pick<ReadArticle, "licence" | "section">,
  { sectionLicences, licence: rest }: Names["publication"],
): string | undefined => licence ?? getOwn(sectionLicences, section ?? "") ?? rest;

/** CC BY 4.0 §2(a)(5)(C): a licensor under Creative Commons can't narrow it for one article. */
function addedToCc(article: ReadArticle, { publication, licences }: Names): Mistake[] {
  const id = licenceFor(article, publication);
  const licence = id === undefined ? undefined : getOwn(licences, id);
  const kind = licence === undefined || licence === true ? undefined : ccKind(licence.url);
  // If a story excludes itself, the license doesn't apply anyway.
  if (kind === undefined || article.exclude) return [];
  return (["expires", "translate"] as const).flatMap((field) =>
    article[field] === undefined || (field === "translate" && kind.endsWith("-nd"))
      ? []
      : [
          {
            field,
            value: JSON.stringify(article[field]),
            problem: `adds a condition to the Creative Commons license ${id}`,
            allowed: "leave the field out, or use a license of your own",
          },
        ],
  );
}

function unknownMistakes(field: string, id: string, known: KnownNames, noun: string, also: string[] = []): Mistake[] {
  if (known === undefined || Object.hasOwn(known, id)) return [];
  return [unknownName(field, id, noun, [...Object.keys(known).sort(), ...also])];
}

function repeatedMistakes(field: string, ids: readonly string[]): Mistake[] {
  return ids.flatMap((id, at) =>
    ids.indexOf(id) === at
      ? []
      : [
          {
            field: `${field}[${at}]`,
            value: JSON.stringify(id),
            problem: "is listed twice",
            allowed: "each only once",
          },
        ],
  );
}

function contradictions({ status, reason, published, updated, embargo, expires }: ReadArticle): Mistake[] {
  const mistakes: Mistake[] = [];
  const start = Math.max(
    ...[published, embargo].map((time) => Date.parse(time ?? `${ARTICLE.firstYear}-01-01T00:00:00Z`)),
  );
  if (expires !== undefined && Date.parse(expires) <= start)
    mistakes.push({
      field: "expires",
      value: JSON.stringify(expires),
      problem: "is before the article's release",
      allowed: "a time after published and embargo",
    });
  if (status === "canceled" && reason === undefined)
    mistakes.push({
      field: "reason",
      problem: "is missing",
      allowed: "a public reason for the kill",
    });
  if (updated !== undefined && published !== undefined && Date.parse(updated) < Date.parse(published))
    mistakes.push({
      field: "updated",
      value: JSON.stringify(updated),
      problem: "is before published",
      allowed: "a time at or after published",
    });
  return mistakes;
}
