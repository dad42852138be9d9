import type { Withdrawal } from "../../contract/withdrawal.ts";
import { docsUrl } from "../../model/address.ts";
import type { Notice } from "../feed/notice.ts";
import type { Site } from "../site.ts";

/** What is said of an article that is gone. */
export const withdrawalOf = (
  { kind, version, at, byline, section, reason, recall }: Notice,
  { origin }: Site,
): Withdrawal => ({
  about: docsUrl(origin, "commonwire"),
  // What was killed is to be used by nobody; the rest, by this reader and for now: of copies, IPTC says the same of both.
  status: kind === "killed" ? "canceled" : "withheld",
  notice: kind,
  version,
  at,
  ...(byline === undefined ? {} : { byline }),
  ...(section === undefined ? {} : { section }),
  ...(kind === "killed" ? { reason, killed: at } : {}),
  ...(recall ? { recall } : {}),
});
