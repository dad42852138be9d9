import type { Context } from "hono";
import { z } from "zod";
import { mistakesOf } from "../../../model/mistake.ts";
import { PAGES } from "../../../model/policy.ts";
import { deskLogPage } from "../../../render/html/desk/log-page.tsx";
import type { Site } from "../../../render/site.ts";
import { LOG_SUBJECTS, listLog } from "../../../store/audit.ts";
import { withSite } from "../../cache/site.ts";
import type { DeskEnv, Routes } from "../../context.ts";
import { privatePage } from "../../respond/page-response.ts";
import { problem } from "../../respond/problems.ts";
import { choiceFilter, isNarrowed, nextPage, textFilter } from "./list-filters.ts";

/** Log entries listed on a page. */
const AT_ONCE = PAGES.log;

const Filters = z.object({ by: textFilter, about: choiceFilter(LOG_SUBJECTS) });
const Before = z.coerce.number().int().positive().optional();

/** `/desk/log`: the log of decisions, for people. */
export function logPages(app: Routes<DeskEnv>): void {
  app.get("/log", (c) => withSite(c, (site) => list(c, site), c.get("person")));
}

async function list(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const input = c.req.query();
  const read = Filters.safeParse(input);
  if (!read.success) return problem(c, "invalid", { errors: mistakesOf(read.error, input) });
  const before = Before.safeParse(input.before);
  if (!before.success) return problem(c, "invalid", { errors: [BAD_PLACE] });
  const { by = "", about = "" } = read.data;
  const lines = await listLog(c.env.env.db, { ...read.data, before: before.data }, AT_ONCE);
  const last = lines.length === AT_ONCE ? lines.at(-1) : undefined;
  const next = nextPage("/desk/log", read.data, last && { before: String(last.number) });
  const filters = { by, about, isFiltered: isNarrowed(read.data) };
  return privatePage(deskLogPage({ lines, filters, next, site }));
}

const BAD_PLACE = {
  field: "before",
  problem: "isn't a place in the log",
  allowed: "the address behind “Earlier entries”",
};
