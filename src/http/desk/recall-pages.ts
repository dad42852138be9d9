import type { Context, Hono } from "hono";
import { acknowledge } from "../../commands/publishers/acknowledge.ts";
import { recallPage, recallsPage } from "../../render/html/desk/recall-pages.tsx";
import { readRecall } from "../../store/article/recall.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import { publisherContext, siteOf } from "../context.ts";
import { recallsOf, withHolders } from "../publisher/recalls.ts";
import { acknowledgementIn } from "../respond/acknowledgement.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";

/** `/desk/recalls`: the pages of the ledger. Who is let in is decided where `/desk` is. */
export function deskRecallPages(door: Hono<DoorEnv>): void {
  door.get("/desk/recalls", list);
  door.get("/desk/recalls/:id", (c) => shown(c, undefined));
  door.post("/desk/recalls/:id/publishers/:publisher", noted);
}

async function list(c: Context<DoorEnv>): Promise<Response> {
  const site = await siteOf(c);
  if (site === undefined) return problem(c, "nothing-published");
  const { recalls, next } = await recallsOf(c, c.req.query("before"));
  return privatePage(recallsPage(recalls, next, site));
}

async function shown(c: Context<DoorEnv>, wrong: string | undefined): Promise<Response> {
  const site = await siteOf(c);
  const recall = await readRecall(c.env.env.db, c.req.param("id") ?? "");
  if (recall === undefined) return problem(c, "not-found");
  if (site === undefined) return problem(c, "nothing-published");
  return privatePage(recallPage({ recall: await withHolders(c, recall), site, problem: wrong }), wrong ? 422 : 200);
}

async function noted(c: Context<DoorEnv>): Promise<Response> {
  const { id = "", publisher = "" } = c.req.param();
  if ((await readPublisher(c.env.env.db, publisher)) === undefined) return problem(c, "not-found");
  const read = await acknowledgementIn(c);
  if (!read.ok) return shown(c, read.wrong);
  const recall = await acknowledge(publisherContext(c, c.get("by")), id, publisher, read.said);
  return recall === undefined ? problem(c, "not-found") : c.redirect(`/desk/recalls/${id}`, 303);
}
