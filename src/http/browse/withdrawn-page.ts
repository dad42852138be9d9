import type { Context } from "hono";
import { WITHDRAWN } from "../../model/note.ts";
import { withdrawnPageUrl } from "../../model/page-address.ts";
import { PAGES } from "../../model/policy.ts";
import { withdrawnListPage } from "../../render/html/browse/withdrawn-list-page.tsx";
import { viewNotices } from "../../views/items.ts";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { badCursor, readCursor, writeCursor } from "../respond/cursor.ts";
import { problem } from "../respond/problems.ts";
import { HTML } from "./html.ts";

const QUERY = { channel: WITHDRAWN };

/** `/withdrawn`: withdrawn stories, for people; `cursor` continues it. */
export async function serveWithdrawnPage(c: Context<WireEnv>): Promise<Response> {
  const cursor = c.req.query("cursor");
  const after = cursor === undefined ? undefined : readCursor(cursor, QUERY);
  if (after === null) return problem(c, "invalid", { errors: [badCursor(cursor)] });
  return serve(c, {
    key: `withdrawn page ${JSON.stringify(after)}`,
    scope: { channel: WITHDRAWN },
    render: async (site) => {
      const found = await viewNotices(c.env.env.db, site, { ...QUERY, limit: PAGES.withdrawn + 1, after });
      const notices = found.slice(0, PAGES.withdrawn);
      const last = found.length > PAGES.withdrawn ? notices.at(-1) : undefined;
      const at = (place: string | undefined) =>
        withdrawnPageUrl(site.origin) + (place === undefined ? "" : `?cursor=${place}`);
      const older = last && at(writeCursor({ published: last.at, article: last.slug }, QUERY));
      const canonical = at(after && writeCursor(after, QUERY));
      return { body: withdrawnListPage({ notices, canonical, older }, site), type: HTML };
    },
  });
}
