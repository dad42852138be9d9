import { PUBLIC, visibility } from "../../model/access.ts";
import { articleUrl, republishUrl } from "../../model/address.ts";
import { addressOf } from "../../model/article/article.ts";
import { deadlineOf } from "../../model/article/recall.ts";
import { getOwn } from "../../model/get-own.ts";
import { MAIL } from "../../model/policy.ts";
import { DAY, hoursAfter } from "../../model/time.ts";
import { mailDay, mailTime } from "../../render/mail/times.ts";
import { MAILS } from "../../render/messages/mails/mails.ts";
import type { TakenCopy } from "../../render/messages/mails/story-words.ts";
import { readArticle, type StoredArticle } from "../../store/article/article.ts";
import { readNewestCorrection } from "../../store/article/change.ts";
import { type Holder, readHolders } from "../../store/article/holder.ts";
import { readHeld } from "../../store/article/holding-of.ts";
import { readRecall } from "../../store/article/recall.ts";
import { type ComposeContext, type Composition, type MailOf, SETTLED, say, staying } from "./context.ts";
import { makeMailLink } from "./links.ts";

/** Returns a story whose headline is public now; undefined if it is withheld, killed, expired or unreleased. */
async function readShown({ db, site }: ComposeContext, id: string): Promise<StoredArticle | undefined> {
  const article = await readArticle(db, id, []);
  if (article === undefined) return undefined;
  const { shows } = visibility(article, site.masthead, PUBLIC);
  return shows === "nothing" || shows === "notice" ? undefined : article;
}

/** Writes about a corrected story to a publisher that still has an older text of it. */
export async function composeCorrected(context: ComposeContext, mail: MailOf<"story.corrected">): Promise<Composition> {
  const { db, origin, site, publisher } = context;
  if (publisher === undefined) return SETTLED;
  const article = await readShown(context, mail.facts.article);
  const held = (await readHeld(db, publisher.id, [mail.facts.article])).get(mail.facts.article);
  if (article === undefined || held === undefined) return SETTLED;
  // A later correction has its own mail, and a publisher that read the corrected text already knows.
  const newest = await readNewestCorrection(db, article.id);
  if (newest !== mail.facts.version || held.version >= newest) return SETTLED;
  const hours = getOwn(site.masthead.licences, article.licence)?.corrections.applyWithinHours;
  const deadline = hoursAfter(article.modifiedAt, hours);
  const note = article.corrections?.at(-1)?.note;
  return say(
    MAILS["story.corrected"]({
      organization: publisher.application.organization,
      headline: article.headline,
      note,
      language: article.language ?? site.masthead.publication.language,
      received: { version: held.version, day: mailDay(held.at, site.masthead) },
      version: article.version,
      deadline: deadline === undefined ? null : mailTime(deadline, site.masthead),
      link: republishUrl(origin, addressOf(article)),
    }),
  );
}

/** Writes about a withdrawn story to a publisher that may hold a copy and hasn't acknowledged the recall. */
export async function composeKilled(context: ComposeContext, mail: MailOf<"story.killed">): Promise<Composition> {
  const { db, origin, site } = context;
  const recall = await readRecall(db, mail.facts.recall);
  if (recall === undefined || recall.closed !== undefined || mail.publisher === null) return SETTLED;
  const [holder] = await readHolders(db, recall.id, mail.publisher);
  if (holder === undefined || holder.acknowledgement !== undefined) return SETTLED;
  const wanted = { purpose: "acknowledge" as const, about: recall.id, publisher: mail.publisher };
  const link = await makeMailLink(context, mail, { ...wanted, lasts: MAIL.lastingLinkDays * DAY });
  const deadline = deadlineOf(recall);
  return say(
    MAILS["story.killed"]({
      organization: holder.organization,
      address: articleUrl(origin, recall.article),
      reason: recall.reason,
      copy: copyOf(holder, context),
      deadline: deadline === undefined ? null : mailTime(deadline, site.masthead),
      link,
    }),
  );
}

function copyOf({ copy, picture }: Holder, { site }: ComposeContext): TakenCopy {
  if (copy !== undefined) return { version: copy.version, day: mailDay(copy.first, site.masthead) };
  return picture === undefined ? "nothing" : "picture";
}

/** Writes about a restored story to a publisher that was asked to take it down. */
export async function composeRestored(context: ComposeContext, mail: MailOf<"story.restored">): Promise<Composition> {
  const { origin } = context;
  const publisher = staying(context);
  const article = await readShown(context, mail.facts.article);
  if (article === undefined || publisher === undefined) return SETTLED;
  return say(
    MAILS["story.restored"]({
      organization: publisher.application.organization,
      headline: article.headline,
      link: articleUrl(origin, addressOf(article)),
    }),
  );
}
