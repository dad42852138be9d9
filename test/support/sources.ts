import { pass } from "./clock.ts";
import { cron } from "./cron.ts";
import { desk, expectOk, freshWire, get, publishMasthead } from "./wire.ts";

/** The settings of a source that publishes immediately. */
export const source = (over: Record<string, unknown> = {}) => ({
  kind: "wordpress",
  address: "https://paper.example/",
  mode: "publish",
  section: "world",
  ...over,
});

/** Creates a wire whose stories come from one site. */
export async function wireWithSource(over: Record<string, unknown> = {}): Promise<void> {
  await freshWire();
  await publishMasthead();
  await expectOk(await desk("PUT", "/sources", { sources: { paper: source(over) } }));
}

/** Runs the cron `count` times, each some minutes later: five is the poll interval. */
export async function polls(count = 1, minutes = 5): Promise<void> {
  for (let run = 0; run < count; run++) {
    pass(minutes * 60);
    await cron();
  }
}

export type Report = {
  source: {
    phase: string;
    failure: { code: string; words: string; detail: string } | null;
    posts: Record<string, number>;
    failingSince: string | null;
  };
  posts: {
    post: string;
    url: string;
    edit: string | null;
    title: string;
    article: string | null;
    state: string;
    reason: string | null;
    warnings: string[];
  }[];
};

/** Returns the report of a source. */
export const report = async (id = "paper"): Promise<Report> =>
  (await expectOk(await desk("GET", `/sources/${id}`))).json<Report>();

/** An article from a source, as the desk sees it. */
export type SourcedArticle = {
  version: number;
  status: string;
  article: {
    headline: string;
    summary: string;
    authors: string[];
    canonical?: string;
    published: string;
    embargo?: string;
    language?: string;
    section: string;
    topics: string[];
    licence?: string;
    exclude?: boolean;
    images: { owner: string; licence: string; credit: string; caption?: string }[];
    corrections?: { note: string; kind: string }[];
    body: string;
  };
};

/** Returns an article by its id, as the desk sees it. */
export const article = async (id: string): Promise<SourcedArticle> =>
  (await desk("GET", `/articles/${id}`)).json<SourcedArticle>();

/** Returns the headlines in the public feed, newest first. */
export const titles = async (): Promise<string[]> => (await feed()).map(({ title }) => title);

type FeedItem = {
  id: string;
  title: string;
  content_html?: string;
  external_url?: string;
  url: string;
  authors?: { name: string }[];
};

/** Returns the items of the public feed, newest first. */
export const feed = async (): Promise<FeedItem[]> =>
  (await (await expectOk(await get("/feeds/latest.json"))).json<{ items: FeedItem[] }>()).items;
