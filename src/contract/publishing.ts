import { z } from "@hono/zod-openapi";
import { STATUSES } from "../model/article/article.ts";

/** What came of publishing an article, or of an action. */
export const PublishedJson = z.object({
  id: z.string(),
  version: z.int(),
  outcome: z.enum(["created", "updated", "unchanged"]),
  status: z
    .enum(STATUSES)
    .describe("How it stands now: what the desk withheld or killed stays so, though it is sent again."),
});
/** What came of publishing articles. */
export const PublishedArticlesJson = z.object({ articles: z.array(PublishedJson) });
/** What came of publishing a masthead. */
export const PublishedMastheadJson = z.object({ outcome: z.enum(["updated", "unchanged"]), kept: z.array(z.string()) });
/** Articles as the desk lists them, hidden ones too. */
export const ArticleListingJson = z.object({
  articles: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      status: z.enum(STATUSES),
      released: z.string().nullable(),
      modified: z.string(),
    }),
  ),
});
