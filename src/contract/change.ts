import { z } from "zod";
import { CHANGE_KINDS } from "../model/article/change.ts";
import { megabytes } from "../model/in-words.ts";
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
      .describe("What happened last; `settings`: a name that it bears changed, not the article."),
    version: z.int().describe("The number of the article's version, from 1."),
    at: z.iso.datetime().describe("When that happened; where an agreement ended, when the article last changed."),
    article: describeComponent(
      ArticleJson,
      "The whole article, as far as this access may read it. It takes the old one's place.",
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
        "Why it has to go. What may still be read after `relicensed` or `agreement-ended` comes right behind it.",
      ),
    version: z.int().optional().describe("Of a killed article: the version that says so."),
    at: z.iso.datetime().optional().describe("Of a killed article: when it was killed."),
    reason: z.string().optional().describe("Of a killed article: why, for the public."),
  })
  .meta({ id: "RemovedArticle" });

/** An entry of `/v1/changes`. */
export const ChangeJson = z.discriminatedUnion("type", [Updated, Removed]).meta({ id: "Change" });
export type ChangeJson = z.infer<typeof ChangeJson>;

/** The longest cursor taken: it names every licence of an access, and as long as an address may be on Cloudflare (16 KB) with the rest of it. */
const CURSOR_LENGTH = 15_000;

/** From where the changes are told, and how many. */
export const ChangeListQuery = z.object({
  after: z
    .string()
    .max(CURSOR_LENGTH, { error: `at most ${CURSOR_LENGTH} characters` })
    .optional()
    .describe(
      "Where to go on: `next` of any answer before. Without it, from the beginning: everything that may be seen now.",
    ),
  limit: z.coerce
    .number()
    .int({ error: "a whole number" })
    .min(1, { error: `1 to ${PAGES.maxChanges}` })
    .max(PAGES.maxChanges, { error: `1 to ${PAGES.maxChanges}` })
    .default(PAGES.changes)
    .describe(
      `Articles an answer, at most; fewer where they would be more than ${megabytes(ANSWER.bytes)}. One that goes and stays in part has two entries, always in one answer.`,
    ),
});

/** What changed, in pieces. */
export const ChangeListJson = z
  .object({
    changes: z.array(ChangeJson).describe("In the order to apply them: each article as it is now."),
    next: z.string().describe("The cursor to go on with, now or at any time. Keep it with what you hold."),
    more: z.boolean().describe("Whether there is more already."),
  })
  .meta({ id: "ChangeList" });
