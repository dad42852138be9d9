import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { checkSet } from "../../commands/publishing/check.ts";
import { type Outcome, publishArticles } from "../../commands/publishing/publish-articles.ts";
import { publishMasthead } from "../../commands/publishing/publish-masthead.ts";
import { storeImage } from "../../commands/publishing/store-image.ts";
import { ArticleInput, IdentifiedArticle, STATUSES } from "../../model/article/article.ts";
import { ImageFile, sha256 } from "../../model/article/image.ts";
import { MastheadInput } from "../../model/masthead.ts";
import { ARTICLE, BATCH, BODY, PAGES } from "../../model/policy.ts";
import { atMost, fields, listOf, slug } from "../../model/text.ts";
import { readImages } from "../../store/article/image.ts";
import { listArticles } from "../../store/article/record.ts";
import { type DoorEnv, desk } from "../auth/authenticate.ts";
import { afterPublish } from "../cache/purge.ts";
import { deskContext } from "../context.ts";
import { jsonOnly, refuseInvalid } from "../respond/body.ts";
import { answers, jsonBody } from "../respond/openapi.ts";
import type { ProblemCode } from "../respond/problems.ts";
import { problem } from "../respond/problems.ts";

/** Bytes of a request with articles, and articles in one. */
const BATCH_BYTES = BODY.batch;
const BATCH_ARTICLES = BATCH.articles;

const security = [{ desk: [] }];
const tags = ["Desk"];
/** What came of publishing an article, or of an action. */
export const PublishedJson = z.object({
  id: z.string(),
  version: z.int(),
  outcome: z.enum(["created", "updated", "unchanged"]),
  status: z
    .enum(STATUSES)
    .describe("How it stands now: what the desk withheld or killed stays so, though it is sent again."),
});
const Done = z.object({ articles: z.array(PublishedJson) });
const MastheadDone = z.object({ outcome: z.enum(["updated", "unchanged"]), kept: z.array(z.string()) });
const Listing = z.object({
  articles: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      status: z.enum(STATUSES),
      released: z.string().nullable(),
      modified: z.string(),
    }),
  ),
});
export const REFUSALS: ProblemCode[] = [
  "malformed",
  "unauthorized",
  "too-large",
  "unsupported-media-type",
  "invalid",
  "conflict",
];
const unchanged = "Published; the same content again changes nothing.";

const putArticle = createRoute({
  method: "put",
  path: "/articles/{id}",
  summary: "Publish an article",
  tags,
  security,
  request: { params: z.object({ id: slug }), body: jsonBody(ArticleInput) },
  responses: answers({ 200: { description: unchanged, schema: Done } }, ...REFUSALS, "nothing-published"),
});

const putArticles = createRoute({
  method: "put",
  path: "/articles",
  summary: `Publish up to ${BATCH_ARTICLES} articles at once, all or none`,
  tags,
  security,
  request: {
    body: jsonBody(
      fields({
        articles: listOf(IdentifiedArticle, BATCH_ARTICLES, "articles"),
      }),
    ),
  },
  responses: answers({ 200: { description: unchanged, schema: Done } }, ...REFUSALS, "nothing-published"),
});

const getArticles = createRoute({
  method: "get",
  path: "/articles",
  summary: "Every article, hidden ones too, in the order of ids",
  tags,
  security,
  request: { query: z.object({ after: slug.optional().describe("The last id of the answer before.") }) },
  responses: answers(
    {
      200: {
        description: `At most ${PAGES.deskListing} articles; fewer mean that there are no more.`,
        schema: Listing,
      },
    },
    "unauthorized",
    "invalid",
  ),
});

const putMasthead = createRoute({
  method: "put",
  path: "/masthead",
  summary: "Publish the publication, its authors and its licences",
  tags,
  security,
  request: { body: jsonBody(MastheadInput) },
  responses: answers(
    { 200: { description: `${unchanged} \`kept\` names what was not sent and stays.`, schema: MastheadDone } },
    ...REFUSALS,
  ),
});

const postCheck = createRoute({
  method: "post",
  path: "/check",
  summary: "Whether a masthead and articles after it would be taken; writes nothing",
  tags,
  security,
  request: {
    body: jsonBody(
      fields({
        masthead: MastheadInput,
        articles: z.array(IdentifiedArticle).max(...atMost(BATCH_ARTICLES, "articles")),
      }),
    ),
  },
  responses: answers(
    { 200: { description: "All of it would be taken.", schema: z.object({ articles: z.int() }) } },
    ...REFUSALS,
  ),
});

const imageParams = z.object({ sha256 });
const putImage = createRoute({
  method: "put",
  path: "/images/{sha256}",
  summary: "Upload an image under the SHA-256 of its bytes",
  tags,
  security,
  request: {
    params: imageParams,
    body: { required: true, content: { "image/*": { schema: z.string().openapi({ format: "binary" }) } } },
  },
  responses: answers(
    {
      200: { description: "It was there before.", schema: ImageFile },
      201: { description: "Kept.", schema: ImageFile },
    },
    "unauthorized",
    "too-large",
    "invalid",
  ),
});
const getImage = createRoute({
  method: "get",
  path: "/images/{sha256}",
  summary: "Whether an image is there",
  tags,
  security,
  request: { params: imageParams },
  responses: answers(
    { 200: { description: "What is known of it.", schema: ImageFile } },
    "unauthorized",
    "not-found",
    "invalid",
  ),
});

/** `/v1/desk/…`: what the desk publishes with. Nothing here is cached. */
export function deskRoutes(): OpenAPIHono<DoorEnv> {
  const app = new OpenAPIHono<DoorEnv>({ defaultHook: refuseInvalid });
  app.use(desk);
  app.use("/images/*", limit(ARTICLE.imageBytes));
  app.use("/articles/*", limit(BATCH_BYTES), jsonOnly);
  app.use("/masthead", limit(BATCH_BYTES), jsonOnly);
  app.use("/check", limit(2 * BATCH_BYTES), jsonOnly);

  app.openapi(putArticle, async (c) => {
    const { id } = c.req.valid("param");
    return answered(c, await publishArticles(deskContext(c), [{ id, ...c.req.valid("json") }]), "");
  });
  app.openapi(putArticles, async (c) =>
    answered(c, await publishArticles(deskContext(c), c.req.valid("json").articles), "articles"),
  );
  app.openapi(getArticles, async (c) =>
    c.json({ articles: await listArticles(c.env.env.db, c.req.valid("query").after ?? "", PAGES.deskListing) }, 200),
  );

  app.openapi(putMasthead, async (c) => {
    const outcome = await publishMasthead(deskContext(c), c.req.valid("json"));
    if (!outcome.ok)
      return outcome.because === "busy" ? problem(c, "conflict") : problem(c, "invalid", { errors: outcome.mistakes });
    c.executionCtx.waitUntil(afterPublish(outcome.tags, c.env));
    return c.json({ outcome: outcome.outcome, kept: outcome.kept }, 200);
  });

  app.openapi(postCheck, async (c) => {
    const { masthead, articles } = c.req.valid("json");
    const errors = await checkSet(deskContext(c), masthead, articles);
    return errors.length > 0 ? problem(c, "invalid", { errors }) : c.json({ articles: articles.length }, 200);
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
        ? { field: "sha256", problem: "isn't the hash of the body", allowed: "the SHA-256 of the bytes sent" }
        : { field: "body", problem: "is no image that the wire carries", allowed: "JPEG, PNG, WebP, GIF or AVIF" };
    return problem(c, "invalid", { errors: [wrong] });
  });
  app.openapi(getImage, async (c) => {
    const found = (await readImages(c.env.env.db, [c.req.valid("param").sha256])).get(c.req.valid("param").sha256);
    return found ? c.json(found, 200) : problem(c, "not-found");
  });
  return app;
}

const limit = (maxSize: number) =>
  bodyLimit({ maxSize, onError: (c) => problem(c, "too-large", { detail: `The body may have ${maxSize} bytes.` }) });

function answered(c: Context<DoorEnv>, outcome: Outcome, at: "" | "articles") {
  if (outcome.ok) {
    c.executionCtx.waitUntil(afterPublish(outcome.tags, c.env));
    return c.json({ articles: outcome.articles }, 200);
  }
  if (outcome.because === "busy" || outcome.because === "meanwhile") return problem(c, "conflict");
  if (outcome.because === "too large")
    return problem(c, "too-large", { detail: "Too much text for one publish; send fewer articles at once." });
  if (outcome.because === "no masthead")
    return problem(c, "nothing-published", { detail: "PUT /v1/desk/masthead comes first." });
  const { mistakes } = outcome;
  return problem(c, "invalid", {
    errors: at === "" ? mistakes.map(({ article: _, ...mistake }) => mistake) : mistakes,
  });
}
