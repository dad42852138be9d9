import { z } from "zod";

/** A story as the software imported it. Fields that it doesn't have are empty. */
export const TakenItem = z.object({
  id: z.string(),
  /** The first publication date, as it appears there. */
  published: z.string(),
  authors: z.array(z.string()),
  html: z.string(),
  pictures: z.array(z.object({ url: z.string(), credit: z.string() })),
  licence: z.string(),
});
export type TakenItem = z.infer<typeof TakenItem>;

/** The schema for the JSON output of programs in other languages. */
export const TakenItems = z.array(TakenItem);

/** The formats that a taker reads. */
export type TakenFormat = "rss" | "atom" | "json";

/** A licensed feed's URL, and the credentials for it. */
export type LicensedFeed = { url: string; authorization: string };

/** Software that imports stories from feeds. */
export type Taker = {
  name: string;
  /** The package or program that provides it. */
  packages: string;
  formats: readonly TakenFormat[];
  isHere: () => boolean | Promise<boolean>;
  /** Starts what it needs, and returns how to stop it. */
  start?: (folder: string) => Promise<() => Promise<void>>;
  /** Imports a document, or the feed itself if it can only fetch. */
  take: (document: string, format: TakenFormat, feed: LicensedFeed, folder: string) => Promise<TakenItem[]>;
};
