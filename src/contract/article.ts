import { z } from "zod";
import { channelOf, LATEST } from "../model/channel.ts";
import { sizeInWords } from "../model/in-words.ts";
import { ANSWER, LENGTH, PAGES } from "../model/policy.ts";
import { atMost, dateTime, slug } from "../model/text.ts";
import { Label } from "./label.ts";
import { Metadata } from "./metadata.ts";

/** An article in answers of `/v1/articles`. */
export const ArticleJson = z
  .object({
    id: z.url().describe("The same id as in every feed: the article's own address."),
    slug: z.string(),
    url: z.url().describe("The address to link to."),
    headline: z.string(),
    summary: z.string().optional().describe("Plain text; absent if your access covers only a link."),
    body: z
      .string()
      .optional()
      .describe("HTML that ends with the credit block; present only if your access covers the full text."),
    language: z.string(),
    authors: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        beat: z.string().optional(),
        affiliation: z.string(),
        url: z.url(),
      }),
    ),
    section: Label,
    topics: z.array(Label),
    published: z.iso.datetime(),
    modified: z.iso.datetime(),
    creditBlock: z
      .object({ html: z.string(), text: z.string() })
      .describe("The credit that a copy must show under the license, as HTML and as plain text."),
    metadata: Metadata,
  })
  .meta({ id: "Article" });
export type ArticleJson = z.infer<typeof ArticleJson>;

const NinjsJson = z
  .looseObject({
    uri: z.url(),
    standard: z.object({ name: z.literal("ninjs"), version: z.literal("3.1"), schema: z.url() }),
  })
  .meta({ id: "Ninjs" });

/** An article in one of its formats. */
export const AnyArticleJson = z.union([ArticleJson, NinjsJson]);

/** The article in a reader's path. */
export const ArticleId = z.object({ id: slug.describe("The last part of the article's address.") });

/** The format of an article. */
export const ArticleQuery = z.object({
  format: z
    .enum(["commonwire", "ninjs"])
    .default("commonwire")
    .describe("`ninjs`: get it in IPTC's ninjs 3.1 instead."),
});

const ChannelId = z.string().refine((id) => channelOf(id) !== undefined, {
  error: "latest; or section/, topic/, author/ or licence/, followed by an id",
});

/** The filters of the article list. */
export const ArticleListQuery = z.object({
  channel: ChannelId.default(LATEST.id).describe(
    "A channel: `latest`, `section/asia`, `topic/…`, `author/…`, `licence/…`.",
  ),
  from: dateTime.optional().describe("Published at this time or later."),
  to: dateTime.optional().describe("Published before this time."),
  limit: z.coerce
    .number()
    .int({ error: "a whole number" })
    .min(1, { error: `a number from 1 to ${PAGES.maxArticles}` })
    .max(PAGES.maxArticles, { error: `a number from 1 to ${PAGES.maxArticles}` })
    .default(PAGES.articles)
    .describe(`Articles per answer, at most. There are fewer if they would exceed ${sizeInWords(ANSWER.bytes)}.`),
  cursor: z
    .string()
    .max(...atMost(LENGTH.cursor, "characters"))
    .optional()
    .describe("Where to continue: `next` from the previous answer, with the same channel and dates."),
});
export type ArticleListQuery = z.output<typeof ArticleListQuery>;

/** A page of articles. */
export const ArticleListJson = z
  .object({
    articles: z.array(ArticleJson).describe("Newest first."),
    next: z.string().nullable().describe("The cursor of the next page; null on the last one."),
  })
  .meta({ id: "ArticleList" });
