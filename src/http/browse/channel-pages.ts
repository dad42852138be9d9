import type { Context } from "hono";
import { type Channel, channelAddress, channelOf, isRetiredChannel } from "../../model/channel.ts";
import { channelPageUrl, type PageKind } from "../../model/page-address.ts";
import { channelPage } from "../../render/html/browse/channel-page.tsx";
import type { Site } from "../../render/site.ts";
import { viewFront, viewPast } from "../../views/browse.ts";
import { isThere, resolveChannel } from "../../views/channels.ts";
import { type Redirection, type Representation, serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { machineUseHeaders } from "../respond/machine-use.ts";
import { problem } from "../respond/problems.ts";
import { HTML } from "./html.ts";

/** The number of an archive page, as in URLs. */
const NUMBER = /^[1-9]\d{0,6}$/;

/** `/sections/{id}`, `/topics/{id}`, `/authors/{id}`, and their archive `…/pages/{n}`: the stories of a channel. */
export const serveChannelPage =
  (kind: PageKind) =>
  async (c: Context<WireEnv>): Promise<Response> => {
    const [asked, number] = [channelOf(`${kind}/${c.req.param("id")}`), c.req.param("page")];
    if (asked === undefined || (number !== undefined && !NUMBER.test(number))) return problem(c, "not-found");
    const page = number === undefined ? undefined : Number(number);
    return serve(c, {
      key: `page ${page ?? "first"} ${asked.id}`,
      scope: { channel: asked.id },
      render: (site, { known }) => renderPage(c, { asked, page, known }, site),
    });
  };

type Asked = { asked: Channel; page: number | undefined; known: boolean };

async function renderPage(
  c: Context<WireEnv>,
  { asked, page, known }: Asked,
  site: Site,
): Promise<Representation | Redirection | undefined> {
  const { db } = c.env.env;
  const channel = await resolveChannel(db, asked, site);
  if (!isThere(channel, site, known)) return undefined;
  const address = channelAddress(channel.id, site.masthead);
  if (address !== asked.id) return { location: channelPageUrl(site.origin, address, page) };
  const stories =
    page === undefined ? await viewFront(db, site, channel.id) : await viewPast(db, site, channel.id, page);
  if (stories === undefined) return undefined;
  // A retired channel's page stays as long as it has stories.
  if (isRetiredChannel(channel, site.masthead) && stories.items.length === 0) return undefined;
  const body = channelPage({ channel, number: page, ...stories }, site);
  return { body, type: HTML, headers: machineUseHeaders(stories.items, site) };
}

/** `/feeds/{channel}`: redirects people, who left out the format, to the channel's page. */
export const leadToPage = (c: Context<WireEnv>, asked: Channel): Promise<Response> =>
  serve(c, {
    key: `feed page ${asked.id}`,
    scope: { channel: asked.id },
    render: async (site, { known }) => {
      const found = await resolveChannel(c.env.env.db, asked, site);
      if (!isThere(found, site, known)) return undefined;
      return { location: channelPageUrl(site.origin, channelAddress(found.id, site.masthead)) };
    },
  });
