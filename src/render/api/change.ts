import { z } from "zod";
import { visibility } from "../../model/access.ts";
import { articleUrl } from "../../model/address.ts";
import type { Version } from "../../model/article/article.ts";
import { CHANGE_KINDS, type ChangeKind } from "../../model/article/change.ts";
import type { Item } from "../feed/item.ts";
import type { Site } from "../site.ts";
import { ArticleJson, articleJson } from "./article.ts";

const named = {
  id: z.url().describe("The article's id, the same as in every feed."),
  slug: z.string(),
};

const Updated = z.object({
  ...named,
  type: z.literal("updated"),
  kind: z
    .enum([...CHANGE_KINDS, "settings", "agreement-ended"])
    .describe("What happened last; `settings`: a name that it bears changed, not the article."),
  version: z.int().describe("Counts the article's texts, from 1."),
  at: z.iso.datetime().describe("When that happened; where an agreement ended, when the article last changed."),
  article: ArticleJson.describe("The whole article, as far as this access may read it. It takes the old one's place."),
});

const Removed = z.object({
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
});

/** An entry of `/v1/changes`. */
export const ChangeJson = z.discriminatedUnion("type", [Updated, Removed]);
export type ChangeJson = z.infer<typeof ChangeJson>;

/** What happened to an article, and whether its full text may have been lost by it. */
export type ChangeEntry = {
  article: Version;
  kind: ChangeKind | "settings";
  at: string;
  lost?: "relicensed" | "agreement-ended" | undefined;
};

/**
 * What a reader is told of an article: how it now stands, or that it is gone. Most software looks at a story once more
 * only if it went, so what stays in part after its text was lost first goes and then comes. `item` is what may be seen.
 */
export function changeJson(told: ChangeEntry, item: Item | undefined, site: Site): ChangeJson[] {
  const { article, kind, at, lost } = told;
  const names = { id: articleUrl(site.origin, article.id), slug: article.id };
  if (item === undefined) return [{ ...names, type: "removed", ...removal(told, site) }];
  const isLost = lost !== undefined && item.shows !== "full";
  const because = isLost && lost === "agreement-ended" ? lost : kind;
  const whole = articleJson(item, site);
  const updated = { ...names, type: "updated", kind: because, version: article.version, at, article: whole } as const;
  return isLost ? [{ ...names, type: "removed", kind: lost }, updated] : [updated];
}

/** Of what was withheld or is over nothing is said but that; a kill says why, as the article's own address does. */
function removal({ article, at }: ChangeEntry, { masthead, access }: Site) {
  const seen = visibility(article, masthead, access);
  if (seen.shows === "notice")
    return { kind: "killed", version: article.version, at: article.killed ?? at, reason: seen.reason } as const;
  return { kind: article.status === "withheld" ? "withheld" : "expired" } as const;
}
