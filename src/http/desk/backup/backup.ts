import type { Context } from "hono";
import { z } from "zod";
import {
  BackupHeadJson,
  BackupImageParams,
  BackupPageJson,
  BackupPageQuery,
  BackupTableParams,
} from "../../../contract/backup.ts";
import { base64url, fromBase64 } from "../../../model/hash.ts";
import { quoteValue } from "../../../model/mistake.ts";
import { LENGTH } from "../../../model/policy.ts";
import { instant } from "../../../model/time.ts";
import { writeAudit } from "../../../store/audit.ts";
import {
  BACKUP_TABLES,
  type BackupTableName,
  isBackupTable,
  keyOf,
  readHead,
  readRows,
} from "../../../store/backup.ts";
import type { DeskEnv, Routes } from "../../context.ts";
import { apiRoute } from "../../respond/api-route.ts";
import { answers } from "../../respond/openapi.ts";
import { problem } from "../../respond/problems.ts";

const tags = ["Desk"];
const security = [{ desk: [] }];

const beginRoute = apiRoute({
  method: "post",
  path: "/backup",
  operationId: "beginBackup",
  summary: "Begin a backup, which goes into the log",
  tags,
  security,
  responses: answers(
    { 200: { description: "How far the database is, and of which form.", schema: BackupHeadJson } },
    "unauthorized",
  ),
});

const headRoute = apiRoute({
  method: "get",
  path: "/backup",
  operationId: "getBackupHead",
  summary: "How far the database is by now: whether a backup is of one moment",
  tags,
  security,
  responses: answers(
    { 200: { description: "How far the database is, and of which form.", schema: BackupHeadJson } },
    "unauthorized",
  ),
});

const tableRoute = apiRoute({
  method: "get",
  path: "/backup/tables/{table}",
  operationId: "getBackupPage",
  summary: "Rows of a table, as they are stored",
  tags,
  security,
  request: { params: BackupTableParams, query: BackupPageQuery },
  responses: answers(
    { 200: { description: "A page. Secrets in it are encrypted.", schema: BackupPageJson } },
    "unauthorized",
    "not-found",
    "invalid",
  ),
});

const imageRoute = apiRoute({
  method: "get",
  path: "/backup/images/{sha256}",
  operationId: "getBackupImage",
  summary: "The bytes of an image",
  tags,
  security,
  request: { params: BackupImageParams },
  responses: {
    200: {
      description: "The image's bytes.",
      content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...answers({}, "unauthorized", "not-found"),
  },
});

/** `/v1/desk/backup…`: everything that the wire holds, for a backup. */
export function backupRoutes(app: Pick<Routes<DeskEnv>, "openapi">): void {
  app.openapi(beginRoute, async (c) => {
    const at = instant(c.env.clock());
    const entry = { at, by: c.get("staff"), action: "backup", publisher: null, reason: null, details: {} };
    await writeAudit(c.env.env.db, entry).run();
    return c.json(await headOf(c), 200);
  });
  app.openapi(headRoute, async (c) => c.json(await headOf(c), 200));
  app.openapi(tableRoute, async (c) => {
    const { table } = c.req.valid("param");
    if (!isBackupTable(table)) return problem(c, "not-found");
    const after = readAfter(c.req.valid("query").after);
    if (after === null) return refuseAfter(c, c.req.valid("query").after);
    return c.json(await pageOf(c.env.env.db, table, after), 200);
  });
  app.openapi(imageRoute, async (c) => {
    const object = await c.env.env.images.get(c.req.valid("param").sha256);
    if (object === null) return problem(c, "not-found");
    return new Response(object.body, { headers: { "Content-Type": "application/octet-stream" } });
  });
}

async function headOf(c: Context<DeskEnv>): Promise<BackupHeadJson> {
  const { db, origin, version } = c.env.env;
  const tables = Object.keys(BACKUP_TABLES);
  return { origin, version, at: instant(c.env.clock()), tables, ...(await readHead(db)) };
}

async function pageOf(db: D1Database, table: BackupTableName, after: Key): Promise<BackupPageJson> {
  const rows = await readRows(db, table, after);
  const last = rows.at(-1);
  return { rows, next: last === undefined ? null : writeAfter(keyOf(table, last)) };
}

const Key = z.array(z.union([z.string(), z.number()])).max(3);
type Key = z.infer<typeof Key>;

const writeAfter = (key: Key): string => base64url(new TextEncoder().encode(JSON.stringify(key)));

/** The key in a page's `next`; null where it is none. */
function readAfter(word: string | undefined): Key | null {
  if (word === undefined) return [];
  try {
    return Key.parse(JSON.parse(new TextDecoder().decode(fromBase64(word))));
  } catch {
    return null;
  }
}

function refuseAfter(c: Context<DeskEnv>, word: string | undefined): Response {
  const value = quoteValue((word ?? "").slice(0, LENGTH.quotedCursor));
  const mistake = { field: "after", problem: "names no row", allowed: "next of the page before" };
  return problem(c, "invalid", { errors: [value === undefined ? mistake : { ...mistake, value }] });
}
