/** The kinds of output that render alike: documents for software, pages for browsers, and the API's description. */
export type BuildKind = "feeds" | "pages" | "description";

/**
 * The build number of each kind. Every ETag contains it, so whoever changes an output must increase its number; with one number
 * per kind, a new style sheet leaves the feeds' ETags alone.
 */
export const BUILDS: Record<BuildKind, number> = { feeds: 9, pages: 11, description: 13 };

const KINDS: Partial<Record<string, BuildKind>> = {
  "text/html": "pages",
  "text/css": "pages",
  "application/openapi+json": "description",
};

/** Returns the kind for a media type, with or without parameters. */
export const buildKind = (mediaType: string): BuildKind => KINDS[mediaType.split(";")[0] ?? ""] ?? "feeds";
