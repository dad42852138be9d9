import { sha256Hex } from "../../model/hash.ts";
import { secretKind } from "../../model/publisher/key.ts";
import { instant } from "../../model/time.ts";
import { type RecallRow, readRecall } from "../../store/article/recall.ts";
import { readMailLink, type StoredMailLink } from "../../store/mail/link.ts";
import type { PublisherContext } from "../publishers/context.ts";

/** Why a link in a mail has no effect. */
export type MailLinkRefusal = "unknown" | "used" | "late" | "removed" | "closed" | "restored";

/** A link that works; for an acknowledgement, with the recall that it is about. */
export type OpenedLink = { hash: string; link: StoredMailLink; recall?: RecallRow };
export type MailLinkReading = ({ ok: true } & OpenedLink) | { ok: false; because: MailLinkRefusal };

/** Returns what a link can be used for now. Opening it doesn't use it, because software that scans mail opens every link. */
export async function openMailLink(
  { db, now }: Pick<PublisherContext, "db" | "now">,
  token: string,
): Promise<MailLinkReading> {
  if (secretKind(token) !== "mail") return { ok: false, because: "unknown" };
  const hash = await sha256Hex(token);
  const link = await readMailLink(db, hash);
  if (link === undefined) return { ok: false, because: "unknown" };
  const recall = link.purpose === "acknowledge" ? await readRecall(db, link.about) : undefined;
  const because = whyNot(link, recall, instant(now));
  return because === undefined
    ? { ok: true, hash, link, ...(recall === undefined ? {} : { recall }) }
    : { ok: false, because };
}

function whyNot(
  { purpose, isRemoved, used, expires, status }: StoredMailLink,
  recall: RecallRow | undefined,
  now: string,
): MailLinkRefusal | undefined {
  if (isRemoved) return "removed";
  if (used !== null) return "used";
  if (expires <= now) return "late";
  if (purpose === "acknowledge" && recall?.closed !== undefined) return "restored";
  // A publisher that left may still say what became of a copy, and unsubscribe.
  return status === "left" && (purpose === "open-application" || purpose === "verify-domain") ? "closed" : undefined;
}
