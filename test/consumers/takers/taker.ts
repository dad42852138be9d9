import { z } from "zod";

/** A story as some software took it. What it has no word for is empty. */
export const TakenItem = z.object({
  id: z.string(),
  /** First publication, as it is written there. */
  published: z.string(),
  authors: z.array(z.string()),
  html: z.string(),
  pictures: z.array(z.object({ url: z.string(), credit: z.string() })),
  licence: z.string(),
});
export type TakenItem = z.infer<typeof TakenItem>;

/** What one reads JSON lines of, from programs in other languages. */
export const TakenItems = z.array(TakenItem);

/** The formats that a taker reads. */
export type TakenFormat = "rss" | "atom" | "json";

/** Where a licensed feed is, and what opens it. */
export type LicensedFeed = { url: string; authorization: string };

/** Some software that takes stories from feeds. */
export type Taker = {
  name: string;
  /** Whence it comes, as it is installed. */
  packages: string;
  formats: readonly TakenFormat[];
  isHere: () => boolean | Promise<boolean>;
  /** What has to run for it, and how it is ended again. */
  start?: (folder: string) => Promise<() => Promise<void>>;
  /** Takes a document; where it insists on fetching, the feed itself. */
  take: (document: string, format: TakenFormat, feed: LicensedFeed, folder: string) => Promise<TakenItem[]>;
};
