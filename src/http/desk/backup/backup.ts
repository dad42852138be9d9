import { z } from "@hono/zod-openapi";
import { beginBackup, describeBackup } from "../../../commands/backup/back-up.ts";
import { BackupJson, BackupRowsJson, BackupRowsQuery, TableName } from "../../../contract/backup.ts";
import { sha256 } from "../../../model/article/image.ts";
import { sizeInWords } from "../../../model/in-words.ts";
import { BACKUP } from "../../../model/policy.ts";
import { readRows } from "../../../store/backup/row.ts";
import { readTable } from "../../../store/backup/table.ts";
import { type DeskEnv, deskContext, type Routes } from "../../context.ts";
import { apiRoute } from "../../respond/api-route.ts";
import { answers } from "../../respond/openapi.ts";
import { problem } from "../../respond/problems.ts";
import { readKey, writeKey } from "./key-cursor.ts";

const ofDesk = { tags: ["Desk"], security: [{ desk: [] }] };

const beginRoute = apiRoute({
  method: "post",
  path: "/backup",
  operationId: "beginBackup",
  summary: "Begin a backup, and note it in the log",
  ...ofDesk,
  responses: answers({ 200: { description: "What the wire has now.", schema: BackupJson } }, "unauthorized"),
});

const showRoute = apiRoute({
  method: "get",
  path: "/backup",
  operationId: "getBackup",
  summary: "Check whether anything has changed since a backup began",
  ...ofDesk,
  responses: answers({ 200: { description: "What the wire has now.", schema: BackupJson } }, "unauthorized"),
});

const rowsRoute = apiRoute({
  method: "get",
  path: "/backup/{table}",
  operationId: "listBackupRows",
  summary: "Get a table's rows, in order of their keys",
  ...ofDesk,
  request: { params: TableName, query: BackupRowsQuery },
  responses: answers(
    {
      200: {
        description: `At most ${BACKUP.pageRows.toLocaleString("en-US")} rows, and at most ${sizeInWords(BACKUP.pageBytes)}, unless a single row is larger.`,
        schema: BackupRowsJson,
      },
    },
    "unauthorized",
    "not-found",
    "invalid",
  ),
});

const imageRoute = apiRoute({
  method: "get",
  path: "/backup/images/{sha256}",
  operationId: "getBackupImage",
  summary: "Get an image's bytes",
  ...ofDesk,
  request: { params: z.object({ sha256 }) },
  responses: answers(
    { 200: { description: "Its bytes.", schema: z.string().openapi({ format: "binary" }) } },
    "unauthorized",
    "not-found",
    "invalid",
  ),
});

/** `/v1/desk/backup`: everything on the wire, for a backup. Secrets are sent as stored: hashed or encrypted. */
export function backupRoutes(app: Routes<DeskEnv>): void {
  app.openapi(beginRoute, async (c) => c.json(await beginBackup(deskContext(c), c.env.env.version), 200));
  app.openapi(showRoute, async (c) => c.json(await describeBackup(deskContext(c), c.env.env.version), 200));
  app.openapi(rowsRoute, async (c) => {
    const { db } = c.env.env;
    const table = await readTable(db, c.req.valid("param").table);
    if (table === undefined) return problem(c, "not-found");
    const { after } = c.req.valid("query");
    const from = after === undefined ? [] : readKey(after, table);
    if (from === undefined) return problem(c, "invalid", { errors: [BAD_KEY] });
    const { rows, next } = await readRows(db, table, from);
    return c.json({ rows, next: next && writeKey(next) }, 200);
  });
  app.openapi(imageRoute, async (c) => {
    const object = await c.env.env.images.get(c.req.valid("param").sha256);
    if (object === null) return problem(c, "not-found");
    return new Response(object.body, {
      headers: { "Content-Type": "application/octet-stream", "Content-Length": String(object.size) },
    });
  });
}

const BAD_KEY = {
  field: "after",
  problem: "isn't a place in this table",
  allowed: "the `next` value from a response for the same table",
};
