import { z } from "zod";
import { ARTICLE_EVENTS, type EventType } from "../model/push/event.ts";
import { slug } from "../model/text.ts";
import { DECISION_NAMES } from "./decision.ts";

// The messages to webhooks. Standard Webhooks calls them thin: they say what happened to which resource; the API has the rest.

/** What happened, by event. */
export const EVENT_SUMMARIES: Record<EventType, string> = {
  "article.released": "A story was released.",
  "article.corrected": "A story was corrected.",
  "article.relicensed": "A story’s license changed.",
  "article.withheld": "A story was withheld for now: stop using it.",
  "article.killed": "A story was killed: take down every copy.",
  "article.restored": "A withheld, killed or expired story is back.",
  "article.expired": "A story expired: take down every copy.",
  "agreement.changed": "One of your agreements changed, or the desk decided on your application.",
};

/** A message that an article changed. It contains none of its text. */
export const ArticleMessage = z
  .strictObject({
    type: z.enum(ARTICLE_EVENTS),
    timestamp: z.iso.datetime().describe("When it happened."),
    data: z.strictObject({
      id: z.url().describe("The article's id, the same as in every feed."),
      slug: z.string(),
      version: z.int().describe("The article's version, counted from 1."),
      url: z.url().describe("Where to get the current version with your key."),
      recall: z
        .string()
        .optional()
        .describe(
          "For a killed article: the recall's id. Report what became of your copy at `/v1/publisher/recalls/{id}`.",
        ),
    }),
  })
  .meta({ id: "ArticleMessage" });

const own = { url: z.url().describe("Where to read your agreements, with a key that can manage.") };

/** A message that a publisher's agreements changed. */
export const AgreementMessage = z
  .strictObject({
    type: z.literal("agreement.changed"),
    timestamp: z.iso.datetime().describe("When it happened."),
    data: z.union([
      z.strictObject({
        change: z
          .enum(["accepted", "new-text"])
          .describe("`accepted`: you accepted this text. `new-text`: it came into force."),
        licence: slug,
        version: z.int().describe("Which text of the license."),
        editorial: z
          .literal(true)
          .optional()
          .describe("Present if only the wording changed: your agreement stays valid, and there's nothing to accept."),
        ...own,
      }),
      z.strictObject({ change: z.enum(DECISION_NAMES).describe("What the desk decided."), ...own }),
    ]),
  })
  .meta({ id: "AgreementMessage" });

/** The headers of every message (Standard Webhooks). */
export const MessageHeaders = z.object({
  "webhook-id": z.string().describe("The same with every try: skip what you've already handled."),
  "webhook-timestamp": z.string().describe("When this try was made, in seconds since 1970. Refuse old ones."),
  "webhook-signature": z
    .string()
    .describe(
      "`v1,` and the HMAC-SHA256 in base64 of id, timestamp and body, joined by periods. While a rotated secret is still valid, there are two, separated by a space.",
    ),
});
