import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type BeginOutcome, beginRestore, beginRestored } from "../../../commands/backup/begin-restore.ts";
import { type FinishOutcome, finishRestore } from "../../../commands/backup/finish-restore.ts";
import { restoreImage, restoreRows } from "../../../commands/backup/restore-content.ts";
import {
  FinishedJson,
  ImageNamesJson,
  ImageNamesQuery,
  KeptImageJson,
  RestoreBegunJson,
  RestoredBegunJson,
  RestoredInput,
  RestoredRowsJson,
  RestoreInput,
  RestoreRowsInput,
  TableName,
} from "../../../contract/backup.ts";
import { sha256 } from "../../../model/article/image.ts";
import { BACKUP } from "../../../model/policy.ts";
import { listImages } from "../../../store/backup/noted-removal.ts";
import { settle } from "../../cache/carry-out.ts";
import { type DeskEnv, deskContext, type Routes } from "../../context.ts";
import { apiRoute } from "../../respond/api-route.ts";
import { answers, DESK_PROBLEMS, jsonBody } from "../../respond/openapi.ts";
import { problem } from "../../respond/problems.ts";

const ofDesk = { tags: ["Desk"], security: [{ desk: [] }] };

const beginRoute = apiRoute({
  method: "post",
  path: "/restore",
  operationId: "beginRestore",
  summary: "Begin or resume restoring a backup; nothing is served until the last step",
  ...ofDesk,
  request: { body: jsonBody(RestoreInput) },
  responses: answers({ 200: { description: "Begun.", schema: RestoreBegunJson } }, ...DESK_PROBLEMS),
});

const rowsRoute = apiRoute({
  method: "put",
  path: "/restore/{table}",
  operationId: "restoreRows",
  summary: "Write rows from a backup; doing it again changes nothing",
  ...ofDesk,
  request: { params: TableName, body: jsonBody(RestoreRowsInput) },
  responses: answers({ 200: { description: "Written.", schema: RestoredRowsJson } }, ...DESK_PROBLEMS, "not-found"),
});

const imagesRoute = apiRoute({
  method: "get",
  path: "/restore/images",
  operationId: "listKeptImages",
  summary: "List the images stored here",
  ...ofDesk,
  request: { query: ImageNamesQuery },
  responses: answers({ 200: { description: "In order.", schema: ImageNamesJson } }, "unauthorized", "invalid"),
});

const imageRoute = apiRoute({
  method: "put",
  path: "/restore/images/{sha256}",
  operationId: "restoreImage",
  summary: "Upload an image from a backup under the SHA-256 of its bytes",
  ...ofDesk,
  request: {
    params: z.object({ sha256 }),
    body: { required: true, content: { "image/*": { schema: z.string().openapi({ format: "binary" }) } } },
  },
  responses: answers(
    { 200: { description: "Saved.", schema: KeptImageJson } },
    "unauthorized",
    "too-large",
    "invalid",
    "conflict",
  ),
});

const finishRoute = apiRoute({
  method: "post",
  path: "/restore/finish",
  operationId: "finishRestore",
  summary: "Finish a restore: repeat until nothing is left to do and the wire is back up",
  ...ofDesk,
  responses: answers({ 200: { description: "Done so far.", schema: FinishedJson } }, "unauthorized", "conflict"),
});

const restoredRoute = apiRoute({
  method: "post",
  path: "/restored",
  operationId: "beginRestored",
  summary: "Report that the database was rolled back to an earlier point; nothing is served until the last step",
  ...ofDesk,
  request: { body: jsonBody(RestoredInput) },
  responses: answers({ 200: { description: "Begun.", schema: RestoredBegunJson } }, ...DESK_PROBLEMS),
});

/** `/v1/desk/restore` and `/v1/desk/restored`: restoring a backup, and the last step alone. */
export function restoreRoutes(app: Routes<DeskEnv>): void {
  app.openapi(beginRoute, async (c) => {
    const { id, backup, replace, closeKeys } = c.req.valid("json");
    const { origin, version } = c.env.env;
    if (replace !== undefined && replace !== origin)
      return problem(c, "invalid", { errors: [{ ...OTHER_ORIGIN, value: JSON.stringify(replace), allowed: origin }] });
    const request = { id, facts: backup, isReplacing: replace !== undefined, closesKeys: closeKeys };
    const outcome = await settle(c, await beginRestore(deskContext(c), request, version));
    if (!outcome.ok) return problem(c, "conflict", { detail: whyNotBegun(outcome, origin) });
    return c.json({ goesOn: outcome.isGoingOn, tables: outcome.tables }, 200);
  });
  app.openapi(rowsRoute, async (c) => {
    const { rows } = c.req.valid("json");
    const outcome = await restoreRows(c.env.env.db, c.req.valid("param").table, rows);
    if (outcome.ok) return c.json({ rows: rows.length }, 200);
    if (outcome.because === "strange") return problem(c, "invalid", { errors: [outcome.mistake] });
    return outcome.because === "unknown" ? problem(c, "not-found") : problem(c, "conflict", { detail: NO_RESTORE });
  });
  app.openapi(imagesRoute, async (c) =>
    c.json(await listImages(c.env.env.images, c.req.valid("query").after, BACKUP.images), 200),
  );
  app.openapi(imageRoute, async (c) => {
    const name = c.req.valid("param").sha256;
    const outcome = await restoreImage(c.env.env, name, new Uint8Array(await c.req.arrayBuffer()));
    if (outcome === "kept") return c.json({ sha256: name }, 200);
    return outcome === "no restore"
      ? problem(c, "conflict", { detail: NO_RESTORE })
      : problem(c, "invalid", { errors: [OTHER_BYTES] });
  });
  app.openapi(finishRoute, async (c) => {
    const outcome = await settle(c, await finishRestore({ ...deskContext(c), images: c.env.env.images }));
    return outcome.ok ? answerFinished(c, outcome) : problem(c, "conflict", { detail: whyNotFinished(outcome) });
  });
  app.openapi(restoredRoute, async (c) => {
    const { at, closeKeys } = c.req.valid("json");
    const isBegun = await settle(c, await beginRestored(deskContext(c), { since: at, closesKeys: closeKeys }));
    return isBegun ? c.json({ isBegun }, 200) : problem(c, "conflict", { detail: UNDER_WAY });
  });
}

function answerFinished(c: Context<DeskEnv>, { ok: _, ...done }: Extract<FinishOutcome, { ok: true }>) {
  return c.json(done, 200);
}

const OTHER_ORIGIN = { field: "replace", problem: "isn't this wire's own origin" };
const OTHER_BYTES = {
  field: "sha256",
  problem: "isn't the body's SHA-256 hash",
  allowed: "the SHA-256 hash of the bytes you send",
};
const NO_RESTORE = "No backup is being restored. Start with POST /v1/desk/restore.";
const UNDER_WAY = "A backup is still being restored. To finish, run the same command again.";

function whyNotBegun(outcome: Extract<BeginOutcome, { ok: false }>, origin: string): string {
  switch (outcome.because) {
    case "published":
      return `This wire already has content that would be lost. Back it up first. Then name this wire as the one to replace: ${origin}`;
    case "other restore":
      return `${outcome.by} started another restore at ${outcome.began}. Finish it with the same backup file.`;
    case "other tables":
      return outcome.detail;
  }
}

const whyNotFinished = (outcome: Extract<FinishOutcome, { ok: false }>): string =>
  outcome.because === "no restore"
    ? NO_RESTORE
    : `Rows are missing: ${outcome.detail}. Run the same command again; it picks up where it stopped.`;
