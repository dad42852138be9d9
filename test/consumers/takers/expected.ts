import type { Cells } from "./cells.ts";

/** The result of a reader that leaves nothing out. */
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

/** It reads an image's URL, but the credit only from the text. */
const ADDRESS = { picture: "address, credit in the body" };
/** It has no field for a license: the credit at the end of the text names it. */
const IN_BODY = { licence: "in the body" };
const FIRST = { authors: "first only" };

/** The expected result of each taker, by its name and format. */
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
  // It uses the feed's author if an entry has several.
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
