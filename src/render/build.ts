/** What renders alike: what software reads, what a browser shows, and the API's description. */
export type BuildKind = "feeds" | "pages" | "description";

/**
 * Counts the ways in which the same data was ever rendered, for each kind by itself: a new style sheet moves no feed's
 * ETag. The count is part of every ETag, so who changes an output counts its kind up.
 */
export const BUILDS: Record<BuildKind, number> = { feeds: 9, pages: 11, description: 13 };

const KINDS: Partial<Record<string, BuildKind>> = {
  "text/html": "pages",
  "text/css": "pages",
  "application/openapi+json": "description",
};

/** The kind of what has a media type, with or without parameters. */
export const buildKind = (mediaType: string): BuildKind => KINDS[mediaType.split(";")[0] ?? ""] ?? "feeds";
