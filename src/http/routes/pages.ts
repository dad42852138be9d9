import type { Context } from "hono";
import { LATEST } from "../../model/channel.ts";
import { own } from "../../model/own.ts";
import { articleTag, channelTag } from "../../model/tag.ts";
import { articlePage } from "../../render/html/article-page.tsx";
import { homePage } from "../../render/html/home-page.tsx";
import { licencePage } from "../../render/html/licence-page.tsx";
import { STYLE } from "../../render/html/style.ts";
import { serve, type WireEnv } from "../serve.ts";
import { channelsNow } from "./feeds.ts";
import { itemsOf, readItem } from "./read.ts";

const HTML = "text/html; charset=utf-8";

/** Articles that the home page lists. */
const ON_HOME = 10;

/** `/`: what this is, for people. */
export const home = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "home",
    scope: "masthead",
    render: async (site) => ({
      body: homePage(await itemsOf(c, site, { channel: LATEST.id, limit: ON_HOME }), await channelsNow(c, site), site),
      type: HTML,
      tags: [channelTag(LATEST.id)],
    }),
  });

/** `/articles/{id}`: an article's page; of a killed one, the notice. */
export function article(c: Context<WireEnv>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  return serve(c, {
    key: `article ${id}`,
    scope: { article: id },
    render: async (site) => {
      const item = await readItem(c, site, id);
      if (item === undefined || item instanceof Response) return item;
      return { body: articlePage(item, site), type: HTML, tags: [articleTag(id)] };
    },
  });
}

/** `/licences/{id}`: terms, for people. */
export function licence(c: Context<WireEnv>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  return serve(c, {
    key: `licence ${id}`,
    scope: "licences",
    render: async (site) => {
      const terms = own(site.masthead.licences, id);
      return terms && { body: licencePage(id, terms, site), type: HTML, tags: [] };
    },
  });
}

/** `/style.css`: the pages' looks. */
export const style = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "style.css",
    scope: "settings",
    render: async () => ({ body: STYLE, type: "text/css; charset=utf-8", tags: [] }),
  });
