import { z } from "zod";
import { Metadata } from "./metadata.ts";
import { Withdrawal } from "./withdrawal.ts";

/** A feed as XML: OpenAPI has no schemas for its elements. */
export const XmlDocument = z.string().meta({ id: "XmlDocument", description: "An XML document." });

const JsonFeedItem = z
  .looseObject({
    id: z.url().describe("The article's id, the same in every format."),
    url: z.url().optional(),
    title: z.string().optional(),
    summary: z.string().optional(),
    content_html: z.string().optional().describe("The full text with its credit, or the summary with a link."),
    date_published: z.iso.datetime().optional(),
    date_modified: z.iso.datetime().optional(),
    _commonwire: z
      .union([Metadata, Withdrawal])
      .optional()
      .describe("License, rights and images. For a story that is gone: when, and why."),
  })
  .meta({ id: "JsonFeedItem" });

/** JSON Feed 1.1, with the members that all our feeds share. */
export const JsonFeed = z
  .looseObject({
    version: z.literal("https://jsonfeed.org/version/1.1"),
    title: z.string(),
    home_page_url: z.url(),
    feed_url: z.url().optional(),
    next_url: z.url().optional().describe("The next page, in the archive."),
    items: z.array(JsonFeedItem),
  })
  .meta({ id: "JsonFeed" });
