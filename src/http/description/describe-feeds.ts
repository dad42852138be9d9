import type { RouteConfig } from "@hono/zod-openapi";
import { z } from "zod";
import { JsonFeed, XmlDocument } from "../../contract/feed.ts";
import { FEED_FORMATS, FEED_TYPES } from "../../model/address.ts";
import { PAGES } from "../../model/policy.ts";
import { answers, KEY_PROBLEMS } from "../respond/openapi.ts";

/** Registers a path's description, like an OpenAPI app's registry. */
type Registry = { registerPath: (route: RouteConfig) => void };

type Params = Record<string, z.ZodType>;

/** A way to reach the feeds: the prefix of its paths and operation ids, what it shows, and who has access. */
type Door = { base: string; id: string; of: string; params: Params; security?: RouteConfig["security"] };

const OPEN: Door = { base: "", id: "", of: "", params: {} };
const DOORS: readonly Door[] = [
  OPEN,
  {
    base: "/licensed",
    id: "Licensed",
    of: ", including everything your key opens",
    params: {},
    security: [{ key: ["read"] }, { keyAsPassword: ["read"] }],
  },
  {
    base: "/k/{key}",
    id: "Keyed",
    of: ", for software that can't send a password",
    params: { key: z.string().describe("A feed-only key with the `read` scope.") },
  },
];

const format = z.enum(FEED_FORMATS).describe("RSS 2.0, Atom or JSON Feed 1.1.");
const page = z.int().min(1).describe("Counted from the oldest; a page exists once it is full.");
const CHANNEL = {
  kind: z.enum(["section", "topic", "author", "licence"]),
  id: z.string().describe("The id of the section, topic, author or license."),
};

const CONTENT = {
  [FEED_TYPES.rss]: { schema: XmlDocument },
  [FEED_TYPES.atom]: { schema: XmlDocument },
  [FEED_TYPES.json]: { schema: JsonFeed },
};

/** Describes the feeds: public, under `/licensed`, and with a key in the path. */
export function describeFeeds(registry: Registry): void {
  for (const door of DOORS) for (const route of feedsOf(door)) registry.registerPath(route);
  for (const route of WITHDRAWN) registry.registerPath(route);
}

const feedsOf = (door: Door): RouteConfig[] => [
  latest(door),
  feed(
    door,
    "Channel",
    "/feeds/{kind}/{id}.{format}",
    "Get the newest stories for a section, topic, author or license",
    {
      ...CHANNEL,
      format,
    },
  ),
  feed(door, "LatestArchive", "/feeds/latest/archive/{page}.{format}", "Get older stories, page by page (RFC 5005)", {
    page,
    format,
  }),
  feed(
    door,
    "ChannelArchive",
    "/feeds/{kind}/{id}/archive/{page}.{format}",
    "Get older stories for a section, topic, author or license",
    { ...CHANNEL, page, format },
  ),
  {
    ...route(door, `list${door.id}Feeds`, "/feeds.opml", `List every feed that has stories, as OPML${door.of}`),
    responses: respond(door, "The feeds.", { "text/x-opml": { schema: XmlDocument } }),
  },
];

/** With a key, the newest stories are the ones that it opens. */
function latest(door: Door): RouteConfig {
  const route = feed(door, "Latest", "/feeds/latest.{format}", "Get the newest stories", { format });
  return door.base === "" ? route : { ...route, request: { ...route.request, query: ALL } };
}

const ALL = z.object({ all: z.literal("1").optional().describe("`1`: also stories that the key doesn't open.") });

function feed(door: Door, name: string, path: string, summary: string, params: Params): RouteConfig {
  return {
    ...route(door, `get${door.id}${name}Feed`, path, summary + door.of, params),
    responses: respond(
      door,
      `The feed: at most ${PAGES.feedItems} stories, and notices of stories that are gone.`,
      CONTENT,
    ),
  };
}

function route({ base, params, security }: Door, operationId: string, path: string, summary: string, own = {}) {
  const all = { ...params, ...own };
  return {
    method: "get" as const,
    path: base + path,
    operationId,
    summary,
    tags: ["Feeds"],
    ...(security === undefined ? {} : { security }),
    ...(Object.keys(all).length === 0 ? {} : { request: { params: z.object(all) } }),
  };
}

/** The responses: the feed, not modified, or an error. */
const respond = ({ base }: Door, description: string, content: Record<string, { schema: z.ZodType }>) => ({
  200: { description, content },
  304: { description: "Nothing has changed since the `ETag` or date that you sent." },
  ...answers({}, "not-found", ...(base === "" ? [] : KEY_PROBLEMS), "nothing-published", "unavailable"),
});

const WITHDRAWN: readonly RouteConfig[] = (["atom", "json"] as const).map((ending) => ({
  ...route(
    OPEN,
    ending === "atom" ? "listWithdrawnEntries" : "listWithdrawnItems",
    `/withdrawn.${ending}`,
    `List every story killed after its release: a permanent list, ${PAGES.withdrawn} a page`,
  ),
  request: { query: z.object({ cursor: z.string().optional().describe("From the link to the next page.") }) },
  responses: {
    200: {
      description: ending === "atom" ? "Tombstones (RFC 6721)." : "Items that say when and why each story was killed.",
      content: { [FEED_TYPES[ending]]: CONTENT[FEED_TYPES[ending]] },
    },
    ...answers({}, "invalid", "nothing-published", "unavailable"),
  },
}));
