import type { Context } from "hono";
import { SearchForm } from "../../contract/search.ts";
import { LATEST } from "../../model/channel.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { foldQuestion } from "../../model/search/question.ts";
import { searchPage } from "../../render/html/wire/search-page.tsx";
import { channelChoices, viewChoices } from "../../views/channels.ts";
import { viewSearch } from "../../views/search.ts";
import { serve, UNFINISHED } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { machineUseHeaders } from "../respond/machine-use.ts";
import { problem } from "../respond/problems.ts";

/** `/search`: the form and its results. It depends on the same state as `latest`, which contains every searchable story. */
export async function serveSearchPage(c: Context<WireEnv>): Promise<Response> {
  const input = c.req.query();
  const read = SearchForm.safeParse(input);
  if (!read.success) return problem(c, "invalid", { errors: mistakesOf(read.error, input) });
  const { q, page, ...filters } = read.data;
  const typed = q.trim();
  const words = foldQuestion(typed);
  return serve(c, {
    key: `search ${JSON.stringify([typed, filters, page])}`,
    scope: { channel: LATEST.id },
    render: async (site) => {
      const { db } = c.env.env;
      const [{ channels: few, years }, { found, isMore, isFilling }] = await Promise.all([
        viewChoices(db),
        viewSearch(db, site, { words, filters }, page),
      ]);
      const items = found.map(({ item }) => item);
      const channels = channelChoices(few, items, site);
      return {
        body: searchPage({ site, typed, words, filters, channels, years, found, page, isMore, isFilling }),
        type: "text/html; charset=utf-8",
        headers: machineUseHeaders(items, site),
        ...(isFilling ? UNFINISHED : {}),
      };
    },
  });
}
