import { BATCH } from "../../model/policy.ts";
import { ALL, articleTag, channelTag, imageTag } from "../../model/tag.ts";

/** The tags under which caches hold some things; the one tag of everything where they are too many to name. */
export function tagsOf({
  channels,
  articles,
  images,
}: {
  channels: string[];
  articles: string[];
  images: string[];
}): string[] {
  const tags = new Set([...channels.map(channelTag), ...articles.map(articleTag), ...images.map(imageTag)]);
  return tags.size > BATCH.tags ? [ALL] : [...tags];
}
