import type { SourceKind } from "./settings.ts";

/** The URL where an editor opens a post in the CMS; undefined for a feed, which has none. `site` is the site's own URL. */
export function editAddress(kind: SourceKind, site: string, post: string): string | undefined {
  const { origin, pathname } = new URL(site);
  const base = origin + pathname.replace(/\/+$/, "").replace(/\/ghost$/, "");
  if (kind === "wordpress") return `${base}/wp-admin/post.php?post=${encodeURIComponent(post)}&action=edit`;
  return kind === "ghost" ? `${base}/ghost/#/editor/post/${encodeURIComponent(post)}` : undefined;
}
