import type { Context } from "hono";
import { sight, textShown } from "../../model/access.ts";
import { articleTag } from "../../model/tag.ts";
import type { Item } from "../../render/item.ts";
import { itemOf } from "../../render/item-of.ts";
import type { Site } from "../../render/site.ts";
import { type PageQuery, readArticle, readPage } from "../../store/article.ts";
import { problem } from "../problems.ts";
import { type Rendered, serve, type WireEnv } from "../serve.ts";

/** The licences whose full text this access sees. */
export const readableUnder = ({ masthead, access }: Site): string[] =>
  Object.keys(masthead.licences).filter((licence) => textShown(licence, masthead, access) === "full");

/** The items of a page of a channel. Bodies that this access may not see aren't read. */
export async function itemsOf(c: Context<WireEnv>, site: Site, query: Omit<PageQuery, "bodiesUnder">): Promise<Item[]> {
  const articles = await readPage(c.env.env.db, { ...query, bodiesUnder: readableUnder(site) });
  return articles.flatMap((article) => itemOf(article, site) ?? []);
}

/** Serves something made of one article, as far as this access may see it; nothing where `make` makes nothing. */
export const serveArticle = (
  c: Context<WireEnv>,
  key: string,
  id: string,
  make: (item: Item, site: Site) => Omit<Rendered, "tags"> | undefined,
): Promise<Response> =>
  serve(c, {
    key: `${key} ${id}`,
    scope: { article: id },
    render: async (site) => {
      const item = await readItem(c, site, id);
      if (item === undefined || item instanceof Response) return item;
      const made = make(item, site);
      return made && { ...made, tags: [articleTag(id)] };
    },
  });

/** An article as far as this access may see it; of a killed one, the notice; undefined where there is nothing to see. */
async function readItem(c: Context<WireEnv>, site: Site, id: string): Promise<Item | Response | undefined> {
  const found = await readArticle(c.env.env.db, id, readableUnder(site));
  if (found === undefined) return undefined;
  const seen = sight(found, site.masthead, site.access);
  return seen.shows === "notice" ? problem(c, "gone", { detail: seen.reason }) : itemOf(found, site);
}
