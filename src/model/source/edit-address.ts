import type { SourceKind } from "./settings.ts";

/** Where an editor opens a post in the CMS; undefined for a feed, which has no such place. `site` is the site's own address. */
export function editAddress(kind: SourceKind, site: string, post: string): string | undefined {
  const { origin, pathname } = new URL(site);
  const base = origin + pathname.replace(/\/+$/, "").replace(/\/ghost$/, "");
  if (kind === "wordpress") return `${base}/wp-admin/post.php?post=${encodeURIComponent(post)}&action=edit`;
  return kind === "ghost" ? `${base}/ghost/#/editor/post/${encodeURIComponent(post)}` : undefined;
}
