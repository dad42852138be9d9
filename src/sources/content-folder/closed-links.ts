import { type ReadArticle, releaseTime } from "../../model/article/article.ts";
import type { Warning } from "../../model/warning.ts";
import { type CleaningResult, type CleanOptions, cleanHtml } from "../html/clean-html.ts";
import { findStoryLinks } from "../html/story-links.ts";
import { allNames, type RenamedFile } from "./names.ts";

/** Maps every current or former name of a folder's stories to whether it is out once published. `now` is in milliseconds. */
export const outIn = (stories: readonly (RenamedFile & { fields: ReadArticle })[], now: number): Map<string, boolean> =>
  new Map(stories.flatMap((story) => allNames([story]).map((name) => [name, isOutAt(story.fields, now)])));

/** A story whose date couldn't be read has its own mistake for that. */
function isOutAt({ status = "usable", published, embargo, expires }: ReadArticle, now: number): boolean {
  if (status !== "usable" || (expires !== undefined && Date.parse(expires) <= now)) return false;
  return published === undefined || Date.parse(releaseTime({ published, embargo })) <= now;
}

/** Cleans the text of a folder's story; `out` tells which stories its links can open. */
export function cleanStory(
  id: string,
  out: ReadonlyMap<string, boolean>,
  html: string,
  options: CleanOptions,
): CleaningResult {
  const cleaned = cleanHtml(html, options);
  if (!cleaned.ok) return cleaned;
  const found = findStoryLinks(html, { id, body: cleaned.body }, options.origin);
  const warnings = found
    .filter(({ story }) => out.get(story) !== true)
    .map(({ story, field: _, ...link }): Warning => {
      const reason = out.has(story) ? "story not out" : "unknown story";
      return { ...link, action: "closed", reason };
    });
  return { ...cleaned, warnings: [...cleaned.warnings, ...warnings] };
}
