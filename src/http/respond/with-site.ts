import type { Context } from "hono";
import type { Site } from "../../render/site.ts";
import { type DoorEnv, readSite } from "../context.ts";
import { problem } from "./problems.ts";

/** Answers with something that needs the masthead; before the first publish, that there is none. */
export async function withSite<E extends DoorEnv>(
  c: Context<E>,
  then: (site: Site) => Response | Promise<Response>,
): Promise<Response> {
  const site = await readSite(c);
  return site === undefined ? problem(c, "nothing-published") : then(site);
}
