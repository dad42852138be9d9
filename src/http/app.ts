import { OpenAPIHono } from "@hono/zod-openapi";
import { PUBLIC } from "../model/access.ts";
import { CACHE } from "../model/policy.ts";
import { applicantApi, applicantPages, intakeApi, intakeForm } from "./applicant/app.ts";
import { audience } from "./auth/audience.ts";
import { jwks } from "./auth/sign.ts";
import type { DoorEnv, WireEnv } from "./context.ts";
import { deskApi, deskPages } from "./desk/app.ts";
import { apiReads, feedKeyReads, licensedReads } from "./licensed/routes.ts";
import { publisherApi, publisherApp } from "./publisher/app.ts";
import { answerPreflight } from "./respond/cors.ts";
import { refuseErrors } from "./respond/errors.ts";
import { describe } from "./respond/openapi.ts";
import { readRequest } from "./respond/read-request.ts";
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

/** Everything that can be read, behind the cache: its entrypoint says for whom. */
export const wire = refuseErrors(audience<WireEnv>(answerPreflight));
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
wire.route("/", readingApi());

/** The part of the API that everybody reads, as it is described. */
function readingApi() {
  const app = audience<WireEnv>();
  articleRoutes(app);
  changeRoutes(app);
  licenceRoutes(app);
  return app;
}

/** The sub-apps that `/openapi.json` describes, too. */
const API = { intake: intakeApi(), applicant: applicantApi(), publisher: publisherApi(), desk: deskApi() };

/**
 * What stands in front. It only mounts: each sub-app brings its own guards, so no line here, and no order of lines, can let
 * anybody in.
 */
export const door = refuseErrors(new OpenAPIHono<DoorEnv>());
door.route("/v1/applications", API.intake);
door.route("/v1/applications/:token", API.applicant);
door.route("/v1/publisher", API.publisher);
door.route("/v1/desk", API.desk);
door.route("/v1/articles", apiReads());
door.route("/v1/licences", apiReads());
door.route("/v1/changes", apiReads());
door.route("/licensed", licensedReads());
door.route("/k/:key", feedKeyReads());
door.route("/apply", intakeForm());
door.route("/applications/:token", applicantPages());
door.route("/publisher", publisherApp());
door.route("/desk", deskPages());
door.route("/", openReads());

/** What needs no key: the public halves of the signing keys, and everything that the wire has for everybody. */
function openReads() {
  const app = audience<DoorEnv>();
  app.get("/.well-known/jwks.json", (c) =>
    c.json(jwks(c.env.env), 200, {
      "Cache-Control": `public, max-age=${CACHE.signingKeysSeconds}`,
      "Access-Control-Allow-Origin": "*",
    }),
  );
  app.all("*", async (c) => {
    const response = await c.env.wire.read(readRequest(c.req.raw), PUBLIC);
    // Where another method would have found something here, Allow is added to what says that there is nothing.
    return response.status === 404 ? new Response(response.body, response) : response;
  });
  return app;
}

/** The description of both, for `/openapi.json`. */
export function description(origin: string, version: string) {
  const all = new OpenAPIHono();
  all.route("/", readingApi());
  all.route("/v1/desk", API.desk);
  all.route("/v1/applications", API.intake);
  all.route("/v1/applications/:token", API.applicant);
  all.route("/v1/publisher", API.publisher);
  return describe(all, origin, version);
}
