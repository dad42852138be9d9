import { z } from "zod";
import { slug } from "../model/text.ts";

/** The name under which an article is published, in a path. */
export const PublishedName = z.object({
  id: slug.describe("The article's address. It is also its id, unless `was` names the id."),
});

/** The article in a desk path. */
export const DeskArticleId = z.object({ id: slug.describe("The article's id, or any address it has or had.") });
