import type { Context } from "hono";
import { LATEST } from "../../model/channel.ts";
import { type Month, monthNamed } from "../../model/month.ts";
import { monthUrl } from "../../model/page-address.ts";
import { monthPage, monthsPage } from "../../render/html/browse/month-pages.tsx";
import type { Site } from "../../render/site.ts";
import { type MonthPlace, type MonthStories, viewMonth, viewMonths } from "../../views/browse.ts";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { badCursor } from "../respond/cursor.ts";
import { machineUseHeaders } from "../respond/machine-use.ts";
import { problem } from "../respond/problems.ts";
import { HTML } from "./html.ts";
import { readMonthCursor, writeMonthCursor } from "./month-cursor.ts";

const SCOPE = { channel: LATEST.id };

/** `/archive`: every month with stories. */
export const serveMonths = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "months",
    scope: SCOPE,
    render: async (site) => ({ body: monthsPage(await viewMonths(c.env.env.db, site), site), type: HTML }),
  });

/** `/archive/{year}/{month}`: a page of a month's stories; `cursor` continues it. */
export async function serveMonth(c: Context<WireEnv>): Promise<Response> {
  const name = `${c.req.param("year")}-${c.req.param("month")}`;
  const cursor = c.req.query("cursor");
  const place = cursor === undefined ? undefined : readMonthCursor(cursor, name);
  if (place === null) return problem(c, "invalid", { errors: [badCursor(cursor)] });
  return serve(c, {
    key: `month ${name} ${JSON.stringify(place)}`,
    scope: SCOPE,
    render: async (site) => {
      const month = monthNamed(name, site.masthead.publication.timeZone);
      const stories = month && (await viewMonth(c.env.env.db, site, month, place));
      if (month === undefined || stories === undefined) return undefined;
      const body = monthPage({ month, items: stories.items, ...addresses(month, stories, place, site) }, site);
      return { body, type: HTML, headers: machineUseHeaders(stories.items, site) };
    },
  });
}

/** Returns the URLs of a month's page and of the adjacent pages. The first page of a month has only one URL. */
function addresses(month: Month, stories: MonthStories, place: MonthPlace, { origin }: Site) {
  const { newer, older, before, behind } = stories;
  const at = (other: MonthPlace) => monthUrl(origin, month.name, other && writeMonthCursor(other, month.name));
  return {
    canonical: at(newer === undefined ? undefined : place),
    newer: newer ? at({ newer }) : behind && monthUrl(origin, behind),
    older: older ? at({ older }) : before && monthUrl(origin, before),
  };
}
