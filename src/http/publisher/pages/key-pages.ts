import type { Context } from "hono";
import { giveKey, revokeKey } from "../../../commands/publishers/keys.ts";
import { isEnough } from "../../../model/publisher/scope.ts";
import { instant } from "../../../model/time.ts";
import { keyTodos } from "../../../render/api/key-todo.ts";
import { keysPage } from "../../../render/html/publisher/keys-page.tsx";
import { readKeys } from "../../../store/publisher/key.ts";
import { settle } from "../../cache/carry-out.ts";
import type { PublisherEnv, Routes } from "../../context.ts";
import { problem } from "../../respond/problems.ts";
import { readKeyForm } from "../key-form.ts";
import { WHY_NO_KEY } from "../why-no-key.ts";
import { ownContext } from "./acting.ts";
import { type Happened, showTab } from "./show-tab.ts";

/** `/publisher/keys` and its forms, which do the same as the API. */
export function keyPages(app: Routes<PublisherEnv>): void {
  app.get("/keys", (c) => showKeys(c));
  app.post("/keys", giveByForm);
  app.post("/keys/:id/revoke", revokeByForm);
}

const showKeys = (c: Context<PublisherEnv>, happened: Happened = {}): Promise<Response> =>
  showTab(c, happened, async (frame) => {
    const now = c.env.clock();
    const keys = await readKeys(c.env.env.db, c.get("publisher").id, instant(now));
    const mayManage = isEnough(c.get("visitor").scope, "manage");
    return keysPage({ ...frame, keys, todos: keyTodos(keys, now), mayManage });
  });

async function giveByForm(c: Context<PublisherEnv>): Promise<Response> {
  const read = await readKeyForm(c);
  if (!read.ok) return showKeys(c, { flash: { problem: read.wrong }, status: 422 });
  const { id, status } = c.get("publisher");
  // People of a publisher that isn't approved can be signed in, but its keys would open nothing, so none is made.
  if (status !== "approved") return showKeys(c, { flash: { problem: WHY_NO_KEY["not approved"] }, status: 409 });
  const given = await giveKey(ownContext(c), id, read.wish, c.get("visitor").expires ?? undefined);
  return given.ok
    ? showKeys(c, { flash: { key: given.given.key } })
    : showKeys(c, { flash: { problem: WHY_NO_KEY[given.because] }, status: 409 });
}

async function revokeByForm(c: Context<PublisherEnv>): Promise<Response> {
  const { id } = c.get("publisher");
  const isRevoked = await settle(c, await revokeKey(ownContext(c), id, c.req.param("id") ?? ""));
  return isRevoked ? c.redirect("/publisher/keys", 303) : problem(c, "not-found");
}
