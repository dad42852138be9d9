import type { Context } from "hono";
import type { WithdrawnFormat } from "../../model/address.ts";
import { WITHDRAWN } from "../../model/note.ts";
import { PAGES } from "../../model/policy.ts";
import { withdrawnHead } from "../../render/feed/channel.ts";
import { viewNotices } from "../../views/items.ts";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { badCursor, readCursor, writeCursor } from "../respond/cursor.ts";
import { problem } from "../respond/problems.ts";
import { feedDocument } from "./feed-document.ts";

/** Notices per page. */
const ON_A_PAGE = PAGES.withdrawn;
const QUERY = { channel: WITHDRAWN };

/** `/withdrawn.json`, `/withdrawn.atom`: everything killed after release, permanently, latest kill first. */
export const serveWithdrawn =
  (format: WithdrawnFormat) =>
  async (c: Context<WireEnv>): Promise<Response> => {
    const cursor = c.req.query("cursor");
    const after = cursor === undefined ? undefined : readCursor(cursor, QUERY);
    if (after === null) return problem(c, "invalid", { errors: [badCursor(cursor)] });
    return serve(c, {
      key: `withdrawn ${format} ${JSON.stringify(after)}`,
      scope: { channel: WITHDRAWN },
      render: async (site, { changedAt }) => {
        const found = await viewNotices(c.env.env.db, site, { ...QUERY, limit: ON_A_PAGE + 1, after });
        const notices = found.slice(0, ON_A_PAGE);
        const last = found.length > ON_A_PAGE ? notices.at(-1) : undefined;
        const next = last && writeCursor({ published: last.at, article: last.slug }, QUERY);
        const head = withdrawnHead(
          { notices, changedAt, next, cursor: after && writeCursor(after, QUERY) },
          site,
          format,
        );
        return feedDocument({ head, items: [], notices }, site, format);
      },
    });
  };
