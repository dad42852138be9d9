import type { Context } from "hono";
import { ArticleId } from "../../contract/article.ts";
import { Kit } from "../../contract/kit.ts";
import { articleApiUrl, republishUrl } from "../../model/address.ts";
import { mayRepublish } from "../../model/licence/republishing.ts";
import type { Item } from "../../render/feed/item.ts";
import { closedKitPage } from "../../render/html/wire/closed-kit-page.tsx";
import { republishPage } from "../../render/html/wire/republish-page.tsx";
import { isFull, isKitEnding, KIT_FORMATS, type KitEnding, makeKitFile } from "../../render/kit/formats.ts";
import { kitJson } from "../../render/kit/kit.ts";
import type { FullItem } from "../../render/kit/story.ts";
import type { Site } from "../../render/site.ts";
import { receivedTexts } from "../../views/items.ts";
import { JSON_TYPE } from "../cache/serve.ts";
import type { Routes, WireEnv } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { attachment, BY_KEY, BY_READER, WITH_SCRIPT } from "../respond/headers.ts";
import { articleHeaders, robotsHeader } from "../respond/machine-use.ts";
import { answers, KEY_OPTIONAL, READ_PROBLEMS } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { servePictures } from "./pictures.ts";
import { byAddress, serveArticle } from "./serve-article.ts";

/** The answer at a kit's URL depends on who is signed in; and search engines must not find a story by its kit. */
const kitHeaders = (item: Item, site: Site) => ({
  ...articleHeaders(item, site),
  ...BY_READER,
  ...robotsHeader(item, true),
});

/** Whether this reader may take this story now. */
const isOpen = (item: Item, { access }: Site): item is FullItem =>
  isFull(item) && mayRepublish(item.licence.id, item.terms, access);

/** `/articles/{address}/republish`: a story's kit, or who may have it. */
const serveKitPage = (c: Context<WireEnv>, name: string): Promise<Response> =>
  serveArticle(c, {
    key: "republish",
    name,
    nameOf: byAddress,
    urlOf: republishUrl,
    make: (item, site) => ({
      ...(isOpen(item, site)
        ? {
            body: republishPage(item, site),
            held: receivedTexts([item]),
            headers: { ...kitHeaders(item, site), ...WITH_SCRIPT },
          }
        : { body: closedKitPage(item, site), headers: kitHeaders(item, site) }),
      type: "text/html; charset=utf-8",
      mustRevalidate: true,
    }),
  });

/** `/articles/{address}/republish.{ending}`: the story as a file. */
const serveKitFile = (c: Context<WireEnv>, name: string, ending: KitEnding): Promise<Response> =>
  serveArticle(c, {
    key: `republish.${ending}`,
    name,
    nameOf: byAddress,
    urlOf: (origin, address) => republishUrl(origin, address, `.${ending}`),
    make: (item, site) =>
      isOpen(item, site)
        ? {
            body: makeKitFile(ending, item, site),
            type: KIT_FORMATS[ending].type,
            held: receivedTexts([item]),
            mustRevalidate: true,
            headers: { ...kitHeaders(item, site), ...attachment(`${item.address}.${ending}`) },
          }
        : undefined,
  });

/** `/articles/{address}/republish` and the files beside it. */
export async function serveKit(c: Context<WireEnv>): Promise<Response> {
  const { id = "", file = "" } = c.req.param();
  if (file === "republish") return serveKitPage(c, id);
  const ending = file.slice("republish.".length);
  if (ending === "zip") return servePictures(c, id, isOpen);
  return isKitEnding(ending) ? serveKitFile(c, id, ending) : problem(c, "not-found");
}

const kitRoute = apiRoute({
  method: "get",
  path: "/v1/articles/{id}/republish",
  operationId: "getKit",
  summary: "Get everything you need to run a story: several formats, credit, pictures, and what its license says",
  tags: ["Reading"],
  security: KEY_OPTIONAL,
  request: { params: ArticleId },
  responses: {
    ...answers(
      { 200: { description: "The kit. With a key, opening it counts as taking the story.", schema: Kit } },
      "not-found",
      "gone",
      ...READ_PROBLEMS,
    ),
    308: { description: "The article was renamed. `Location` has the address with its id." },
  },
});

/** `/v1/articles/{id}/republish`: the same for software. */
export function kitRoutes(app: Pick<Routes<WireEnv>, "openapi">): void {
  app.openapi(kitRoute, (c) =>
    serveArticle(c, {
      key: "kit",
      name: c.req.valid("param").id,
      nameOf: ({ slug }) => slug,
      urlOf: (origin, id) => `${articleApiUrl(origin, id)}/republish`,
      make: (item, site) =>
        isOpen(item, site)
          ? {
              body: JSON.stringify(kitJson(item, site)),
              type: JSON_TYPE,
              held: receivedTexts([item]),
              headers: { ...articleHeaders(item, site), ...robotsHeader(item), ...BY_KEY },
            }
          : undefined,
    }),
  );
}
