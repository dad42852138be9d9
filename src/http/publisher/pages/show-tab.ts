import type { Context } from "hono";
import type { FlashMessage } from "../../../render/html/publisher/flash.tsx";
import type { TabFrame } from "../../../render/html/publisher/tab-page.tsx";
import { readSiteOf } from "../../cache/site.ts";
import type { PublisherEnv } from "../../context.ts";
import { privatePage } from "../../respond/page-response.ts";
import { problem } from "../../respond/problems.ts";

/** The tab's publisher, what just happened, and the response status. */
export type Happened = { flash?: FlashMessage; status?: number };

/** Answers with one of a publisher's tabs. */
export async function showTab(
  c: Context<PublisherEnv>,
  { flash, status = 200 }: Happened,
  draw: (frame: TabFrame) => string | Promise<string>,
): Promise<Response> {
  const site = await readSiteOf(c, c.get("visitor").person);
  if (site === undefined) return problem(c, "nothing-published");
  const { organization } = c.get("publisher").application;
  return privatePage(await draw({ organization, site, ...(flash ? { flash } : {}) }), status);
}
