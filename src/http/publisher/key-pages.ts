import type { Context } from "hono";
import { giveKey, revokeKey } from "../../commands/publishers/keys.ts";
import { settle } from "../cache/carry-out.ts";
import { type PublisherEnv, publisherContext, type Routes } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { readKeyForm } from "./key-form.ts";
import { showDashboard } from "./show-dashboard.ts";
import { WHY_NO_KEY } from "./why-no-key.ts";

/** The forms of the keys on `/publisher`: they do what the API does. */
export function keyPages(app: Routes<PublisherEnv>): void {
  app.post("/keys", giveByForm);
  app.post("/keys/:id/revoke", revokeByForm);
}

async function giveByForm(c: Context<PublisherEnv>): Promise<Response> {
  const read = await readKeyForm(c);
  if (!read.ok) return showDashboard(c, { problem: read.wrong }, 422);
  const { id } = c.get("publisher");
  const given = await giveKey(publisherContext(c, id), id, read.wish, c.get("key").expires ?? undefined);
  return given.ok
    ? showDashboard(c, { key: given.given.key })
    : showDashboard(c, { problem: WHY_NO_KEY[given.because] }, 409);
}

async function revokeByForm(c: Context<PublisherEnv>): Promise<Response> {
  const { id } = c.get("publisher");
  const isRevoked = settle(c, await revokeKey(publisherContext(c, id), id, c.req.param("id") ?? ""));
  return isRevoked ? c.redirect("/publisher#keys", 303) : problem(c, "not-found");
}
