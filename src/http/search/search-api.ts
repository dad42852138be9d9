import { LAST_PAGE, SearchQuery, SearchResultsJson } from "../../contract/search.ts";
import { LATEST } from "../../model/channel.ts";
import { foldQuestion } from "../../model/search/question.ts";
import { searchResult } from "../../render/api/search.ts";
import { viewSearch } from "../../views/search.ts";
import { JSON_TYPE, serve, UNFINISHED } from "../cache/serve.ts";
import type { Routes, WireEnv } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { BY_KEY } from "../respond/headers.ts";
import { machineUseHeaders } from "../respond/machine-use.ts";
import { answers, KEY_OPTIONAL, READ_PROBLEMS } from "../respond/openapi.ts";

const route = apiRoute({
  method: "get",
  path: "/v1/search",
  operationId: "searchArticles",
  summary: "Search the articles you may read, best match first",
  tags: ["Reading"],
  security: KEY_OPTIONAL,
  request: { query: SearchQuery },
  responses: answers({ 200: { description: "A page of results.", schema: SearchResultsJson } }, ...READ_PROBLEMS),
});

/** `/v1/search`. */
export function searchRoutes(app: Pick<Routes<WireEnv>, "openapi">): void {
  app.openapi(route, async (c) => {
    const { q, page, ...filters } = c.req.valid("query");
    const words = foldQuestion(q);
    return serve(c, {
      key: `search.json ${JSON.stringify([words, filters, page])}`,
      scope: { channel: LATEST.id },
      render: async (site) => {
        const { found, isMore, isFilling } = await viewSearch(c.env.env.db, site, { words, filters }, page);
        const next = isMore && page < LAST_PAGE ? page + 1 : null;
        const items = found.map(({ item }) => item);
        return {
          body: JSON.stringify({ results: found.map(searchResult), next, ...(isFilling ? { incomplete: true } : {}) }),
          type: JSON_TYPE,
          headers: { ...machineUseHeaders(items, site), ...BY_KEY },
          ...(isFilling ? UNFINISHED : {}),
        };
      },
    });
  });
}
