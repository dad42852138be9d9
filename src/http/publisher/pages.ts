import type { Context } from "hono";
import { acknowledgeOwn } from "../../commands/publishers/acknowledge.ts";
import { type PublisherEnv, publisherContext, type Routes } from "../context.ts";
import { parseAcknowledgement, refuseAcknowledgement } from "../respond/acknowledgement.ts";
import { acceptByForm } from "./acceptance.ts";
import { showDashboard } from "./show-dashboard.ts";

/** `/publisher`: a publisher's page and its forms. They do what the API does and need no JavaScript. */
export function publisherPages(app: Routes<PublisherEnv>): void {
  app.get("/", (c) => showDashboard(c));
  app.post("/recalls/:id", acknowledgeByForm);
  app.post("/agreements", acceptAndReturn);
}

async function acknowledgeByForm(c: Context<PublisherEnv>): Promise<Response> {
  const read = await parseAcknowledgement(c);
  if (!read.ok) return showDashboard(c, { problem: read.wrong }, 422);
  const { id } = c.get("publisher");
  const done = await acknowledgeOwn(publisherContext(c, id), c.req.param("id") ?? "", id, read.said);
  return done.ok ? c.redirect("/publisher", 303) : refuseAcknowledgement(c, done.because);
}

async function acceptAndReturn(c: Context<PublisherEnv>): Promise<Response> {
  const done = await acceptByForm(c, c.get("publisher"));
  return done instanceof Response ? done : c.redirect("/publisher", 303);
}
