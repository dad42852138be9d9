import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, Env, Hono } from "hono";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import { methodNotAllowed } from "hono/method-not-allowed";
import { PUBLIC } from "../model/access.ts";
import { CACHE } from "../model/policy.ts";
import { applicationRoutes } from "./applicant/applications.ts";
import type { DoorEnv } from "./auth/authenticate.ts";
import { jwks } from "./auth/sign.ts";
import type { WireEnv } from "./cache/serve.ts";
import { deskArticleRoutes } from "./desk/actions.ts";
import { deskArticleForms } from "./desk/article-forms.ts";
import { deskArticlePages } from "./desk/article-pages.ts";
import { deskPages } from "./desk/publisher-pages.ts";
import { deskPublisherRoutes } from "./desk/publishers.ts";
import { deskRoutes } from "./desk/publishing.ts";
import { deskRecallPages } from "./desk/recall-pages.ts";
import { deskVersionRoutes } from "./desk/versions.ts";
import { deskWritePages } from "./desk/write-pages.ts";
import { readRequest } from "./door/read-request.ts";
import { licensedRoutes } from "./licensed/routes.ts";
import { publisherPages } from "./publisher/pages.ts";
import { publisherRoutes } from "./publisher/publisher.ts";
import { deskRecallRoutes } from "./publisher/recalls.ts";
import { webhookPages } from "./publisher/webhook-pages.ts";
import { webhookRoutes } from "./publisher/webhooks.ts";
import { refuseInvalid } from "./respond/body.ts";
import { ANY_ORIGIN } from "./respond/headers.ts";
import { describe } from "./respond/openapi.ts";
import { problem } from "./respond/problems.ts";
import { docs, health, openapi } from "./wire/about.ts";
import { articleRoutes } from "./wire/articles.ts";
import { changeRoutes } from "./wire/changes.ts";
import { feed, feeds, opml } from "./wire/feeds.ts";
import { image } from "./wire/images.ts";
import { licenceRoutes } from "./wire/licences.ts";
import { robots, rsl, rslOfArticle, tdmrep } from "./wire/machine-use.ts";
import { article, home, style } from "./wire/pages.ts";
import { licence, licenceVersion, ns, offerOfArticle } from "./wire/terms.ts";
import { withdrawn } from "./wire/withdrawn.ts";

/** Everything that can be read, behind the cache. */
export const wire = guarded(new OpenAPIHono<WireEnv>({ defaultHook: refuseInvalid }));
wire.use(preflight);
wire.get("/", home);
wire.get("/feeds", feeds);
wire.get("/feeds.opml", opml);
wire.get("/feeds/:file{.+}", feed);
wire.get("/withdrawn.atom", withdrawn("atom"));
wire.get("/withdrawn.json", withdrawn("json"));
wire.get("/articles/:id", article);
wire.get("/articles/:id/offer.jsonld", offerOfArticle);
wire.get("/articles/:id/rsl.xml", rslOfArticle);
wire.get("/images/:file", image);
wire.get("/licences/:id", licence);
wire.get("/licences/:id/:file", licenceVersion);
wire.get("/ns", ns);
wire.get("/rsl.xml", rsl);
wire.get("/robots.txt", robots);
wire.get("/.well-known/tdmrep.json", tdmrep);
wire.get("/style.css", style);
wire.get("/health", health);
wire.get("/openapi.json", openapi(description));
wire.get("/docs", docs(description));
articleRoutes(wire);
changeRoutes(wire);
licenceRoutes(wire);

const desk = deskRoutes();
deskArticleRoutes(desk);
deskVersionRoutes(desk);
deskPublisherRoutes(desk);
deskRecallRoutes(desk);
const applications = applicationRoutes();
const publisher = publisherRoutes();
webhookRoutes(publisher);

/** What stands in front: it lets the desk in, and hands every read to the wire. */
export const door = guarded(new OpenAPIHono<DoorEnv>());
door.route("/v1/desk", desk);
door.all("/v1/desk/*", (c) => problem(c, "not-found"));
door.route("/v1/publisher", publisher);
door.route("/", applications);
door.get("/.well-known/jwks.json", (c) =>
  c.json(jwks(c.env.env), 200, {
    "Cache-Control": `public, max-age=${CACHE.signingKeysSeconds}`,
    "Access-Control-Allow-Origin": "*",
  }),
);
licensedRoutes(door);
publisherPages(door);
webhookPages(door);
deskPages(door);
deskRecallPages(door);
deskArticlePages(door);
deskArticleForms(door);
deskWritePages(door);
door.all("*", async (c) => {
  const response = await c.env.wire.read(readRequest(c.req.raw), PUBLIC);
  // Where another method would have found something here, Allow is added to what says that there is nothing.
  return response.status === 404 ? new Response(response.body, response) : response;
});

/** The description of both, for `/openapi.json`. */
export function description(origin: string, version: string) {
  const reading = new OpenAPIHono<WireEnv>();
  articleRoutes(reading);
  changeRoutes(reading);
  licenceRoutes(reading);
  const all = new OpenAPIHono();
  all.route("/", reading);
  all.route("/v1/desk", desk);
  all.route("/", applications);
  all.route("/v1/publisher", publisher);
  return describe(all, origin, version);
}

/** Errors of every kind leave as problems, and nothing internal with them. */
function guarded<E extends Env & { Bindings: { env: { origin: string } } }>(app: OpenAPIHono<E>): OpenAPIHono<E> {
  const table: Hono<E> = app;
  app.use(
    methodNotAllowed({
      app: table,
      onMethodNotAllowed: (c, allowed) => problem(c, "method-not-allowed", { headers: { Allow: allowed.join(", ") } }),
    }),
  );
  app.notFound((c) => problem(c, "not-found"));
  app.onError((error, c) => failed(error, c));
  return app;
}

function failed<E extends Env & { Bindings: { env: { origin: string } } }>(error: Error, c: Context<E>): Response {
  if (error instanceof HTTPException && error.status === 400) return problem(c, "malformed");
  if (error instanceof HTTPException && error.status === 415) return problem(c, "unsupported-media-type");
  console.error(error);
  return problem(c, "internal");
}

const allowAny = cors({
  origin: "*",
  allowMethods: ["GET", "HEAD"],
  allowHeaders: ["Authorization"],
  exposeHeaders: Object.values(ANY_ORIGIN).slice(1),
  maxAge: CACHE.preflightSeconds,
});

/** Browsers ask before a page of another origin reads with headers of its own. */
function preflight(...[c, next]: Parameters<typeof allowAny>) {
  return c.req.method === "OPTIONS" && c.req.header("Access-Control-Request-Method") ? allowAny(c, next) : next();
}
