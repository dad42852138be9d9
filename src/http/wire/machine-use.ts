import type { Context } from "hono";
import { articleRslUrl, articleUrl } from "../../model/address.ts";
import { renderRobots, robotsName } from "../../render/rights/robots.ts";
import { RSL_TYPE, renderArticleRsl, renderRsl, rslName } from "../../render/rights/rsl/rsl.ts";
import { renderTdmrep, tdmName } from "../../render/rights/tdmrep.ts";
import { viewSiteUse } from "../../views/machine-use.ts";
import { JSON_TYPE, serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { byAddress, serveArticle } from "./serve-article.ts";

const RSL = `${RSL_TYPE}; charset=utf-8`;

// These files name stories, so any release, change or removal affects them, like the home page.

/** `/rsl.xml`: machine-use terms as RSL; not found if RSL can express none of them. */
export const serveRsl = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "rsl.xml",
    scope: "masthead",
    render: async (site) => {
      const body = renderRsl(await viewSiteUse(c.env.env.db, site.masthead, rslName), site);
      return body === undefined ? undefined : { body, type: RSL };
    },
  });

/** `/articles/{id}/rsl.xml`: the same for one article. */
export const serveArticleRsl = (c: Context<WireEnv>): Promise<Response> =>
  serveArticle(c, {
    key: "rsl.article",
    name: c.req.param("id") ?? "",
    nameOf: byAddress,
    urlOf: (origin, name) => articleRslUrl(articleUrl(origin, name)),
    make: (item) => {
      const body = renderArticleRsl(item);
      return body === undefined ? undefined : { body, type: RSL };
    },
  });

/** `/robots.txt`. */
export const serveRobots = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "robots.txt",
    scope: "masthead",
    render: async (site) => {
      const { text } = renderRobots(await viewSiteUse(c.env.env.db, site.masthead, robotsName), site);
      return { body: text, type: "text/plain; charset=utf-8" };
    },
  });

/** `/.well-known/tdmrep.json`. */
export const serveTdmrep = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "tdmrep.json",
    scope: "masthead",
    render: async (site) => {
      const body = renderTdmrep(await viewSiteUse(c.env.env.db, site.masthead, tdmName), site);
      return { body, type: JSON_TYPE };
    },
  });
