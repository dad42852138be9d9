import type { Cells } from "./cells.ts";

/** Where a reader leaves nothing out. */
const ALL: Cells = {
  date: "yes",
  authors: "each",
  "first author": "yes",
  body: "with credit",
  picture: "with credit",
  licence: "named",
  correction: "text and note",
  kill: "notice",
  expiry: "notice",
};

/** It knows where a picture is, and whose it is only from the text. */
const ADDRESS = { picture: "address, credit in the body" };
/** It has no word for a licence: the credit at the text's end names it. */
const IN_BODY = { licence: "in the body" };
const FIRST = { authors: "first only" };

/** What each taker has of the stories, by its name and format. */
export const EXPECTED: Record<string, Cells> = {
  "WordPress fetch_feed rss": { ...ALL },
  "WordPress fetch_feed atom": { ...ALL },
  "SimplePie rss": { ...ALL },
  "SimplePie atom": { ...ALL },
  "gofeed rss": { ...ALL, ...FIRST },
  "gofeed atom": { ...ALL },
  "gofeed json": { ...ALL, ...ADDRESS, ...IN_BODY },
  "XML::Feed rss": { ...ALL, ...ADDRESS, ...IN_BODY },
  "XML::Feed atom": { ...ALL, ...ADDRESS, ...IN_BODY, ...FIRST },
  "feedparser (Python) rss": { ...ALL },
  "feedparser (Python) atom": { ...ALL },
  "feedparser (npm) rss": { ...ALL, ...FIRST, ...ADDRESS, ...IN_BODY },
  // It takes the feed's author where an entry has several.
  "feedparser (npm) atom": {
    ...ALL,
    ...ADDRESS,
    ...IN_BODY,
    authors: "not: Example News Foundation",
    "first author": "in the body",
  },
  "rss-parser rss": { ...ALL, ...FIRST, ...ADDRESS, ...IN_BODY },
  "rss-parser atom": { ...ALL, ...FIRST, picture: "none, credit in the body", ...IN_BODY },
};
