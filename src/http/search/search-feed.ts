import type { Context } from "hono";
import { SearchFeedQuery } from "../../contract/search.ts";
import { FEED_TYPES, type FeedFormat } from "../../model/address.ts";
import { LATEST } from "../../model/channel.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { PAGES } from "../../model/policy.ts";
import { searchFeedUrl } from "../../model/search/address.ts";
import { foldQuestion, questionQuery } from "../../model/search/question.ts";
import { searchHead } from "../../render/feed/channel.ts";
import { viewNewestFound } from "../../views/search.ts";
import { serve, UNFINISHED } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { ANY_ORIGIN } from "../respond/headers.ts";
import { problem } from "../respond/problems.ts";
import { feedDocument } from "../wire/feed-document.ts";

const NO_WORDS = { field: "q", problem: "has no words", allowed: "one or more words, as in ?q=river" };

/**
 * `/feeds/search.{format}?q=…`: the newest results of a search. Equal searches redirect to one URL with the ETag of `latest`:
 * while nothing is published, polling it costs no search.
 */
export const serveSearchFeed =
  (format: FeedFormat) =>
  async (c: Context<WireEnv>): Promise<Response> => {
    const input = c.req.query();
    const read = SearchFeedQuery.safeParse({ q: "", ...input });
    if (!read.success) return problem(c, "invalid", { errors: mistakesOf(read.error, input) });
    const { q, ...filters } = read.data;
    const question = { words: foldQuestion(q), filters };
    if (question.words === "") return problem(c, "invalid", { errors: [NO_WORDS] });
    const query = questionQuery(question).toString();
    if (new URL(c.req.url).search !== `?${query}`) {
      const Location = searchFeedUrl(c.env.env.origin, question, format);
      return c.body(null, 308, { ...ANY_ORIGIN, "Cache-Control": "private, no-store", Location });
    }
    return serve(c, {
      key: `feed search ${format} ${query}`,
      scope: { channel: LATEST.id },
      type: FEED_TYPES[format],
      render: async (site, { changedAt }) => {
        const { items, isFilling } = await viewNewestFound(c.env.env.db, site, question, PAGES.feedItems);
        const carried = { items, notices: [], changedAt };
        const head = searchHead({ ...carried, question }, site, format);
        return { ...feedDocument({ ...carried, head }, site, format), ...(isFilling ? UNFINISHED : {}) };
      },
    });
  };
