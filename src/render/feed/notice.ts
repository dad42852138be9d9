import { visibility } from "../../model/access.ts";
import { articleUrl, recallUrl } from "../../model/address.ts";
import { addressOf, type Version } from "../../model/article/article.ts";
import { nameLifecycle } from "../../model/article/lifecycle.ts";
import { recallId } from "../../model/article/recall.ts";
import { getOwn } from "../../model/get-own.ts";
import type { NoticeKind, Shown } from "../../model/note.ts";
import { dayZone, humanDay } from "../dates.ts";
import { englishWords, frameWords } from "../messages/language.ts";
import type { Words } from "../messages/words.ts";
import type { Site } from "../site.ts";
import { element, escapeXml } from "./xml.ts";

/** What all formats say of an article that is gone: which one it was, without repeating anything that it claimed. */
export type Notice = {
  kind: NoticeKind;
  id: string;
  slug: string;
  /** Its page, which says the same. */
  page: string;
  version: number;
  /** First publication: importers know the item by it. And that day, as people read it. */
  published: string;
  day: string;
  /** When it went. */
  at: string;
  /** Of a killed one, for the public. */
  reason?: string;
  /** As readers last saw them; missing where nobody noted it. */
  byline?: string;
  section?: string;
  /** Of a killed one, for readers with a key alone: the recall, and where their software says what became of their copy. */
  recall?: { id: string; answer: string };
};

/** The notice of a killed one. */
export type KillNotice = Notice & { kind: "killed"; reason: string };

/** An article, as far as a notice needs it. */
type NoticedArticle = Version & { shown?: Shown };

/** Makes the notice of an article; undefined where it wasn't killed, or the reader may not know of it. */
export function noticeOf(article: NoticedArticle, site: Site): KillNotice | undefined {
  const seen = visibility(article, site.masthead, site.access);
  if (seen.shows !== "notice" || article.killed === undefined) return undefined;
  const notice = {
    ...about(article, site, frameWords(site)),
    kind: "killed" as const,
    at: article.killed,
    reason: seen.reason,
  };
  return site.access.kind === "licensed" ? { ...notice, recall: recallOf(article, site) } : notice;
}

function recallOf({ id: article, version }: Version, { origin }: Site) {
  const id = recallId({ article, version });
  return { id, answer: recallUrl(origin, id) };
}

/** Makes the notice that an article has been gone from this access since a time; undefined where it isn't, or by a kill. */
export function goneNotice(at: string, article: NoticedArticle, site: Site): Notice | undefined {
  const { shows } = visibility(article, site.masthead, site.access);
  if (shows === "full" || shows === "notice") return undefined;
  const lifecycle = nameLifecycle(article);
  const kind = lifecycle === "withheld" || lifecycle === "expired" ? lifecycle : "relicensed";
  return { ...about(article, site, frameWords(site)), kind, at };
}

/** Which story it is. What was sent of it while it was hidden is nobody's to know. */
function about(article: NoticedArticle, site: Site, { locale }: Words) {
  const { origin, masthead, access } = site;
  const { id, version, publishedAt, published } = article;
  const { publication } = masthead;
  const { shows } = visibility(article, masthead, access);
  const isHidden = shows === "nothing" || shows === "notice";
  const shown = isHidden ? article.shown : article;
  const byline = shown?.authors.flatMap((author) => getOwn(masthead.authors, author)?.name ?? []).join(", ");
  const section = shown && getOwn(publication.sections, shown.section);
  return {
    id: articleUrl(origin, id),
    slug: id,
    page: articleUrl(origin, shows === "nothing" ? id : addressOf(article)),
    version,
    published: publishedAt,
    day: humanDay(publishedAt, dayZone(published, publication.timeZone), locale),
    ...(byline ? { byline } : {}),
    ...(section ? { section } : {}),
  };
}

/** What stands in the headline's place: importers that tell stories apart by their titles need each one to differ. */
export const noticeTitle = ({ kind, byline, section, day }: Notice, site: Site): string =>
  `${frameWords(site).say(`notice.${kind}`)}: ${[byline, section, day].filter((each) => each !== undefined).join(", ")}`;

/** What a story is called on the desk where its headline may not be repeated: who wrote it, where and when. */
export const nameWithoutHeadline = (article: NoticedArticle, site: Site): string => {
  const { byline, section, day } = about(article, site, englishWords(site));
  return `A story of ${day}${byline ? ` by ${byline}` : ""}${section ? `, ${section}` : ""}`;
};

/** What stands in the text's place. */
export function noticeText({ kind, reason, recall }: Notice, site: Site): string {
  const words = frameWords(site);
  const address = `${site.origin}/publisher`;
  return [
    words.say(`notice.${kind}Text`, { publication: site.masthead.publication.name }),
    ...(reason === undefined ? [] : [words.say("notice.reason", { reason })]),
    ...(recall ? [words.say("notice.recall", { address, recall: recall.id })] : []),
  ].join(" ");
}

/** The recall as an element of our own; nothing for who has no key. */
export const recallElement = ({ recall }: Notice): string =>
  recall === undefined ? "" : element("cw:recall", { href: recall.answer }, escapeXml(recall.id));
