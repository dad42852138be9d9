/** Cache tags: every answer that caches may hold bears these, and a publish purges by them. */
export const ALL = "all";
export const channelTag = (channel: string): string => `channel:${channel}`;
export const articleTag = (article: string): string => `article:${article}`;
export const imageTag = (sha256: string): string => `image:${sha256}`;
