import type { Withdrawal } from "../../contract/withdrawal.ts";
import { docsUrl } from "../../model/address.ts";
import type { Notice } from "../feed/notice.ts";
import type { Site } from "../site.ts";

/** What is said of an article that was killed. */
export const withdrawalOf = ({ version, reason, killed, recall }: Notice, { origin }: Site): Withdrawal => ({
  about: docsUrl(origin, "commonwire"),
  status: "canceled",
  version,
  reason,
  killed,
  ...(recall ? { recall } : {}),
});
