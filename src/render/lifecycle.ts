import { nameLifecycle } from "../model/article/lifecycle.ts";
import type { Status } from "../model/article/status.ts";
import { instant } from "../model/time.ts";
import { humanTime } from "./dates.ts";
import { englishWords } from "./messages/language.ts";
import type { Site } from "./site.ts";

/** The fields of an article that determine its lifecycle state. */
export type LifecycleFacts = {
  status: Status;
  releaseAt: string;
  released: string | null;
  embargo: string | null;
  expires: string | null;
  expired: boolean;
  killed: string | null;
};

/** Describes an article's lifecycle state for the desk. */
export function describeLifecycle(stands: LifecycleFacts, site: Site): string {
  const { publication } = site.masthead;
  const { status, released, expired, killed, expires, embargo, releaseAt } = stands;
  const time = (at: string) => humanTime(at, publication.timeZone, englishWords(site).locale);
  const before = released === null ? " before its release" : "";
  const name = nameLifecycle({ status, ...(released === null ? {} : { released }), ...(expired ? { expired } : {}) });
  switch (name) {
    case "killed":
      return killed === null ? `Killed${before}` : `Killed ${time(killed)}`;
    case "withheld":
      return `Withheld${before}`;
    case "expired":
      return expires === null ? "Expired" : `Expired${before} ${time(expires)}`;
    case "waiting":
      return `${isEmbargoed(embargo, releaseAt) ? "Embargoed until" : "Goes live"} ${time(releaseAt)}`;
    case "released":
      return `Released ${time(released ?? releaseAt)}${expires === null ? "" : `, until ${time(expires)}`}`;
  }
}

/** Whether an article is waiting for its embargo rather than its own date. */
const isEmbargoed = (embargo: string | null, releaseAt: string): boolean =>
  embargo !== null && instant(Date.parse(embargo)) === releaseAt;
