import { z } from "zod";
import { slug } from "../model/text.ts";

/** An entry in the log of decisions. */
export const AuditEntryJson = z
  .object({
    at: z.iso.datetime(),
    by: z.string(),
    action: z.string(),
    publisher: z.string().nullable(),
    article: z.string().nullish(),
    reason: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "AuditEntry" });

/** The log of decisions. */
export const AuditListJson = z.object({ audit: z.array(AuditEntryJson) }).meta({ id: "AuditList" });

/** The filters of the log. */
export const AuditListQuery = z.object({
  publisher: z.string().max(50).optional().describe("Only decisions about this publisher."),
  article: slug.optional().describe("Only decisions about this article."),
});
