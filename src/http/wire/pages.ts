import type { Context } from "hono";
import { articleUrl } from "../../model/address.ts";
import { LATEST } from "../../model/channel.ts";
import { PAGES } from "../../model/policy.ts";
import { channelTag } from "../../model/tag.ts";
import { STYLE } from "../../render/html/kit/style.ts";
import { articlePage } from "../../render/html/wire/article-page.tsx";
import { homePage } from "../../render/html/wire/home-page.tsx";
import { viewChannels } from "../../views/channels.ts";
import { receivedTexts, viewHeadlines } from "../../views/items.ts";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { articleHeaders, machineUseHeaders, robotsHeader } from "../respond/machine-use.ts";
import { byAddress, serveArticle } from "./serve-article.ts";

const HTML = "text/html; charset=utf-8";

/** Articles that the home page lists. */
const ON_HOME = PAGES.home;

/** `/`: what this is, for people. */
export const serveHomePage = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "home",
    scope: "masthead",
    render: async (site) => {
      const items = await viewHeadlines(c.env.env.db, site, { channel: LATEST.id, limit: ON_HOME });
      const body = homePage(items, await viewChannels(c.env.env.db, site), site);
      return { body, type: HTML, tags: [channelTag(LATEST.id)], headers: machineUseHeaders(items, site.origin) };
    },
  });

/** `/articles/{id}`: an article's page; of a killed one, the notice. */
export const serveArticlePage = (c: Context<WireEnv>): Promise<Response> =>
  serveArticle(c, {
    key: "article",
    name: c.req.param("id") ?? "",
    nameOf: byAddress,
    urlOf: articleUrl,
    make: (item, site) => ({
      body: articlePage(item, site),
      type: HTML,
      held: receivedTexts([item]),
      headers: { ...articleHeaders(item), ...robotsHeader(item) },
    }),
  });

/** `/style.css`: the pages' looks. */
export const serveStyle = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "style.css",
    scope: "settings",
    render: async () => ({ body: STYLE, type: "text/css; charset=utf-8", tags: [] }),
  });
