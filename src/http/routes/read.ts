import type { Context } from "hono";
import { sight, textShown } from "../../model/access.ts";
import type { Item } from "../../render/item.ts";
import { itemOf } from "../../render/item-of.ts";
import type { Site } from "../../render/site.ts";
import { type PageQuery, readArticle, readPage } from "../../store/article.ts";
import { problem } from "../problems.ts";
import type { WireEnv } from "../serve.ts";

/** The licences whose full text this access sees. */
const readableUnder = ({ masthead, access }: Site): string[] =>
  Object.keys(masthead.licences).filter((licence) => textShown(licence, masthead, access) === "full");

/** The items of a page of a channel. Bodies that this access may not see aren't read. */
export async function itemsOf(c: Context<WireEnv>, site: Site, query: Omit<PageQuery, "bodiesUnder">): Promise<Item[]> {
  const articles = await readPage(c.env.env.db, { ...query, bodiesUnder: readableUnder(site) });
  return articles.flatMap((article) => itemOf(article, site) ?? []);
}

/** An article as far as this access may see it; of a killed one, the notice; undefined where there is nothing to see. */
export async function readItem(c: Context<WireEnv>, site: Site, id: string): Promise<Item | Response | undefined> {
  const found = await readArticle(c.env.env.db, id, readableUnder(site));
  if (found === undefined) return undefined;
  const seen = sight(found, site.masthead, site.access);
  return seen.shows === "notice" ? problem(c, "gone", { detail: seen.reason }) : itemOf(found, site);
}
