import { z } from "zod";
import { IdentifiedArticle } from "../model/article/article.ts";
import { STATUSES } from "../model/article/status.ts";
import { MastheadInput } from "../model/masthead.ts";
import { BATCH } from "../model/policy.ts";
import { atMost, fields, listOf, slug } from "../model/text.ts";
import { warningFields } from "./warning.ts";

/** The result of publishing an article, or of an action. */
export const PublishedJson = z
  .object({
    id: z.string().describe("Its original name, which never changes."),
    address: z.string().describe("The last part of its page's address: its id, unless it was renamed."),
    version: z.int(),
    outcome: z.enum(["created", "updated", "unchanged"]),
    status: z
      .enum(STATUSES)
      .describe(
        "Its current status. An article that the desk withheld or killed stays that way when it is sent again.",
      ),
  })
  .meta({ id: "PublishedArticle" });
export type PublishedJson = z.infer<typeof PublishedJson>;

/** The result of an action. */
export const ActedJson = PublishedJson.extend(warningFields).meta({ id: "ActedArticle" });

/** The result of publishing articles. */
export const PublishedArticlesJson = z
  .object({ articles: z.array(PublishedJson), ...warningFields })
  .meta({ id: "PublishedArticles" });

const names = (what: string) => z.array(z.string()).describe(`${what}; for example, \`sections/asia\`.`);
const kept = names("What wasn't sent and stays, except what is retired");

/** The result of publishing a masthead. */
export const PublishedMastheadJson = z
  .object({
    outcome: z.enum(["updated", "unchanged"]),
    kept,
    retired: names("What was retired with this change"),
    back: names("What is no longer retired"),
    ...warningFields,
  })
  .meta({ id: "PublishedMasthead" });

/** Articles in the desk's list, including hidden ones. */
export const ArticleListingJson = z
  .object({
    articles: z.array(
      z.object({
        id: z.string(),
        address: z.string(),
        version: z.int(),
        status: z.enum(STATUSES),
        released: z.string().nullable(),
        modified: z.string(),
        sample: z.boolean().describe("Whether it is only a sample."),
      }),
    ),
  })
  .meta({ id: "ArticleListing" });
export type ArticleListingJson = z.infer<typeof ArticleListingJson>;

/** Where a page of that list starts. */
export const ArticleListingQuery = z.object({ after: slug.optional().describe("The last id in the previous answer.") });

/** Articles to publish together, all or none. */
export const ArticleBatch = fields({
  articles: listOf(IdentifiedArticle, BATCH.articles, "articles"),
}).meta({ id: "ArticleBatch" });

/** A masthead and articles to check. */
export const CheckInput = fields({
  masthead: MastheadInput,
  articles: z.array(IdentifiedArticle).max(...atMost(BATCH.articles, "articles")),
  others: z
    .array(slug)
    .max(...atMost(BATCH.checkedOthers, "articles"))
    .optional()
    .describe(
      "If licenses are to be retired: other articles, besides these, that must not use them. By default, all others.",
    ),
}).meta({ id: "CheckInput" });

/** Publishers that would have to accept a changed license again. */
const SupersededJson = z
  .object({
    licence: z.string(),
    name: z.string(),
    accepted: z.int().describe("The version that they accepted."),
    version: z.int().describe("The version that they would have to accept."),
    publishers: z.int().describe("How many publishers."),
    deadline: z.iso.datetime().describe("When the grace period of the version they accepted ends."),
  })
  .meta({ id: "Superseded" });
export type SupersededJson = z.infer<typeof SupersededJson>;

/** The options of publishing a masthead. */
export const MastheadQuery = z.object({
  acceptAnew: z
    .enum(["1"])
    .optional()
    .describe(
      "`1` confirms that publishers must accept the changed licenses anew. Without it, such a change is refused.",
    ),
});

/**
 * The number of articles that would be accepted, what the masthead would retire, the publishers affected, and what cleaning
 * would change.
 */
export const CheckedJson = z
  .object({
    articles: z.int(),
    kept,
    retired: names("What would be retired"),
    superseded: z
      .array(SupersededJson)
      .describe(
        "Publishers that would have to accept a changed license. If there are any, publishing needs `?acceptAnew=1`.",
      ),
    ...warningFields,
  })
  .meta({ id: "Checked" });
