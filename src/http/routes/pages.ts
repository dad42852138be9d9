import type { Context } from "hono";
import { LATEST } from "../../model/channel.ts";
import { articleTag, channelTag } from "../../model/tag.ts";
import { articlePage } from "../../render/html/article-page.tsx";
import { homePage } from "../../render/html/home-page.tsx";
import { STYLE } from "../../render/html/style.ts";
import { articleHeaders, indexing, machineUseHeaders } from "../machine-use.ts";
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
    render: async (site) => {
      const items = await itemsOf(c, site, { channel: LATEST.id, limit: ON_HOME });
      const body = homePage(items, await channelsNow(c, site), site);
      return { body, type: HTML, tags: [channelTag(LATEST.id)], headers: machineUseHeaders(items, site.origin) };
    },
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
      const headers = { ...articleHeaders(item, site.origin), ...indexing(item) };
      return { body: articlePage(item, site), type: HTML, tags: [articleTag(id)], headers };
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
