import type { Context } from "hono";
import { articleTag } from "../../model/tag.ts";
import type { Item } from "../../render/feed/item.ts";
import { withdrawnPage } from "../../render/html/wire/withdrawn-page.tsx";
import type { Site } from "../../render/site.ts";
import { viewItem } from "../../views/items.ts";
import { type Representation, serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** Serves something made of one article, as far as this access may see it; nothing where `make` makes nothing; `410` once it was killed. */
export const serveArticle = (
  c: Context<WireEnv>,
  key: string,
  id: string,
  make: (item: Item, site: Site) => Omit<Representation, "tags"> | undefined,
): Promise<Response> =>
  serve(c, {
    key: `${key} ${id}`,
    scope: { article: id },
    render: async (site) => {
      const found = await viewItem(c.env.env.db, site, id);
      if (found === undefined) return undefined;
      if ("notice" in found)
        return problem(c, "gone", { detail: found.notice.reason, page: withdrawnPage(found.notice, site) });
      const made = make(found.item, site);
      return made && { ...made, tags: [articleTag(id)] };
    },
  });
