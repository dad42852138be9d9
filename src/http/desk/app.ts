import type { MiddlewareHandler } from "hono";
import { ARTICLE, BACKUP, BODY } from "../../model/policy.ts";
import { audience } from "../auth/audience.ts";
import { guardDeskApi, guardDeskPages } from "../auth/guard-desk.ts";
import { sameOrigin } from "../auth/same-origin.ts";
import type { DeskEnv } from "../context.ts";
import { jsonOnly, limitBody, smallBodies, textBodies } from "../respond/body.ts";
import { problem } from "../respond/problems.ts";
import { actionRoutes } from "./actions.ts";
import { articleForms } from "./article-forms.ts";
import { articlePages } from "./article-pages.ts";
import { backupRoutes } from "./backup/backup.ts";
import { restoreRoutes } from "./backup/restore.ts";
import { logPages } from "./lists/log-pages.ts";
import { mailPages } from "./mail/mail-pages.ts";
import { peopleRoutes } from "./people.ts";
import { peoplePages } from "./people-pages.ts";
import { publisherPages } from "./publisher-pages.ts";
import { publisherRoutes } from "./publishers.ts";
import { publishingRoutes } from "./publishing.ts";
import { recallPages } from "./recall-pages.ts";
import { recallRoutes } from "./recalls.ts";
import { connectPages } from "./sources/connect.ts";
import { sourcePages } from "./sources/pages.ts";
import { sourceRoutes } from "./sources/sources.ts";
import { versionRoutes } from "./versions.ts";
import { vouchingRoutes } from "./vouching.ts";
import { writePages } from "./write-pages.ts";

/** `/v1/desk`: the staff's API. Nothing here is cached. */
export function deskApi() {
  const app = audience<DeskEnv>(guardDeskApi, { after: [limitByPath, jsonByPath] });
  publishingRoutes(app);
  actionRoutes(app);
  versionRoutes(app);
  publisherRoutes(app);
  vouchingRoutes(app);
  peopleRoutes(app);
  recallRoutes(app);
  sourceRoutes(app);
  backupRoutes(app);
  restoreRoutes(app);
  app.all("*", (c) => problem(c, "not-found"));
  return app;
}

/** `/desk`: the staff's pages. */
export function deskPages() {
  const app = audience<DeskEnv>(guardDeskPages, { before: [sameOrigin], after: [limitByForm] });
  publisherPages(app);
  peoplePages(app);
  recallPages(app);
  articlePages(app);
  articleForms(app);
  writePages(app);
  logPages(app);
  mailPages(app);
  sourcePages(app);
  connectPages(app);
  return app;
}

/** Only new stories and corrections contain a full text. */
const limitByForm: MiddlewareHandler<DeskEnv> = (c, next) =>
  /^\/desk\/(?:write|articles\/[^/]+\/(?:correct|fix))$/.test(c.req.path) ? textBodies(c, next) : smallBodies(c, next);

const IMAGES = /^\/v1\/desk\/(?:restore\/)?images\//;

/** Returns the body limit of a path. */
const LIMITS: readonly [RegExp, MiddlewareHandler][] = [
  [IMAGES, limitBody(ARTICLE.imageBytes)],
  [/^\/v1\/desk\/check$/, limitBody(2 * BODY.batch)],
  [/^\/v1\/desk\/restore(?:\/|$)/, limitBody(BACKUP.requestBytes)],
  [/^\/v1\/desk\/(?:masthead$|sources$|articles(?:\/|$))/, limitBody(BODY.batch)],
];

const limitByPath: MiddlewareHandler = (c, next) =>
  (LIMITS.find(([path]) => path.test(c.req.path))?.[1] ?? smallBodies)(c, next);

/** Everything except images is JSON. */
const jsonByPath: MiddlewareHandler<DeskEnv> = async (c, next) =>
  IMAGES.test(c.req.path) ? next() : jsonOnly(c, next);
