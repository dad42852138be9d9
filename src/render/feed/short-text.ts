import type { Item } from "./item.ts";

/** What stands for a text that doesn't leave: the summary, or where the story can be read. An empty item would become an empty post. */
export const shortText = ({ summary, holder, link }: Item): string =>
  summary ?? `Read this story at ${holder}: ${link}`;
