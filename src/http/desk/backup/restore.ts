import type { Context } from "hono";
import type { z } from "zod";
import { afterRestoring, emptyWire } from "../../../commands/restored.ts";
import {
  BackupTableParams,
  RestoredInput,
  RestoredJson,
  RestoredRowsJson,
  RestoreEndInput,
  RestoreInput,
  RestoreRowsInput,
} from "../../../contract/backup.ts";
import type { Mistake } from "../../../model/mistake.ts";
import {
  type BackupRow,
  isBackupTable,
  isEmpty,
  readColumns,
  readHead,
  writeHead,
  writeRows,
} from "../../../store/backup.ts";
import { settle } from "../../cache/carry-out.ts";
import { type DeskEnv, deskContext, type Routes } from "../../context.ts";
import { apiRoute } from "../../respond/api-route.ts";
import { answers, DESK_PROBLEMS, jsonBody } from "../../respond/openapi.ts";
import { problem } from "../../respond/problems.ts";

const tags = ["Desk"];
const security = [{ desk: [] }];

const beginRoute = apiRoute({
  method: "post",
  path: "/restore",
  operationId: "beginRestore",
  summary: "Empty this wire for a backup: from now on nothing is shown, until the restore ends",
  tags,
  security,
  request: { body: jsonBody(RestoreInput) },
  responses: answers({ 200: { description: "It is empty.", schema: RestoredRowsJson } }, ...DESK_PROBLEMS),
});

const rowsRoute = apiRoute({
  method: "put",
  path: "/restore/tables/{table}",
  operationId: "restoreRows",
  summary: "Write rows back as they were; safe to repeat",
  tags,
  security,
  request: { params: BackupTableParams, body: jsonBody(RestoreRowsInput) },
  responses: answers(
    { 200: { description: "They are written.", schema: RestoredRowsJson } },
    ...DESK_PROBLEMS,
    "not-found",
  ),
});

const endRoute = apiRoute({
  method: "post",
  path: "/restore/end",
  operationId: "endRestore",
  summary: "Show what was restored, without what was taken away since; old cursors and ETags are over",
  tags,
  security,
  request: { body: jsonBody(RestoreEndInput) },
  responses: answers({ 200: { description: "The wire is there again.", schema: RestoredJson } }, ...DESK_PROBLEMS),
});

const restoredRoute = apiRoute({
  method: "post",
  path: "/restored",
  operationId: "tellRestored",
  summary: "The same last step after the database was brought back in another way, as with D1 Time Travel",
  tags,
  security,
  request: { body: jsonBody(RestoredInput) },
  responses: answers({ 200: { description: "It is done.", schema: RestoredJson } }, ...DESK_PROBLEMS),
});

/** `/v1/desk/restore…`, `/v1/desk/restored`: a backup in the place of what is here. */
export function restoreRoutes(app: Pick<Routes<DeskEnv>, "openapi">): void {
  app.openapi(beginRoute, async (c) => {
    const { db, origin } = c.env.env;
    const { migrations, replace } = c.req.valid("json");
    const here = await readHead(db);
    const mistake = migrationMistake(migrations, here.migrations) ?? replaceMistake(replace, origin, await isEmpty(db));
    if (mistake !== undefined) return problem(c, "invalid", { errors: [mistake] });
    await emptyWire({ db });
    return c.json({ written: 0 }, 200);
  });
  app.openapi(rowsRoute, async (c) => {
    const { db } = c.env.env;
    const { table } = c.req.valid("param");
    if (!isBackupTable(table)) return problem(c, "not-found");
    if ((await readHead(db)).masthead !== null) return problem(c, "conflict", { detail: NOT_BEGUN });
    const { rows } = c.req.valid("json");
    const columns = await readColumns(db, table);
    const mistakes = columnMistakes(rows, columns);
    if (mistakes.length > 0) return problem(c, "invalid", { errors: mistakes });
    await db.batch(writeRows(db, table, columns, rows));
    return c.json({ written: rows.length }, 200);
  });
  app.openapi(endRoute, async (c) => {
    const { db } = c.env.env;
    if ((await readHead(db)).masthead !== null) return problem(c, "conflict", { detail: NOT_BEGUN });
    const { at, masthead, ledger } = c.req.valid("json");
    const mistakes = masthead === null ? [] : columnMistakes([masthead], await readColumns(db, "masthead"));
    if (mistakes.length > 0) return problem(c, "invalid", { errors: mistakes });
    return finish(c, at, await writeHead(db, masthead, ledger));
  });
  app.openapi(restoredRoute, (c) => finish(c, c.req.valid("json").at, []));
}

const NOT_BEGUN = "Something is published here, so no restore is under way. Begin one with POST /v1/desk/restore.";

async function finish(c: Context<DeskEnv>, at: string | undefined, head: readonly D1PreparedStatement[]) {
  const context = { ...deskContext(c), images: c.env.env.images };
  const outcome: z.infer<typeof RestoredJson> = await settle(c, await afterRestoring(context, at, head));
  return c.json(outcome, 200);
}

/** A backup fits where the same migrations were applied: rows of another form would be cut, or lack what code relies on. */
function migrationMistake(ofBackup: readonly string[], here: readonly string[]): Mistake | undefined {
  const [missing, more] = [
    ofBackup.filter((each) => !here.includes(each)),
    here.filter((each) => !ofBackup.includes(each)),
  ];
  if (missing.length === 0 && more.length === 0) return undefined;
  return {
    field: "migrations",
    value: JSON.stringify([...missing, ...more]),
    problem:
      missing.length > 0
        ? "were not applied here: the backup is of a newer wire"
        : "aren't in the backup: it is of an older wire",
    allowed: "a wire of the version that made the backup; restore there, and then deploy the newer one",
  };
}

function replaceMistake(replace: string | undefined, origin: string, isNew: boolean): Mistake | undefined {
  if (isNew || replace === origin) return undefined;
  const mistake = {
    field: "replace",
    problem: "doesn't name this wire, and there is something on it",
    allowed: origin,
  };
  return replace === undefined ? mistake : { ...mistake, value: JSON.stringify(replace) };
}

/** Columns that the table doesn't have, or that a row lacks. */
function columnMistakes(rows: readonly BackupRow[], columns: readonly string[]): Mistake[] {
  return rows.flatMap((row, at) => {
    const [unknown] = Object.keys(row).filter((name) => !columns.includes(name));
    const [missing] = columns.filter((name) => !Object.hasOwn(row, name));
    if (unknown === undefined && missing === undefined) return [];
    const problem = unknown === undefined ? `lacks ${missing}` : `has ${unknown}, which the table hasn't`;
    return [{ field: `rows[${at}]`, problem, allowed: columns.join(", ") }];
  });
}
