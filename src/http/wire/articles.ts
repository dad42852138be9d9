import { AnyArticleJson, ArticleId, ArticleListJson, ArticleListQuery, ArticleQuery } from "../../contract/article.ts";
import { articleApiUrl } from "../../model/address.ts";
import { channelOf, LATEST } from "../../model/channel.ts";
import { instant } from "../../model/time.ts";
import { articleJson } from "../../render/api/article.ts";
import type { Item } from "../../render/feed/item.ts";
import { countFitting } from "../../render/fit.ts";
import { ninjs } from "../../render/ninjs/ninjs.ts";
import { isThere, resolveChannel } from "../../views/channels.ts";
import { receivedTexts, viewItems } from "../../views/items.ts";
import { JSON_TYPE, serve } from "../cache/serve.ts";
import type { Routes, WireEnv } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { badCursor, type Query, readCursor, writeCursor } from "../respond/cursor.ts";
import { BY_KEY } from "../respond/headers.ts";
import { articleHeaders, machineUseHeaders, robotsHeader } from "../respond/machine-use.ts";
import { answers, KEY_OPTIONAL, READ_PROBLEMS } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { serveArticle } from "./serve-article.ts";

const listRoute = apiRoute({
  method: "get",
  path: "/v1/articles",
  operationId: "listArticles",
  summary: "List the articles in a channel, newest first",
  tags: ["Reading"],
  security: KEY_OPTIONAL,
  request: { query: ArticleListQuery },
  responses: answers(
    { 200: { description: "A page of articles, as far as your access allows.", schema: ArticleListJson } },
    "not-found",
    ...READ_PROBLEMS,
  ),
});

const oneRoute = apiRoute({
  method: "get",
  path: "/v1/articles/{id}",
  operationId: "getArticle",
  summary: "Get an article",
  tags: ["Reading"],
  security: KEY_OPTIONAL,
  request: {
    params: ArticleId,
    query: ArticleQuery,
  },
  responses: {
    ...answers(
      {
        200: {
          description: "The article, as far as your access allows.",
          schema: AnyArticleJson,
        },
      },
      "not-found",
      "gone",
      ...READ_PROBLEMS,
    ),
    308: { description: "The article was renamed. `Location` has the address with its id." },
  },
});

/** `/v1/articles` and `/v1/articles/{id}`. */
export function articleRoutes(app: Pick<Routes<WireEnv>, "openapi">): void {
  app.openapi(listRoute, async (c) => {
    const query = normal(c.req.valid("query"));
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor, query);
    if (after === null) return problem(c, "invalid", { errors: [badCursor(query.cursor)] });
    const asked = channelOf(query.channel) ?? LATEST;
    return serve(c, {
      key: `articles ${JSON.stringify({ ...query, cursor: after })}`,
      scope: { channel: asked.id },
      render: async (site, { known }) => {
        const channel = await resolveChannel(c.env.env.db, asked, site);
        if (!isThere(channel, site, known)) return undefined;
        const { from, to, limit } = query;
        const items = await viewItems(c.env.env.db, site, { channel: channel.id, limit: limit + 1, after, from, to });
        const entries = items.slice(0, limit).map((item) => JSON.stringify(articleJson(item, site)));
        const page = items.slice(0, Math.max(1, Math.min(countFitting(entries), countWhole(items))));
        const last = items.length > page.length ? page.at(-1) : undefined;
        const next = last === undefined ? null : writeCursor({ published: last.published, article: last.slug }, query);
        return {
          body: `{"articles":[${entries.slice(0, page.length).join(",")}],"next":${JSON.stringify(next)}}`,
          type: JSON_TYPE,
          held: receivedTexts(page),
          headers: { ...machineUseHeaders(page, site), ...BY_KEY },
        };
      },
    });
  });

  app.openapi(oneRoute, async (c) => {
    const { id } = c.req.valid("param");
    const { format } = c.req.valid("query");
    return serveArticle(c, {
      key: `article.json ${format}`,
      name: id,
      nameOf: ({ slug }) => slug,
      urlOf: articleApiUrl,
      make: (item, site) => ({
        body: JSON.stringify(format === "ninjs" ? ninjs(item, site) : articleJson(item, site)),
        type: JSON_TYPE,
        held: receivedTexts([item]),
        headers: { ...articleHeaders(item, site), ...robotsHeader(item), ...BY_KEY },
      }),
    });
  });
}

/** The number of items before the first whose text is too long to be included: that one starts the next page. */
function countWhole(items: readonly Item[]): number {
  const end = items.findIndex(({ isShortened }) => isShortened);
  return end < 0 ? items.length : end;
}

/** Equal queries have the same key, however their times are written. */
const normal = ({ from, to, ...rest }: ArticleListQuery): Query & { limit: number; cursor?: string | undefined } => ({
  ...rest,
  from: from && instant(Date.parse(from)),
  to: to && instant(Date.parse(to)),
});
