import type { Context } from "hono";
import type { Item } from "../../render/feed/item.ts";
import { withdrawnPage } from "../../render/html/wire/withdrawn-page.tsx";
import type { Site } from "../../render/site.ts";
import { viewItem } from "../../views/items.ts";
import { type Redirection, type Representation, serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** A resource made from one article. */
type OfArticle = {
  key: string;
  /** The article's name in the request: its id, or any current or former address. */
  name: string;
  /** The name under which the resource is found, and its URL there: requests under other names are redirected. */
  nameOf: (item: Item) => string;
  urlOf: (origin: string, name: string) => string;
  /** Whether it is a page, which also shows the newsroom's own pictures. */
  isPage?: true;
  make: (item: Item, site: Site) => Representation | undefined;
};

/**
 * Serves a resource made from an article as this access may see it; not found if `make` returns nothing; `410` once it was
 * killed.
 */
export const serveArticle = (
  c: Context<WireEnv>,
  { key, name, nameOf, urlOf, isPage, make }: OfArticle,
): Promise<Response> =>
  serve(c, {
    key: `${key} ${name}`,
    scope: { article: name },
    render: async (site) => {
      const found = await viewItem(c.env.env.db, site, name, isPage);
      if (found === undefined) return undefined;
      if ("notice" in found)
        return problem(c, "gone", { detail: found.notice.reason, page: withdrawnPage(found.notice, site) });
      const { item } = found;
      const made = make(item, site);
      if (made === undefined) return undefined;
      const right = nameOf(item);
      return name === right ? made : leadTo(urlOf(site.origin, right), made);
    },
  });

/** Identifies an article's page and related resources. */
export const byAddress = ({ address }: Item): string => address;

/** Readers with different keys are redirected by the same rule. */
const leadTo = (location: string, { headers }: Pick<Representation, "headers">): Redirection => ({
  location,
  ...(headers?.Vary === undefined ? {} : { headers: { Vary: headers.Vary } }),
});
