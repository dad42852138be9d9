import type { Context } from "hono";
import { articleRslUrl, articleUrl } from "../../model/address.ts";
import type { MachineUse } from "../../model/licence/clauses/machine-use.ts";
import { machineUses } from "../../model/licence/terms.ts";
import { offeredLicences } from "../../model/retired.ts";
import { renderRobots } from "../../render/rights/robots.ts";
import { RSL_TYPE, renderArticleRsl, renderRsl } from "../../render/rights/rsl/rsl.ts";
import { renderTdmrep } from "../../render/rights/tdmrep.ts";
import type { Site } from "../../render/site.ts";
import { anyExcluded } from "../../store/article/channel.ts";
import { JSON_TYPE, serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { byAddress, serveArticle } from "./serve-article.ts";

/**
 * What holds for everything at once: files for the whole site can't tell articles apart, so they take the strictest value.
 * Nothing is out under a retired licence.
 */
const usesOfAll = async (c: Context<WireEnv>, { masthead }: Site): Promise<MachineUse[]> =>
  machineUses(offeredLicences(masthead), await anyExcluded(c.env.env.db));

/** `/rsl.xml`: machine-use terms as RSL; nothing where no licence says anything. */
export const serveRsl = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "rsl.xml",
    scope: "terms",
    render: async (site, { changedAt }) => {
      const body = renderRsl(await usesOfAll(c, site), site, changedAt);
      return body === undefined ? undefined : { body, type: `${RSL_TYPE}; charset=utf-8` };
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
      return body === undefined ? undefined : { body, type: `${RSL_TYPE}; charset=utf-8` };
    },
  });

/** `/robots.txt`. */
export const serveRobots = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "robots.txt",
    scope: "terms",
    render: async (site) => ({
      body: renderRobots(await usesOfAll(c, site), site),
      type: "text/plain; charset=utf-8",
    }),
  });

/** `/.well-known/tdmrep.json`. */
export const serveTdmrep = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "tdmrep.json",
    scope: "terms",
    render: async (site) => ({ body: renderTdmrep(await usesOfAll(c, site), site), type: JSON_TYPE }),
  });
