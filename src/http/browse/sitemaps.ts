import type { Context } from "hono";
import { LATEST } from "../../model/channel.ts";
import { pagesSitemapUrl, sitemapUrl } from "../../model/page-address.ts";
import { HOUR } from "../../model/time.ts";
import { renderNewsSitemap, renderSitemap, renderSitemapIndex } from "../../render/sitemap/sitemap.ts";
import { countSitemaps, viewNews, viewPagesSitemap, viewSitemap } from "../../views/sitemaps.ts";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

const XML = "application/xml; charset=utf-8";
const SCOPE = { channel: LATEST.id };

/** `/sitemap.xml`: the list of sitemaps. */
export const serveSitemapIndex = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "sitemap.xml",
    scope: SCOPE,
    render: async ({ origin }) => {
      const count = await countSitemaps(c.env.env.db);
      const stories = Array.from({ length: count }, (_, at) => sitemapUrl(origin, at + 1));
      const body = renderSitemapIndex([pagesSitemapUrl(origin), ...stories].map((url) => ({ url })));
      return { body, type: XML };
    },
  });

/** `/sitemaps/pages.xml`: the pages that link to stories. */
export const servePagesSitemap = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "sitemap of pages",
    scope: "masthead",
    render: async (site) => ({ body: renderSitemap(await viewPagesSitemap(c.env.env.db, site)), type: XML }),
  });

/** `/sitemaps/{n}.xml`: a fixed number of story pages, in order of release. */
export async function serveSitemap(c: Context<WireEnv>): Promise<Response> {
  const [, number] = /^([1-9]\d{0,6})\.xml$/.exec(c.req.param("file") ?? "") ?? [];
  if (number === undefined) return problem(c, "not-found");
  return serve(c, {
    key: `sitemap ${number}`,
    scope: SCOPE,
    render: async (site) => {
      const entries = await viewSitemap(c.env.env.db, site, Number(number));
      if (entries === undefined) return undefined;
      // The protocol doesn't allow an empty sitemap.
      return { body: renderSitemap(entries.length > 0 ? entries : [{ url: `${site.origin}/` }]), type: XML };
    },
  });
}

/**
 * `/news-sitemap.xml`: the stories of the last few days. They drop out without any change on the wire, so our caches don't keep
 * it.
 */
export const serveNewsSitemap = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: `news-sitemap.xml ${Math.floor(c.env.now / HOUR)}`,
    scope: SCOPE,
    render: async (site) => ({
      body: renderNewsSitemap(await viewNews(c.env.env.db, site, c.env.now), site.masthead.publication.name),
      type: XML,
      noStore: true,
    }),
  });
