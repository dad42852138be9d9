import type { Context } from "hono";
import { resetApplicationAddress } from "../../../commands/publishers/application-address.ts";
import { leave } from "../../../commands/publishers/leave.ts";
import { prove } from "../../../commands/publishers/prove.ts";
import { isEnough } from "../../../model/publisher/scope.ts";
import { accountPage } from "../../../render/html/publisher/account-page.tsx";
import { viewPublisher } from "../../../views/publisher.ts";
import { settle } from "../../cache/carry-out.ts";
import { type PublisherEnv, type Routes, viewContext } from "../../context.ts";
import { askOwnerByForm } from "../ask-owner.ts";
import { asContact, isContact, ownContext } from "./acting.ts";
import { type Happened, showTab } from "./show-tab.ts";

/** `/publisher/account`: the actions of an application's page once people sign in. */
export function accountPages(app: Routes<PublisherEnv>): void {
  app.get("/account", (c) => showAccount(c));
  app.post("/proofs", proveByForm);
  app.post("/ask-owner", asContact(askOwnerAndShow));
  app.post("/address", asContact(resetByForm));
  app.post("/leave", asContact(leaveByForm));
}

const showAccount = (c: Context<PublisherEnv>, happened: Happened = {}): Promise<Response> =>
  showTab(c, happened, async (frame) => {
    const view = await viewPublisher(viewContext(c), c.get("publisher"), frame.site);
    const mayManage = isEnough(c.get("visitor").scope, "manage");
    return accountPage({ ...frame, view, mayManage, isContact: isContact(c) });
  });

async function proveByForm(c: Context<PublisherEnv>): Promise<Response> {
  await settle(c, await prove({ ...ownContext(c), fetch: c.env.fetch }, c.get("publisher").id));
  return c.redirect("/publisher/account", 303);
}

const askOwnerAndShow = async (c: Context<PublisherEnv>): Promise<Response> =>
  showAccount(c, await askOwnerByForm(c, ownContext(c), c.get("publisher")));

async function resetByForm(c: Context<PublisherEnv>): Promise<Response> {
  return showAccount(c, { flash: { address: await resetApplicationAddress(ownContext(c), c.get("publisher").id) } });
}

async function leaveByForm(c: Context<PublisherEnv>): Promise<Response> {
  await settle(c, await leave(ownContext(c), c.get("publisher")));
  return c.redirect("/sign-in", 303);
}
