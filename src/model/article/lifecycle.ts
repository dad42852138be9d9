import type { Version } from "./article.ts";

/** The stages of an article's life. `waiting` means not released yet, because of an embargo or its date. */
export const LIFECYCLE_NAMES = ["waiting", "released", "withheld", "killed", "expired"] as const;
export type LifecycleName = (typeof LIFECYCLE_NAMES)[number];

/** An article's stage: a removal by the desk counts before expiry. */
export function nameLifecycle({
  status,
  released,
  expired,
}: Pick<Version, "status" | "released" | "expired">): LifecycleName {
  if (status !== "usable") return status === "canceled" ? "killed" : "withheld";
  if (expired) return "expired";
  return released === undefined ? "waiting" : "released";
}

/** Whether an article is out, or will come out by itself: usable, and not expired. `now` is in milliseconds. */
export const isLive = ({ status, expires }: Pick<Version, "status" | "expires">, now: number): boolean =>
  status === "usable" && (expires === undefined || Date.parse(expires) > now);
