import type { Context } from "hono";
import { imageUrl } from "../../model/address.ts";
import { aboutPage } from "../../render/html/browse/about-page.tsx";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { HTML } from "./html.ts";

/** `/about`: what the publication says about itself; not found if it says nothing. */
export const serveAbout = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "about",
    scope: "settings",
    render: async (site) => {
      const { about } = site.masthead.publication;
      return about && { body: aboutPage(about, site), type: HTML };
    },
  });

/** `/favicon.ico`, which some clients request on their own: the logo. */
export const serveFavicon = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "favicon.ico",
    scope: "settings",
    render: async ({ origin, masthead }) => {
      const { logo } = masthead.publication;
      return logo && { location: imageUrl(origin, logo) };
    },
  });
