import type { Context } from "hono";
import { acknowledgeOwn } from "../../../commands/publishers/acknowledge.ts";
import { isEnough } from "../../../model/publisher/scope.ts";
import { agreementsPage } from "../../../render/html/publisher/agreements-page.tsx";
import { viewPublisher } from "../../../views/publisher.ts";
import { type PublisherEnv, publisherContext, type Routes, viewContext } from "../../context.ts";
import { parseAcknowledgement, refuseAcknowledgement } from "../../respond/acknowledgement.ts";
import { acceptByForm } from "../acceptance.ts";
import { showLibrary } from "./show-library.ts";
import { showTab } from "./show-tab.ts";

/** `/publisher/agreements`, and reports on copies. The forms do the same as the API and need no JavaScript. */
export function agreementPages(app: Routes<PublisherEnv>): void {
  app.get("/agreements", showAgreements);
  app.post("/agreements", acceptAndReturn);
  app.post("/recalls/:id", acknowledgeByForm);
}

const showAgreements = (c: Context<PublisherEnv>): Promise<Response> =>
  showTab(c, {}, async (frame) => {
    const view = await viewPublisher(viewContext(c), c.get("publisher"), frame.site);
    return agreementsPage({ ...frame, view, mayManage: isEnough(c.get("visitor").scope, "manage") });
  });

async function acknowledgeByForm(c: Context<PublisherEnv>): Promise<Response> {
  const read = await parseAcknowledgement(c);
  if (!read.ok) return showLibrary(c, { flash: { problem: read.wrong }, status: 422 });
  const { id } = c.get("publisher");
  const done = await acknowledgeOwn(publisherContext(c, id), c.req.param("id") ?? "", id, read.said);
  return done.ok ? c.redirect("/publisher", 303) : refuseAcknowledgement(c, done.because);
}

async function acceptAndReturn(c: Context<PublisherEnv>): Promise<Response> {
  const done = await acceptByForm(c, c.get("publisher"));
  return done instanceof Response ? done : c.redirect("/publisher/agreements", 303);
}
