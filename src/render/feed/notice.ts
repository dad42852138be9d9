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

/** What every format says about a story that is gone: which one it was, without repeating any of its claims. */
export type Notice = {
  kind: NoticeKind;
  id: string;
  slug: string;
  /** The story's page, which says the same. */
  page: string;
  version: number;
  /** The first publication, by which importers recognize the item; `day` is the same for readers. */
  published: string;
  day: string;
  /** When the story went. */
  at: string;
  /** Killed stories only: the public reason. */
  reason?: string;
  /** As readers last saw them; missing if they weren't recorded. */
  byline?: string;
  section?: string;
  /** Killed stories, for readers with a key only: the recall, and the URL for reporting what became of the copy. */
  recall?: { id: string; answer: string };
};

/** The notice of a killed story. */
export type KillNotice = Notice & { kind: "killed"; reason: string };

/** The fields of an article that a notice needs. */
type NoticedArticle = Version & { shown?: Shown };

/** Returns the notice of a killed article; undefined if it wasn't killed, or this reader may not know of it. */
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

/**
 * Returns the notice that this access lost an article at the given time; undefined if it didn't, or if the article was killed.
 */
export function goneNotice(at: string, article: NoticedArticle, site: Site): Notice | undefined {
  const { shows } = visibility(article, site.masthead, site.access);
  if (shows === "full" || shows === "notice") return undefined;
  const lifecycle = nameLifecycle(article);
  const kind = lifecycle === "withheld" || lifecycle === "expired" ? lifecycle : "relicensed";
  return { ...about(article, site, frameWords(site)), kind, at };
}

/** Identifies the story. Nothing that was sent while it was hidden is revealed. */
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

/** Replaces the headline. Importers that identify stories by title need each title to be different. */
export const noticeTitle = ({ kind, byline, section, day }: Notice, site: Site): string =>
  `${frameWords(site).say(`notice.${kind}`)}: ${[byline, section, day].filter((each) => each !== undefined).join(", ")}`;

/** Names a story on the desk if its headline may not be repeated: by author, section and day. */
export const nameWithoutHeadline = (article: NoticedArticle, site: Site): string => {
  const { byline, section, day } = about(article, site, englishWords(site));
  return `A story from ${day}${byline ? `, by ${byline}` : ""}${section ? `, ${section}` : ""}`;
};

/** Replaces the text of the story. */
export function noticeText({ kind, reason, recall }: Notice, site: Site): string {
  const words = frameWords(site);
  const address = `${site.origin}/publisher`;
  return [
    words.say(`notice.${kind}Text`, { publication: site.masthead.publication.name }),
    ...(reason === undefined ? [] : [words.say("notice.reason", { reason })]),
    ...(recall ? [words.say("notice.recall", { address, recall: recall.id })] : []),
  ].join(" ");
}

/** The recall as the wire's own element; empty for readers without a key. */
export const recallElement = ({ recall }: Notice): string =>
  recall === undefined ? "" : element("cw:recall", { href: recall.answer }, escapeXml(recall.id));
