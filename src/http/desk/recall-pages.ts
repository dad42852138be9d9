import type { Context } from "hono";
import { z } from "zod";
import { acknowledgeFor } from "../../commands/publishers/acknowledge.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { recallPage } from "../../render/html/desk/recall-pages.tsx";
import { recallsPage } from "../../render/html/desk/recalls-page.tsx";
import { readRecall } from "../../store/article/recall.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { viewRecall, viewRecalls } from "../../views/recalls.ts";
import { readSiteOf } from "../cache/site.ts";
import { type DeskEnv, publisherContext, type Routes, viewContext } from "../context.ts";
import { parseAcknowledgement } from "../respond/acknowledgement.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { choiceFilter, isNarrowed, nextPage, textFilter, wordsOf } from "./lists/list-filters.ts";

const Filters = z.object({ q: textFilter, state: choiceFilter(["open", "restored"]) });

/** `/desk/recalls`: the pages of the recall ledger. */
export function recallPages(app: Routes<DeskEnv>): void {
  app.get("/recalls", list);
  app.get("/recalls/:id", (c) => show(c, undefined));
  app.post("/recalls/:id/publishers/:publisher", note);
}

async function list(c: Context<DeskEnv>): Promise<Response> {
  const site = await readSiteOf(c, c.get("person"));
  if (site === undefined) return problem(c, "nothing-published");
  const input = c.req.query();
  const read = Filters.safeParse(input);
  if (!read.success) return problem(c, "invalid", { errors: mistakesOf(read.error, input) });
  const { q = "", state = "" } = read.data;
  const narrowed = { words: wordsOf(q), state: read.data.state };
  const { recalls, next } = await viewRecalls(viewContext(c), input.before, narrowed);
  const following = nextPage("/desk/recalls", read.data, next === null ? undefined : { before: next });
  const filters = { q, state, isFiltered: isNarrowed(read.data) };
  return privatePage(recallsPage({ recalls, filters, next: following, site }));
}

async function show(c: Context<DeskEnv>, wrong: string | undefined): Promise<Response> {
  const site = await readSiteOf(c, c.get("person"));
  const recall = await readRecall(c.env.env.db, c.req.param("id") ?? "");
  if (recall === undefined) return problem(c, "not-found");
  if (site === undefined) return problem(c, "nothing-published");
  return privatePage(
    recallPage({ recall: await viewRecall(viewContext(c), recall), site, problem: wrong }),
    wrong ? 422 : 200,
  );
}

async function note(c: Context<DeskEnv>): Promise<Response> {
  const { id = "", publisher = "" } = c.req.param();
  if ((await readPublisher(c.env.env.db, publisher)) === undefined) return problem(c, "not-found");
  const read = await parseAcknowledgement(c);
  if (!read.ok) return show(c, read.wrong);
  const recall = await acknowledgeFor(publisherContext(c, c.get("staff")), id, publisher, read.said);
  return recall === undefined ? problem(c, "not-found") : c.redirect(`/desk/recalls/${id}`, 303);
}
