import type { Version } from "./article.ts";

/** Where in its life an article is. `waiting` is what wasn't released yet, embargoed or not yet due. */
export const LIFECYCLE_NAMES = ["waiting", "released", "withheld", "killed", "expired"] as const;
export type LifecycleName = (typeof LIFECYCLE_NAMES)[number];

/** Where in its life an article is: what the desk took away counts before its own time. */
export function nameLifecycle({
  status,
  released,
  expired,
}: Pick<Version, "status" | "released" | "expired">): LifecycleName {
  if (status !== "usable") return status === "canceled" ? "killed" : "withheld";
  if (expired) return "expired";
  return released === undefined ? "waiting" : "released";
}

/** Whether an article is out, or comes out by itself: usable, and its time isn't over. `now` is in milliseconds. */
export const isLive = ({ status, expires }: Pick<Version, "status" | "expires">, now: number): boolean =>
  status === "usable" && (expires === undefined || Date.parse(expires) > now);
