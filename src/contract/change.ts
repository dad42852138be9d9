import { z } from "zod";
import { CHANGE_KINDS } from "../model/article/change.ts";
import { sizeInWords } from "../model/in-words.ts";
import { ANSWER, PAGES } from "../model/policy.ts";
import { ArticleJson } from "./article.ts";
import { describeComponent } from "./component.ts";

const named = {
  id: z.url().describe("The article's id, the same as in every feed."),
  slug: z.string(),
};

const Updated = z
  .object({
    ...named,
    type: z.literal("updated"),
    kind: z
      .enum([...CHANGE_KINDS, "settings", "agreement-ended"])
      .describe("What happened last. `settings`: a name that is shown with it changed, not the article itself."),
    version: z.int().describe("The article's version, counted from 1."),
    at: z.iso.datetime().describe("When that happened; for `agreement-ended`, when the article last changed."),
    article: describeComponent(
      ArticleJson,
      "The whole article, as far as your access allows. It replaces the earlier one.",
    ),
  })
  .meta({ id: "UpdatedArticle" });

const Removed = z
  .object({
    ...named,
    type: z.literal("removed"),
    kind: z
      .enum(["withheld", "killed", "expired", "relicensed", "agreement-ended"])
      .describe(
        "Why you must remove it. If you may still read part of it after `relicensed` or `agreement-ended`, the next entry has that part.",
      ),
    version: z.int().optional().describe("For a killed article: the version that says so."),
    at: z.iso.datetime().optional().describe("For a killed article: when it was killed."),
    reason: z.string().optional().describe("For a killed article: the reason, for the public."),
  })
  .meta({ id: "RemovedArticle" });

/** An entry of `/v1/changes`. */
export const ChangeJson = z.discriminatedUnion("type", [Updated, Removed]).meta({ id: "Change" });
export type ChangeJson = z.infer<typeof ChangeJson>;

/**
 * The longest accepted cursor: it names every license of an access, and with the rest of the URL stays within Cloudflare's
 * limit (16 KB).
 */
const CURSOR_LENGTH = 15_000;

/** Where the list of changes starts, and its size. */
export const ChangeListQuery = z.object({
  after: z
    .string()
    .max(CURSOR_LENGTH, { error: `at most ${CURSOR_LENGTH} characters` })
    .optional()
    .describe(
      "Where to continue: `next` from any earlier answer. Without it, from the beginning: everything that you may see now.",
    ),
  limit: z.coerce
    .number()
    .int({ error: "a whole number" })
    .min(1, { error: `a number from 1 to ${PAGES.maxChanges}` })
    .max(PAGES.maxChanges, { error: `a number from 1 to ${PAGES.maxChanges}` })
    .default(PAGES.changes)
    .describe(
      `Articles per answer, at most. There are fewer if they would exceed ${sizeInWords(ANSWER.bytes)}. An article that you may keep only in part has two entries, always in the same answer.`,
    ),
});

/** A page of changes. */
export const ChangeListJson = z
  .object({
    changes: z.array(ChangeJson).describe("Apply them in this order. Each article is in its current state."),
    next: z.string().describe("The cursor to continue with, now or later. Keep it with your copies."),
    more: z.boolean().describe("Whether more changes are already waiting."),
  })
  .meta({ id: "ChangeList" });
