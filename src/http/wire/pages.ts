import type { Context } from "hono";
import { articleUrl } from "../../model/address.ts";
import { WITHDRAWN } from "../../model/note.ts";
import { monthUrl } from "../../model/page-address.ts";
import { PAGES } from "../../model/policy.ts";
import { styleSheet } from "../../render/html/style/style.ts";
import { articlePage } from "../../render/html/wire/article-page.tsx";
import { homePage } from "../../render/html/wire/home-page.tsx";
import { viewHome } from "../../views/browse.ts";
import { receivedTexts, viewNotices } from "../../views/items.ts";
import { HTML } from "../browse/html.ts";
import { writeMonthCursor } from "../browse/month-cursor.ts";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { articleHeaders, machineUseHeaders, robotsHeader } from "../respond/machine-use.ts";
import { byAddress, serveArticle } from "./serve-article.ts";

/** `/`: the home page. */
export const serveHomePage = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "home",
    scope: "masthead",
    render: async (site) => {
      const { items, next } = await viewHome(c.env.env.db, site);
      const older =
        next &&
        monthUrl(site.origin, next.month.name, next.after && writeMonthCursor({ older: next.after }, next.month.name));
      const notices = await viewNotices(c.env.env.db, site, { channel: WITHDRAWN, limit: PAGES.homeWithdrawn });
      const body = homePage({ items, notices, older }, site);
      return { body, type: HTML, headers: machineUseHeaders(items, site) };
    },
  });

/** `/articles/{id}`: an article's page; for a killed one, the notice. */
export const serveArticlePage = (c: Context<WireEnv>): Promise<Response> =>
  serveArticle(c, {
    key: "article",
    name: c.req.param("id") ?? "",
    nameOf: byAddress,
    urlOf: articleUrl,
    isPage: true,
    make: (item, site) => ({
      body: articlePage(item, site),
      type: HTML,
      held: receivedTexts([item]),
      headers: { ...articleHeaders(item, site), ...robotsHeader(item) },
    }),
  });

/** `/style.css`: the pages' style sheet. */
export const serveStyle = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "style.css",
    scope: "settings",
    render: async ({ masthead }) => ({
      body: styleSheet(masthead.publication.accent),
      type: "text/css; charset=utf-8",
    }),
  });
