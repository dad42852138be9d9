/** What can be read behind `/licensed` and `/k/{key}`: nothing that is encoded to look like something else. */
export const isInner = (path: string): boolean =>
  /^\/(?:feeds|articles|images)\/[^%\\]+$/.test(path) && !path.split("/").includes("..");

/** Whether that is a feed: all that a feed key opens. */
export const isFeed = (path: string): boolean => path.startsWith("/feeds/");
