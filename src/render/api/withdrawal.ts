import type { Withdrawal } from "../../contract/withdrawal.ts";
import { docsUrl } from "../../model/address.ts";
import type { Notice } from "../feed/notice.ts";
import type { Site } from "../site.ts";

/** Returns the metadata of an article that is gone. */
export const withdrawalOf = (
  { kind, version, at, byline, section, reason, recall }: Notice,
  { origin }: Site,
): Withdrawal => ({
  about: docsUrl(origin, "commonwire"),
  // Nobody may use a killed story; the others are off limits to this reader for now. IPTC defines both statuses for copies.
  status: kind === "killed" ? "canceled" : "withheld",
  notice: kind,
  version,
  at,
  ...(byline === undefined ? {} : { byline }),
  ...(section === undefined ? {} : { section }),
  ...(kind === "killed" ? { reason, killed: at } : {}),
  ...(recall ? { recall } : {}),
});
