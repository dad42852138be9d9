import { humanTime } from "../../dates.ts";
import type { Site } from "../../site.ts";

/** A time as people read it, in the publication's zone; as it is kept, for software. */
export function Time({ at, site: { masthead } }: { at: string; site: Site }) {
  const { timeZone, language } = masthead.publication;
  return <time datetime={at}>{humanTime(at, timeZone, language)}</time>;
}
