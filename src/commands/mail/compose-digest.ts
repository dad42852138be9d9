import { visibility } from "../../model/access.ts";
import { republishUrl } from "../../model/address.ts";
import { addressOf } from "../../model/article/article.ts";
import { channel } from "../../model/channel.ts";
import { republishedUnder } from "../../model/licence/republishing.ts";
import { MAIL } from "../../model/policy.ts";
import { personAccess } from "../../model/publisher/entitlement.ts";
import { DAY, instant } from "../../model/time.ts";
import { MAILS } from "../../render/messages/mails/mails.ts";
import { readNewestOf, type StoredArticle } from "../../store/article/article.ts";
import { readFacts } from "../../store/publisher/facts.ts";
import { type ComposeContext, type Composition, type MailOf, SETTLED, say } from "./context.ts";
import { makeMailLink } from "./links.ts";

/** Writes a digest of new stories that the publisher may republish; without any, there is no digest. */
export async function composeDigest(context: ComposeContext, mail: MailOf<"digest">): Promise<Composition> {
  const { origin, site, publisher } = context;
  if (publisher === undefined || mail.person === null) return SETTLED;
  const stories = await readNew(context, publisher.id, mail.facts);
  if (stories.length === 0) return SETTLED;
  const wanted = { purpose: "unsubscribe" as const, about: mail.person, publisher: publisher.id };
  const unsubscribe = await makeMailLink(context, mail, { ...wanted, lasts: MAIL.lastingLinkDays * DAY });
  const named = stories.slice(0, MAIL.digestStories);
  return say(
    MAILS.digest({
      organization: publisher.application.organization,
      publication: site.masthead.publication.name,
      stories: named.map((article) => ({
        headline: article.headline,
        summary: article.summary,
        language: article.language ?? site.masthead.publication.language,
        link: republishUrl(origin, addressOf(article)),
      })),
      more: stories.length - named.length,
      library: `${origin}/publisher`,
      unsubscribe,
    }),
  );
}

/**
 * Returns stories released from `since` up to, but not including, `until`, so that each falls into one digest, that the publisher
 * may republish now; newest first. Looks through a limited number.
 */
async function readNew(
  { db, now, site }: ComposeContext,
  publisher: string,
  { since, until }: { since: string; until: string },
): Promise<StoredArticle[]> {
  const { masthead } = site;
  const facts = await readFacts(db, publisher, instant(now));
  if (facts?.status !== "approved") return [];
  const access = personAccess(facts, masthead.licences, instant(now));
  const channels = republishedUnder(masthead.licences, access).map((id) => channel("licence", id).id);
  const newest = await readNewestOf(db, channels, MAIL.digestSpan, []);
  return newest.filter((article) => {
    const { released } = article;
    const isNew = released !== undefined && released >= since && released < until;
    return isNew && visibility(article, masthead, access).shows === "full";
  });
}
