import { type Access, withoutSince } from "../../model/access.ts";

/**
 * Returns the access for a keyed path. Only feeds have notices, and their archive pages don't; everything else is shared by all
 * readers with the same licenses, however new they are.
 */
export const accessAt = (path: string, access: Access): Access =>
  path.startsWith("/feeds/") && !path.includes("/archive/") ? access : withoutSince(access);
