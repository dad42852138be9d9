import type { Context } from "hono";
import { giveLookAddress, setCredentials, setSource, setSources } from "../../../commands/sources/settings.ts";
import {
  LookAddressJson,
  SourceCredentials,
  SourceId,
  SourceJson,
  SourceListJson,
  SourceReportJson,
  SourceSet,
} from "../../../contract/source.ts";
import { NOTHING_TO_ENCRYPT_WITH } from "../../../model/source/credentials.ts";
import { SourceSettings } from "../../../model/source/settings.ts";
import { instant } from "../../../model/time.ts";
import { askNow } from "../../../store/source/source.ts";
import { viewSource, viewSources } from "../../../views/sources.ts";
import { type DeskEnv, deskContext, publisherContext, type Routes, secretContext, viewContext } from "../../context.ts";
import { apiRoute } from "../../respond/api-route.ts";
import { answers, DESK_PROBLEMS, jsonBody } from "../../respond/openapi.ts";
import { problem } from "../../respond/problems.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];
const params = SourceId;
const PROBLEMS = [...DESK_PROBLEMS, "not-found"] as const;

const putSources = apiRoute({
  method: "put",
  path: "/sources",
  operationId: "updateSources",
  summary: "Set the sites that stories come from, and the rules for each",
  tags,
  security,
  request: { body: jsonBody(SourceSet) },
  responses: answers(
    { 200: { description: "Set. Sending the same thing again changes nothing.", schema: SourceListJson } },
    ...DESK_PROBLEMS,
  ),
});

const getSources = apiRoute({
  method: "get",
  path: "/sources",
  operationId: "listSources",
  summary: "List the sites that stories come from, with their status",
  tags,
  security,
  responses: answers({ 200: { description: "All sources.", schema: SourceListJson } }, "unauthorized"),
});

const getSource = apiRoute({
  method: "get",
  path: "/sources/{source}",
  operationId: "getSource",
  summary: "Get one source with its report: what was taken, what was left out and why, and warnings",
  tags,
  security,
  request: { params },
  responses: answers(
    { 200: { description: "The source and its report.", schema: SourceReportJson } },
    "unauthorized",
    "not-found",
    "invalid",
  ),
});

const putSource = apiRoute({
  method: "put",
  path: "/sources/{source}",
  operationId: "updateSource",
  summary: "Set one site that stories come from, leaving the others as they are",
  tags,
  security,
  request: { params, body: jsonBody(SourceSettings) },
  responses: answers(
    { 200: { description: "Set. Sending the same thing again changes nothing.", schema: SourceJson } },
    ...PROBLEMS,
  ),
});

const putCredentials = apiRoute({
  method: "put",
  path: "/sources/{source}/credentials",
  operationId: "updateSourceCredentials",
  summary: "Save an application password (WordPress) or a Content API key (Ghost) for a source, encrypted",
  tags,
  security,
  request: { params, body: jsonBody(SourceCredentials) },
  responses: answers({ 200: { description: "Saved.", schema: SourceJson } }, ...PROBLEMS),
});

const deleteCredentials = apiRoute({
  method: "delete",
  path: "/sources/{source}/credentials",
  operationId: "deleteSourceCredentials",
  summary: "Delete the password or key of a source",
  tags,
  security,
  request: { params },
  responses: answers({ 200: { description: "Deleted.", schema: SourceJson } }, "unauthorized", "not-found", "invalid"),
});

const postLook = apiRoute({
  method: "post",
  path: "/sources/{source}/look",
  operationId: "checkSource",
  summary: "Check a source within a minute",
  tags,
  security,
  request: { params },
  responses: answers({ 200: { description: "It will be checked.", schema: SourceJson } }, ...PROBLEMS),
});

const postLookAddress = apiRoute({
  method: "post",
  path: "/sources/{source}/look-address",
  operationId: "createLookAddress",
  summary: "Create the address that a site calls when something changes",
  tags,
  security,
  request: { params },
  responses: answers(
    { 200: { description: "The address, shown once. Any earlier one no longer works.", schema: LookAddressJson } },
    ...PROBLEMS,
  ),
});

/** `/v1/desk/sources`: the sites that stories come from. */
export function sourceRoutes(app: Routes<DeskEnv>): void {
  app.openapi(putSources, async (c) => {
    const mistakes = await setSources(deskContext(c), c.req.valid("json").sources);
    if (mistakes.length > 0) return problem(c, "invalid", { errors: mistakes });
    return c.json({ sources: await viewSources(viewContext(c)) }, 200);
  });
  app.openapi(getSources, async (c) => c.json({ sources: await viewSources(viewContext(c)) }, 200));
  app.openapi(getSource, async (c) => {
    const found = await viewSource(viewContext(c), c.req.valid("param").source);
    return found ? c.json({ source: found.source, posts: found.posts }, 200) : problem(c, "not-found");
  });
  app.openapi(putSource, async (c) => {
    const mistakes = await setSource(deskContext(c), c.req.valid("param").source, c.req.valid("json"));
    return mistakes.length > 0 ? problem(c, "invalid", { errors: mistakes }) : answerSource(c, true);
  });
  app.openapi(putCredentials, async (c) => {
    const outcome = await setCredentials(secretContext(c), c.req.valid("param").source, c.req.valid("json"));
    if (outcome.ok) return answerSource(c, true);
    if (outcome.because === "mistakes") return problem(c, "invalid", { errors: outcome.mistakes });
    return outcome.because === "unknown"
      ? problem(c, "not-found")
      : problem(c, "conflict", { detail: NOTHING_TO_ENCRYPT_WITH });
  });
  app.openapi(deleteCredentials, async (c) => {
    const outcome = await setCredentials(secretContext(c), c.req.valid("param").source, null);
    return answerSource(c, outcome.ok);
  });
  app.openapi(postLook, async (c) => {
    const isAsked = await askNow(c.env.env.db, { id: c.req.valid("param").source }, instant(c.env.clock()));
    return answerSource(c, isAsked);
  });
  app.openapi(postLookAddress, async (c) => {
    const address = await giveLookAddress(publisherContext(c, c.get("staff")), c.req.valid("param").source);
    return address === undefined ? problem(c, "not-found") : c.json({ address }, 200);
  });
}

/** Returns the current state of a source. */
async function answerSource(c: Context<DeskEnv>, isDone: boolean) {
  const found = isDone ? await viewSource(viewContext(c), c.req.param("source") ?? "") : undefined;
  return found ? c.json(found.source, 200) : problem(c, "not-found");
}
