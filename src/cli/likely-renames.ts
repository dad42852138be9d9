import type { IdentifiedArticle } from "../model/article/article.ts";
import { CLI } from "../model/policy.ts";
import type { FileMistake } from "../sources/content-folder/file-mistake.ts";
import type { Content } from "../sources/content-folder/read-content.ts";
import type { Client } from "./client.ts";

/** The wire's articles. */
type Listing = Awaited<ReturnType<Client["articles"]>>;

/**
 * Finds new files that look like stories whose files are gone. Published as is, they would be duplicates whose names never
 * become free again, so a renamed file must state its former name.
 */
export async function findLikelyRenames(
  client: Client,
  { articles, place }: Content,
  listed: Listing,
): Promise<FileMistake[]> {
  const here = new Map(articles.map((article) => [article.id, article]));
  const said = new Set(articles.flatMap(({ was = [] }) => was));
  const known = new Set(listed.flatMap(({ id, address }) => [id, address]));
  const added = articles.filter(({ id, was }) => was === undefined && !known.has(id));
  const gone = listed.filter(({ id, address }) => !here.has(address) && !said.has(id));
  if (added.length === 0) return [];
  const stories = await Promise.all(gone.slice(0, CLI.comparedStories).map(({ id }) => client.article(id)));
  return added.flatMap((article) => {
    const before = stories.find((story) => isAlike(article, story.article));
    if (before === undefined) return [];
    const names = [...new Set([before.id, before.address])].join(", ");
    return [
      {
        field: "was",
        problem: `is missing: articles/${before.address} has the same headline and date, and its file is gone`,
        allowed: `was: [${names}], if it is the same story; if it isn't, bring back ${before.address}.md`,
        ...place(article.id, "was"),
      },
    ];
  });
}

type Story = Awaited<ReturnType<Client["article"]>>["article"];

const isAlike = ({ headline, published }: IdentifiedArticle, story: Story): boolean =>
  story.headline === headline && story.published === published;
