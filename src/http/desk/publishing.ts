import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { checkSet } from "../../commands/publishing/check.ts";
import { type PublishOutcome, publishArticles } from "../../commands/publishing/publish-articles.ts";
import { type MastheadOutcome, publishMasthead } from "../../commands/publishing/publish-masthead.ts";
import { storeImage } from "../../commands/publishing/store-image.ts";
import { PublishedName } from "../../contract/desk-article-id.ts";
import {
  ArticleBatch,
  ArticleListingJson,
  ArticleListingQuery,
  CheckedJson,
  CheckInput,
  MastheadQuery,
  PublishedArticlesJson,
  PublishedMastheadJson,
} from "../../contract/publishing.ts";
import { ArticleInput } from "../../model/article/article.ts";
import { ImageFile, sha256 } from "../../model/article/image.ts";
import { MastheadInput } from "../../model/masthead.ts";
import { BATCH, PAGES } from "../../model/policy.ts";
import { supersededMistake } from "../../model/publisher/superseding.ts";
import { warningsJson } from "../../render/api/warnings.ts";
import { readImages } from "../../store/article/image.ts";
import { listArticles } from "../../store/article/record.ts";
import { settle } from "../cache/carry-out.ts";
import { type DeskEnv, deskContext, type Routes } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, DESK_PROBLEMS, jsonBody } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];
const unchanged = "Published. Sending the same content again changes nothing.";

const putArticle = apiRoute({
  method: "put",
  path: "/articles/{id}",
  operationId: "publishArticle",
  summary: "Publish an article",
  tags,
  security,
  request: { params: PublishedName, body: jsonBody(ArticleInput) },
  responses: answers(
    { 200: { description: unchanged, schema: PublishedArticlesJson } },
    ...DESK_PROBLEMS,
    "nothing-published",
  ),
});

const putArticles = apiRoute({
  method: "put",
  path: "/articles",
  operationId: "publishArticles",
  summary: `Publish up to ${BATCH.articles} articles at once, all or none`,
  tags,
  security,
  request: { body: jsonBody(ArticleBatch) },
  responses: answers(
    { 200: { description: unchanged, schema: PublishedArticlesJson } },
    ...DESK_PROBLEMS,
    "nothing-published",
  ),
});

const getArticles = apiRoute({
  method: "get",
  path: "/articles",
  operationId: "listDeskArticles",
  summary: "List every article, including hidden ones, in order of id",
  tags,
  security,
  request: { query: ArticleListingQuery },
  responses: answers(
    {
      200: {
        description: `At most ${PAGES.deskListing} articles. Fewer means that there are no more.`,
        schema: ArticleListingJson,
      },
    },
    "unauthorized",
    "invalid",
  ),
});

const putMasthead = apiRoute({
  method: "put",
  path: "/masthead",
  operationId: "publishMasthead",
  summary: "Publish the publication's settings, authors and licenses",
  tags,
  security,
  request: { query: MastheadQuery, body: jsonBody(MastheadInput) },
  responses: answers(
    {
      200: {
        description: `${unchanged} \`kept\` names what wasn't sent and stays as it was.`,
        schema: PublishedMastheadJson,
      },
    },
    ...DESK_PROBLEMS,
    "accept-anew",
  ),
});

const postCheck = apiRoute({
  method: "post",
  path: "/check",
  operationId: "checkContent",
  summary: "Check whether settings and articles would be accepted, without saving them",
  tags,
  security,
  request: { body: jsonBody(CheckInput) },
  responses: answers({ 200: { description: "Everything would be accepted.", schema: CheckedJson } }, ...DESK_PROBLEMS),
});

const imageParams = z.object({ sha256 });
const putImage = apiRoute({
  method: "put",
  path: "/images/{sha256}",
  operationId: "uploadImage",
  summary: "Upload an image under the SHA-256 of its bytes",
  tags,
  security,
  request: {
    params: imageParams,
    body: { required: true, content: { "image/*": { schema: z.string().openapi({ format: "binary" }) } } },
  },
  responses: answers(
    {
      200: { description: "The image was already here.", schema: ImageFile },
      201: { description: "Saved.", schema: ImageFile },
    },
    "unauthorized",
    "too-large",
    "invalid",
  ),
});
const getImage = apiRoute({
  method: "get",
  path: "/images/{sha256}",
  operationId: "getImage",
  summary: "Check whether an image is here",
  tags,
  security,
  request: { params: imageParams },
  responses: answers(
    { 200: { description: "What is known about it.", schema: ImageFile } },
    "unauthorized",
    "not-found",
    "invalid",
  ),
});

/** `/v1/desk/articles`, `masthead`, `check` and `images`: the publishing API. Nothing here is cached. */
export function publishingRoutes(app: Routes<DeskEnv>): void {
  app.openapi(putArticle, async (c) => {
    const { id } = c.req.valid("param");
    return answerPublished(
      c,
      await settle(c, await publishArticles(deskContext(c), [{ id, ...c.req.valid("json") }])),
      "",
    );
  });
  app.openapi(putArticles, async (c) =>
    answerPublished(
      c,
      await settle(c, await publishArticles(deskContext(c), c.req.valid("json").articles)),
      "articles",
    ),
  );
  app.openapi(getArticles, async (c) =>
    c.json({ articles: await listArticles(c.env.env.db, c.req.valid("query").after ?? "", PAGES.deskListing) }, 200),
  );

  app.openapi(putMasthead, async (c) => {
    const isMeant = c.req.valid("query").acceptAnew === "1";
    const outcome = await settle(c, await publishMasthead(deskContext(c), c.req.valid("json"), isMeant));
    if (!outcome.ok) return refuseMasthead(c, outcome);
    const { outcome: done, kept, retired, back, warnings, doubts } = outcome;
    return c.json({ outcome: done, kept, retired, back, ...warningsJson(warnings, doubts) }, 200);
  });

  app.openapi(postCheck, async (c) => {
    const set = c.req.valid("json");
    const { mistakes, kept, retired, superseded, warnings, doubts } = await checkSet(deskContext(c), set);
    if (mistakes.length > 0) return problem(c, "invalid", { errors: mistakes });
    return c.json({ articles: set.articles.length, kept, retired, superseded, ...warningsJson(warnings, doubts) }, 200);
  });

  app.openapi(putImage, async (c) => {
    const outcome = await storeImage(
      c.env.env.db,
      c.env.env.images,
      c.req.valid("param").sha256,
      new Uint8Array(await c.req.arrayBuffer()),
    );
    if (outcome.ok) return c.json(outcome.image, outcome.isNew ? 201 : 200);
    const wrong =
      outcome.because === "other hash"
        ? {
            field: "sha256",
            problem: "isn't the body's SHA-256 hash",
            allowed: "the SHA-256 hash of the bytes you send",
          }
        : { field: "body", problem: outcome.problem, allowed: outcome.allowed };
    return problem(c, "invalid", { errors: [wrong] });
  });
  app.openapi(getImage, async (c) => {
    const found = (await readImages(c.env.env.db, [c.req.valid("param").sha256])).get(c.req.valid("param").sha256);
    return found ? c.json(found, 200) : problem(c, "not-found");
  });
}

function refuseMasthead(c: Context<DeskEnv>, refused: Extract<MastheadOutcome, { ok: false }>) {
  if (refused.because === "busy") return problem(c, "conflict");
  if (refused.because === "mistakes") return problem(c, "invalid", { errors: refused.mistakes });
  return problem(c, "accept-anew", { errors: refused.superseded.map(supersededMistake) });
}

function answerPublished(c: Context<DeskEnv>, outcome: PublishOutcome, at: "" | "articles") {
  if (outcome.ok) return c.json({ articles: outcome.articles, ...warningsJson(outcome.warnings, outcome.doubts) }, 200);
  if (outcome.because === "busy" || outcome.because === "meanwhile") return problem(c, "conflict");
  if (outcome.because === "too large")
    return problem(c, "too-large", { detail: "This is too much text for one request. Send fewer articles at once." });
  if (outcome.because === "no masthead")
    return problem(c, "nothing-published", { detail: "Send PUT /v1/desk/masthead first." });
  const { mistakes } = outcome;
  return problem(c, "invalid", {
    errors: at === "" ? mistakes.map(({ article: _, ...mistake }) => mistake) : mistakes,
  });
}
