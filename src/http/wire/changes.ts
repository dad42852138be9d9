import type { Context } from "hono";
import { ChangeListJson, ChangeListQuery } from "../../contract/change.ts";
import { accessKey, readableLicences } from "../../model/access.ts";
import { type ChangeCursor, lastChange, otherTexts, startCursor, withAccess } from "../../model/change-cursor.ts";
import { LENGTH } from "../../model/policy.ts";
import { instant } from "../../model/time.ts";
import { changeJson } from "../../render/api/change.ts";
import type { Item } from "../../render/feed/item.ts";
import { countFitting } from "../../render/fit.ts";
import type { Site } from "../../render/site.ts";
import { type Ledger, readLedger } from "../../store/ledger.ts";
import { type ChangesPage, type Step, viewChanges } from "../../views/changes.ts";
import { makeItem, receivedTexts } from "../../views/items.ts";
import { JSON_TYPE, type Representation, serve } from "../cache/serve.ts";
import { saltOf } from "../cache/state.ts";
import type { Routes, WireEnv } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { BY_KEY } from "../respond/headers.ts";
import { machineUseHeaders } from "../respond/machine-use.ts";
import { answers, KEY_OPTIONAL, READ_PROBLEMS } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { openCursor, sealCursor } from "./change-cursor.ts";

const route = apiRoute({
  method: "get",
  path: "/v1/changes",
  operationId: "listChanges",
  summary: "Follow what changes: new, changed and removed articles",
  tags: ["Reading"],
  security: KEY_OPTIONAL,
  request: { query: ChangeListQuery },
  responses: answers(
    { 200: { description: "Changes, in order, as far as your access allows.", schema: ChangeListJson } },
    ...READ_PROBLEMS,
  ),
});

/** `/v1/changes`. */
export function changeRoutes(app: Pick<Routes<WireEnv>, "openapi">): void {
  app.openapi(route, async (c) => {
    const { after, limit } = c.req.valid("query");
    const from = after === undefined ? undefined : await openCursor(after, saltOf(c.env.state));
    if (from === null) return refuseCursor(c, after, "isn't a cursor from this wire", await readLedger(c.env.env.db));
    return serve(c, {
      key: `changes ${JSON.stringify([from, limit])}`,
      scope: "changes",
      render: async (site, { change, ledger }) => {
        if (from && Math.max(from.at.change, from.since) > change)
          return refuseCursor(c, after, "is newer than anything on this wire", ledger);
        const cursor = from ? continueCursor(from, site) : startCursor(change, site.access);
        const step = { limit, newest: change, bodiesUnder: readableLicences(site.masthead, site.access) };
        return renderChanges(c.env.env.db, cursor, step, site, ledger);
      },
    });
  });
}

/**
 * Returns the cursor for this access: articles are repeated if their licenses open more or less than before, or are accepted in
 * another version.
 */
function continueCursor(cursor: ChangeCursor, site: Site): ChangeCursor {
  if (accessKey(cursor.access) === accessKey(site.access)) return cursor;
  const [before, now] = [readableLicences(site.masthead, cursor.access), readableLicences(site.masthead, site.access)];
  const differ = [...before.filter((id) => !now.includes(id)), ...now.filter((id) => !before.includes(id))];
  return withAccess(cursor, site.access, [...differ, ...otherTexts(cursor.access, site.access)]);
}

/** Returns a page of changes. If it would be too long, it is the page of a smaller limit, so its cursor is right too. */
async function renderChanges(
  db: D1Database,
  cursor: ChangeCursor,
  step: Step,
  site: Site,
  ledger: Ledger,
): Promise<Representation> {
  const page = await viewChanges(db, cursor, step);
  const items = await Promise.all(page.entries.map(({ article }) => makeItem(article, site)));
  const told = page.entries.map((each, at) =>
    changeJson(each, items[at], site).map((change) => JSON.stringify(change)),
  );
  const fitting = countFitting(told.map((changes) => changes.join(",")));
  if (fitting < told.length) return renderChanges(db, cursor, { ...step, limit: fitting }, site, ledger);
  const next = await sealCursor(page.cursor, ledger.salt);
  return changesDocument(
    page,
    told.flat(),
    items.flatMap((item) => item ?? []),
    next,
    site,
  );
}

function changesDocument(
  { cursor, more }: ChangesPage,
  changes: readonly string[],
  seen: readonly Item[],
  next: string,
  site: Site,
): Representation {
  return {
    body: `{"changes":[${changes.join(",")}],"next":${JSON.stringify(next)},"more":${more}}`,
    type: JSON_TYPE,
    // Every release, change or removal moves the channel of all stories.
    headers: {
      ...machineUseHeaders(seen, site),
      ...BY_KEY,
    },
    state: lastChange(cursor),
    held: receivedTexts(seen),
  };
}

/**
 * A cursor that isn't ours, or predates a restore, which changed the database's salt. A cursor ahead of the log is from a
 * database that was set back in time without notice.
 */
function refuseCursor(c: Context<WireEnv>, cursor: string | undefined, what: string, { restored }: Ledger): Response {
  const since = restored === undefined ? "" : `, which was restored from a backup at ${instant(restored * 1000)}`;
  const value = JSON.stringify((cursor ?? "").slice(0, LENGTH.quotedCursor));
  const allowed = restored === undefined ? NEXT : `${ANEW}; drop any article that isn't listed again`;
  return problem(c, "invalid", { errors: [{ field: "after", value, problem: `${what}${since}`, allowed }] });
}

const ANEW = "no `after`, to start over";
const NEXT = `the \`next\` value of this wire's last answer; or ${ANEW}`;
