import { OpenAPIHono } from "@hono/zod-openapi";
import { lookNow } from "../commands/sources/settings.ts";
import { PUBLIC } from "../model/access.ts";
import { FEED_FORMATS } from "../model/address.ts";
import { CACHE } from "../model/policy.ts";
import { applicantApi, applicantPages, intakeApi, intakeForm } from "./applicant/app.ts";
import { openAudience } from "./auth/audience.ts";
import { limitSearches } from "./auth/limits.ts";
import { jwks } from "./auth/sign.ts";
import { serveAbout, serveFavicon } from "./browse/about-page.ts";
import { serveChannelPage } from "./browse/channel-pages.ts";
import { serveMonth, serveMonths } from "./browse/month-pages.ts";
import { servePicture } from "./browse/pictures.ts";
import { serveNewsSitemap, servePagesSitemap, serveSitemap, serveSitemapIndex } from "./browse/sitemaps.ts";
import { serveWithdrawnPage } from "./browse/withdrawn-page.ts";
import { refuseWrites, serveHealth } from "./cache/outage.ts";
import { refuseWhileRestoring } from "./cache/restoring.ts";
import type { DoorEnv, WireEnv } from "./context.ts";
import { describe } from "./description/describe.ts";
import { deskApi, deskPages } from "./desk/app.ts";
import { kitReads } from "./licensed/kit.ts";
import { apiReads, feedKeyReads, licensedReads } from "./licensed/routes.ts";
import { mailApp } from "./mail/app.ts";
import { publisherApi, publisherApp } from "./publisher/app.ts";
import { answerPreflight } from "./respond/cors.ts";
import { refuseErrors } from "./respond/errors.ts";
import { problem } from "./respond/problems.ts";
import { redirectSpelling } from "./respond/redirect-spelling.ts";
import { searchRoutes } from "./search/search-api.ts";
import { serveSearchFeed } from "./search/search-feed.ts";
import { serveSearchPage } from "./search/search-page.ts";
import { signInApp, signOutApp } from "./sign-in/app.ts";
import { serveDocs, serveOpenapi } from "./wire/about.ts";
import { articleRoutes } from "./wire/articles.ts";
import { changeRoutes } from "./wire/changes.ts";
import { serveFeed, serveFeedList, serveOpml } from "./wire/feeds.ts";
import { serveImage } from "./wire/images.ts";
import { licenceRoutes } from "./wire/licences.ts";
import { serveArticleRsl, serveRobots, serveRsl, serveTdmrep } from "./wire/machine-use.ts";
import { serveArticlePage, serveHomePage, serveStyle } from "./wire/pages.ts";
import { kitRoutes, serveKit } from "./wire/republish.ts";
import { serveCopyScript, serveLeaveScript } from "./wire/scripts.ts";
import { serveArticleOffer, serveLicencePage, serveLicenceVersion, serveNamespace } from "./wire/terms.ts";
import { serveWithdrawn } from "./wire/withdrawn.ts";

/** The cached app with everything that can be read. Its entrypoint sets the access. */
export const wire = refuseErrors(openAudience<WireEnv>(answerPreflight));
wire.get("/", serveHomePage);
wire.get("/sections/:id", serveChannelPage("section"));
wire.get("/sections/:id/pages/:page", serveChannelPage("section"));
wire.get("/topics/:id", serveChannelPage("topic"));
wire.get("/topics/:id/pages/:page", serveChannelPage("topic"));
wire.get("/authors/:id", serveChannelPage("author"));
wire.get("/authors/:id/pages/:page", serveChannelPage("author"));
wire.get("/archive", serveMonths);
wire.get("/archive/:year/:month", serveMonth);
wire.get("/about", serveAbout);
wire.get("/favicon.ico", serveFavicon);
wire.get("/pictures/:file", servePicture);
wire.get("/sitemap.xml", serveSitemapIndex);
wire.get("/sitemaps/pages.xml", servePagesSitemap);
wire.get("/sitemaps/:file", serveSitemap);
wire.get("/news-sitemap.xml", serveNewsSitemap);
wire.get("/withdrawn", serveWithdrawnPage);
wire.get("/feeds", serveFeedList);
wire.get("/feeds.opml", serveOpml);
for (const format of FEED_FORMATS) wire.get(`/feeds/search.${format}`, serveSearchFeed(format));
wire.get("/feeds/:file{.+}", serveFeed);
wire.get("/search", serveSearchPage);
wire.get("/withdrawn.atom", serveWithdrawn("atom"));
wire.get("/withdrawn.json", serveWithdrawn("json"));
wire.get("/articles/:id", serveArticlePage);
wire.get("/articles/:id/:file{republish(?:\\.[a-z.]+)?}", serveKit);
wire.get("/articles/:id/offer.jsonld", serveArticleOffer);
wire.get("/articles/:id/rsl.xml", serveArticleRsl);
wire.get("/images/:file", serveImage);
wire.get("/licences/:id", serveLicencePage);
wire.get("/licences/:id/:file", serveLicenceVersion);
wire.get("/ns", serveNamespace);
wire.get("/rsl.xml", serveRsl);
wire.get("/robots.txt", serveRobots);
wire.get("/.well-known/tdmrep.json", serveTdmrep);
wire.get("/style.css", serveStyle);
wire.get("/copy.js", serveCopyScript);
wire.get("/leave.js", serveLeaveScript);
wire.get("/openapi.json", serveOpenapi(description));
wire.get("/docs", serveDocs(description));
wire.route("/", readingApi());

/** The public part of the API, for the description. */
function readingApi() {
  const app = openAudience<WireEnv>();
  articleRoutes(app);
  kitRoutes(app);
  changeRoutes(app);
  licenceRoutes(app);
  searchRoutes(app);
  return app;
}

/** Sub-apps that `/openapi.json` also describes. */
const API = { intake: intakeApi(), applicant: applicantApi(), publisher: publisherApi(), desk: deskApi() };

/**
 * The app in front of the cache. It only mounts: each sub-app brings its own guards, so no line here, in any order, can let
 * anyone in.
 */
export const door = refuseErrors(new OpenAPIHono<DoorEnv>());
door.use(redirectSpelling);
door.use(refuseWrites);
door.use(refuseWhileRestoring);
door.use(limitSearches);
door.route("/v1/applications", API.intake);
door.route("/v1/applications/:token", API.applicant);
door.route("/v1/publisher", API.publisher);
door.route("/v1/desk", API.desk);
door.route("/v1/articles", apiReads("/", "/*"));
door.route("/v1/licences", apiReads("/", "/*"));
door.route("/v1/changes", apiReads("/"));
door.route("/v1/search", apiReads("/"));
door.route("/licensed", licensedReads());
door.route("/k/:key", feedKeyReads());
door.route("/apply", intakeForm());
door.route("/applications/:token", applicantPages());
door.route("/mail", mailApp());
door.route("/sign-in", signInApp());
door.route("/sign-out", signOutApp());
door.route("/publisher", publisherApp());
door.route("/desk", deskPages());
door.route("/articles", kitReads());
door.route("/", openReads());

/** Routes that need no key: the public halves of the signing keys, and everything public on the wire. */
function openReads() {
  const app = openAudience<DoorEnv>();
  app.get("/.well-known/jwks.json", (c) =>
    c.json(jwks(c.env.env), 200, {
      "Cache-Control": `public, max-age=${CACHE.signingKeysSeconds}`,
      "Access-Control-Allow-Origin": "*",
    }),
  );
  app.get("/health", serveHealth);
  app.post("/look/:token", async (c) => {
    const isKnown = await lookNow({ db: c.env.env.db, now: c.env.clock() }, c.req.param("token"));
    return isKnown ? c.body(null, 204) : problem(c, "not-found");
  });
  app.all("*", async (c) => {
    const response = await c.env.wire.read(c.req.raw, PUBLIC);
    // Copied, because methodNotAllowed may add `Allow` to a 404.
    return response.status === 404 ? new Response(response.body, response) : response;
  });
  return app;
}

/** Makes the description of both apps for `/openapi.json`. */
export function description(origin: string, version: string) {
  const all = new OpenAPIHono();
  all.route("/", readingApi());
  all.route("/v1/desk", API.desk);
  all.route("/v1/applications", API.intake);
  all.route("/v1/applications/:token", API.applicant);
  all.route("/v1/publisher", API.publisher);
  return describe(all, origin, version);
}
