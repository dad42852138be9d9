import type { ChangeJson } from "../../contract/change.ts";
import { visibility } from "../../model/access.ts";
import { articleUrl } from "../../model/address.ts";
import type { Version } from "../../model/article/article.ts";
import type { ChangeKind } from "../../model/article/change.ts";
import type { Item } from "../feed/item.ts";
import type { Site } from "../site.ts";
import { articleJson } from "./article.ts";

/** A change to an article, and whether a reader may have lost access to the full text because of it. */
export type ChangeEntry = {
  article: Version;
  kind: ChangeKind | "settings";
  at: string;
  lost?: "relicensed" | "agreement-ended" | undefined;
};

/**
 * Returns the entries that tell a reader an article's current state, or that it is gone. Most software rechecks a story only
 * after a removal, so a story that lost its full text is first removed and then sent again. `item` is what this reader may see.
 */
export function changeJson(entry: ChangeEntry, item: Item | undefined, site: Site): ChangeJson[] {
  const { article, kind, at, lost } = entry;
  const names = { id: articleUrl(site.origin, article.id), slug: article.id };
  if (item === undefined) return [{ ...names, type: "removed", ...removal(entry, site) }];
  const isLost = lost !== undefined && item.shows !== "full";
  const because = isLost && lost === "agreement-ended" ? lost : kind;
  const whole = articleJson(item, site);
  const updated = { ...names, type: "updated", kind: because, version: article.version, at, article: whole } as const;
  return isLost ? [{ ...names, type: "removed", kind: lost }, updated] : [updated];
}

/** Gives no details for a withheld or expired story; a kill states its reason, as the article's own address does. */
function removal({ article, at }: ChangeEntry, { masthead, access }: Site) {
  const seen = visibility(article, masthead, access);
  if (seen.shows === "notice")
    return { kind: "killed", version: article.version, at: article.killed ?? at, reason: seen.reason } as const;
  return { kind: article.status === "withheld" ? "withheld" : "expired" } as const;
}
