/** IPTC's words for what may be done with an article. */
export const STATUSES = ["usable", "withheld", "canceled"] as const;
export type Status = (typeof STATUSES)[number];
