import { createRoute, z } from "@hono/zod-openapi";
import { channelOf, LATEST } from "../../model/channel.ts";
import { LENGTH, PAGES } from "../../model/policy.ts";
import { channelTag } from "../../model/tag.ts";
import { atMost, dateTime, slug } from "../../model/text.ts";
import { instant } from "../../model/time.ts";
import { ArticleJson, articleJson } from "../../render/api/article.ts";
import { ninjs } from "../../render/ninjs/ninjs.ts";
import { isThere } from "../../views/channels.ts";
import { receivedTexts, viewItems } from "../../views/items.ts";
import { JSON_TYPE, serve } from "../cache/serve.ts";
import type { Routes, WireEnv } from "../context.ts";
import { badCursor, type Query, readCursor, writeCursor } from "../respond/cursor.ts";
import { BY_KEY } from "../respond/headers.ts";
import { articleHeaders, machineUseHeaders } from "../respond/machine-use.ts";
import { answers } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { serveArticle } from "./serve-article.ts";

const ChannelId = z
  .string()
  .refine((id) => channelOf(id) !== undefined, { error: "latest, or section/, topic/, author/ or licence/ and an id" });

const ListQuery = z.object({
  channel: ChannelId.default(LATEST.id).describe(
    "A channel: `latest`, `section/asia`, `topic/…`, `author/…`, `licence/…`.",
  ),
  from: dateTime.optional().describe("Published at this time or later."),
  to: dateTime.optional().describe("Published before this time."),
  limit: z.coerce
    .number()
    .int({ error: "a whole number" })
    .min(1, { error: `1 to ${PAGES.maxArticles}` })
    .max(PAGES.maxArticles, { error: `1 to ${PAGES.maxArticles}` })
    .default(PAGES.articles)
    .describe("Articles an answer, at most."),
  cursor: z
    .string()
    .max(...atMost(LENGTH.cursor, "characters"))
    .optional()
    .describe("Where to go on: `next` of the answer before, with the same channel and dates."),
});

const List = z.object({
  articles: z.array(ArticleJson).describe("The newest first."),
  next: z.string().nullable().describe("The cursor of the next page; null on the last one."),
});

const listRoute = createRoute({
  method: "get",
  path: "/v1/articles",
  summary: "Articles of a channel, the newest first",
  tags: ["Reading"],
  request: { query: ListQuery },
  responses: answers(
    { 200: { description: "A page of articles, as far as this access may read them.", schema: List } },
    "not-found",
    "invalid",
    "nothing-published",
  ),
});

const oneRoute = createRoute({
  method: "get",
  path: "/v1/articles/{id}",
  summary: "One article",
  tags: ["Reading"],
  request: {
    params: z.object({ id: slug.describe("The last part of the article's address.") }),
    query: z.object({
      format: z
        .enum(["commonwire", "ninjs"])
        .default("commonwire")
        .describe("`ninjs` answers with IPTC's ninjs 3.1 instead."),
    }),
  },
  responses: answers(
    {
      200: {
        description: "The article, as far as this access may read it.",
        schema: z.union([
          ArticleJson,
          z.looseObject({
            uri: z.url(),
            standard: z.object({ name: z.literal("ninjs"), version: z.literal("3.1"), schema: z.url() }),
          }),
        ]),
      },
    },
    "not-found",
    "gone",
    "invalid",
    "nothing-published",
  ),
});

/** `/v1/articles` and `/v1/articles/{id}`. */
export function articleRoutes(app: Pick<Routes<WireEnv>, "openapi">): void {
  app.openapi(listRoute, async (c) => {
    const query = normal(c.req.valid("query"));
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor, query);
    if (after === null) return problem(c, "invalid", { errors: [badCursor(query.cursor)] });
    const channel = channelOf(query.channel) ?? LATEST;
    return serve(c, {
      key: `articles ${JSON.stringify({ ...query, cursor: after })}`,
      scope: { channel: channel.id },
      render: async (site, { known }) => {
        if (!isThere(channel, site, known)) return undefined;
        const { from, to, limit } = query;
        const items = await viewItems(c.env.env.db, site, { channel: channel.id, limit: limit + 1, after, from, to });
        const page = items.slice(0, limit);
        const last = items.length > limit ? page.at(-1) : undefined;
        const next = last === undefined ? null : writeCursor({ published: last.published, article: last.slug }, query);
        return {
          body: JSON.stringify({ articles: page.map((item) => articleJson(item, site)), next }),
          type: JSON_TYPE,
          tags: [channelTag(channel.id)],
          held: receivedTexts(page),
          headers: { ...machineUseHeaders(page, site.origin), ...BY_KEY },
        };
      },
    });
  });

  app.openapi(oneRoute, async (c) => {
    const { id } = c.req.valid("param");
    const { format } = c.req.valid("query");
    return serveArticle(c, `article.json ${format}`, id, (item, site) => ({
      body: JSON.stringify(format === "ninjs" ? ninjs(item, site) : articleJson(item, site)),
      type: JSON_TYPE,
      held: receivedTexts([item]),
      headers: { ...articleHeaders(item, site.origin), ...BY_KEY },
    }));
  });
}

/** The same question has the same key, however its times are written. */
const normal = ({
  from,
  to,
  ...rest
}: z.output<typeof ListQuery>): Query & { limit: number; cursor?: string | undefined } => ({
  ...rest,
  from: from && instant(Date.parse(from)),
  to: to && instant(Date.parse(to)),
});
