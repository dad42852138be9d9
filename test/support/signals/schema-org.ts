import { z } from "zod";
import { attribute, pageElements } from "./html.ts";

// Reads schema.org in a page. It can express the URL of the terms and what is free to read, but no machine uses.

const NewsArticle = z.looseObject({
  "@type": z.literal("NewsArticle"),
  license: z.url().optional(),
  usageInfo: z.url().optional(),
  acquireLicensePage: z.url().optional(),
  isAccessibleForFree: z.boolean().optional(),
});

/** Returns the article that a page is about. */
export function readNewsArticle(html: string): z.infer<typeof NewsArticle> {
  const [script] = pageElements(html).filter(
    (each) => each.tagName === "script" && attribute(each, "type") === "application/ld+json",
  );
  const [text] = script?.childNodes ?? [];
  return NewsArticle.parse(JSON.parse(text && "value" in text ? text.value : "null"));
}
