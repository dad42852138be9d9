import type { Context } from "hono";
import type { Env } from "../../env.ts";
import { type Access, PUBLIC } from "../../model/access.ts";
import type { Site } from "../../render/site.ts";
import type { DoorEnv, PageSite } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { mastheadFor } from "./accepted-masthead.ts";
import { newestLedger } from "./belief.ts";
import { macMaker } from "./image-macs.ts";
import { isolate } from "./isolate.ts";
import { mastheadOf } from "./memory.ts";

/** Returns what a page is rendered with; undefined before the first publish. */
export async function readSite<E extends DoorEnv>(c: Context<E>): Promise<Site | undefined> {
  const { env, clock } = c.env;
  const masthead = await mastheadOf(env.db, await newestLedger(env, clock()));
  return masthead && { origin: env.origin, masthead, access: PUBLIC };
}

/** The same for an error page: the masthead as this isolate last read it. If there is none, the page does without. */
export const pageSiteOf = (env: Pick<Env, "db" | "images" | "origin">, now: number): PageSite => ({
  known: () => isolate.masthead && { origin: env.origin, masthead: isolate.masthead.masthead, access: PUBLIC },
  learn: async () => {
    if (isolate.masthead !== undefined) return;
    try {
      await mastheadOf(env.db, await newestLedger(env, now));
    } catch {
      // The database can't be read, but the page can still be shown.
    }
  },
});

/** The same for a personal page: with the person's name, if they are signed in. */
export async function readSiteOf<E extends DoorEnv>(c: Context<E>, person: { name: string } | undefined) {
  const site = await readSite(c);
  return site && (person ? { ...site, signedIn: person.name } : site);
}

/** What a publisher's own page with stories is rendered with: the publisher's accepted versions. */
export async function siteFor<E extends DoorEnv>(c: Context<E>, site: Site, access: Access): Promise<Site> {
  const { env, clock } = c.env;
  const ledger = await newestLedger(env, clock());
  const makeMac = macMaker(env, access);
  return { ...site, access, makeMac, masthead: await mastheadFor(env.db, site.masthead, access, ledger) };
}

/** Answers a signed-in person with something that needs the masthead; before the first publish, says that there is none. */
export async function withSite<E extends DoorEnv>(
  c: Context<E>,
  then: (site: Site) => Response | Promise<Response>,
  person?: { name: string },
): Promise<Response> {
  const site = await readSiteOf(c, person);
  return site === undefined ? problem(c, "nothing-published") : then(site);
}
