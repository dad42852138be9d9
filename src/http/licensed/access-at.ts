import { type Access, withoutSince } from "../../model/access.ts";

/**
 * The access with which a path behind the door is read. Notices are in feeds alone, and not in the pages of their archives:
 * everything else is shared by all readers of the same licences, however new they are.
 */
export const accessAt = (path: string, access: Access): Access =>
  path.startsWith("/feeds/") && !path.includes("/archive/") ? access : withoutSince(access);
