import { isOlderText, textInForce } from "../../model/accepted-terms.ts";
import { imagesSeen, PUBLIC, visibility } from "../../model/access.ts";
import {
  articleOfferUrl,
  articleUrl,
  imageType,
  imageUrl,
  offerUrl,
  termsUrl,
  versionUrl,
} from "../../model/address.ts";
import { addressOf, type Body, type Version } from "../../model/article/article.ts";
import type { Correction } from "../../model/article/correction.ts";
import { type Image, NOT_LICENSED } from "../../model/article/image.ts";
import { formerLicencesOf } from "../../model/article/revoked-licence.ts";
import { isClosed, type OpenLinks, openLinksOf } from "../../model/article/story-link.ts";
import { channel, channelAddress, isRetiredChannel } from "../../model/channel.ts";
import { getOwn } from "../../model/get-own.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import { type Terms, termsOf, tightens } from "../../model/licence/terms.ts";
import type { Masthead } from "../../model/masthead.ts";
import { channelPageUrl } from "../../model/page-address.ts";
import { instant } from "../../model/time.ts";
import { bodyHtml } from "../body.ts";
import { creditLine } from "../credit/line.ts";
import { dayZone, humanDay, yearOf } from "../dates.ts";
import { storyWords } from "../messages/language.ts";
import type { Words } from "../messages/words.ts";
import { withStop } from "../sentence.ts";
import { doorOf, type Site } from "../site.ts";
import type { Item, ItemAuthor, ItemCorrection, ItemImage, ItemLicence } from "./item.ts";
import { figuresOf, picturesOf } from "./pictures-of.ts";

/** Maps the hash of an image to its MAC. */
type Macs = ReadonlyMap<string, string>;

/** An article with its text, and the linked stories that are out. */
type ReadArticle = Version & { body?: Body; openLinks?: readonly string[] };

/**
 * How an item is used: `macs` are the MACs of images that this access sees but the public doesn't; `isPage` adds the
 * newsroom's own pictures.
 */
type Going = { macs?: Macs; isPage?: boolean };

/** Returns an article as an item; undefined if it was killed or this reader may not know of it. */
export function itemOf(
  article: ReadArticle,
  site: Site,
  { macs = new Map(), isPage = false }: Going = {},
): Item | undefined {
  const { masthead, origin } = site;
  const seen = visibility(article, masthead, site.access);
  const kept = getOwn(masthead.licences, article.licence);
  if (seen.shows === "nothing" || seen.shows === "notice" || kept === undefined) return undefined;
  const terms = termsOf(kept, article);
  const { publication } = masthead;
  const language = article.language ?? publication.language;
  const words = storyWords({ language }, site);
  const holder = article.holder ?? publication.name;
  const address = addressOf(article);
  const page = articleUrl(origin, address);
  const copyrightYear = yearOf(article.publishedAt, dayZone(article.published, publication.timeZone));
  const licence = article.exclude ? noLicence(terms, page) : nameLicence(article.licence, kept, site);
  const authors = article.authors.flatMap((author) => authorOf(author, masthead, origin));
  const open = imagesSeen(article, masthead, PUBLIC);
  const images = seen.images.flatMap((image) => {
    const door = open.includes(image) || macs.has(image.sha256) ? origin : doorOf(site);
    return imageOf(image, site, imageUrl(door, image, macs.get(image.sha256)));
  });
  const pictures = isPage ? picturesOf(article, images, site) : undefined;
  const links = openLinksOf(article, origin);
  const canonical = openCanonical(article, links);
  return {
    id: articleUrl(origin, article.id),
    slug: article.id,
    address,
    page,
    link: canonical ?? page,
    ...(canonical ? { canonical } : {}),
    headline: article.headline,
    shows: seen.shows,
    ...(seen.shows === "link" ? {} : { summary: article.summary }),
    ...(seen.shows === "full" && article.body?.length
      ? {
          body: bodyHtml(article.body, {
            figures: figuresOf(article.body, images, pictures),
            kept: terms.assets.unlicensed === "nothing" ? [] : seen.kept,
            links,
            words,
            language,
          }),
        }
      : {}),
    language,
    authors,
    byline: authors.map(({ name }) => name).join(", ") || holder,
    section: { id: article.section, name: getOwn(publication.sections, article.section) ?? article.section },
    topics: article.topics.map((topic) => ({ id: topic, name: getOwn(publication.topics, topic) ?? topic })),
    published: article.publishedAt,
    publishedAsWritten: article.published,
    modified: article.modifiedAt,
    version: article.version,
    corrections:
      seen.shows === "link" ? [] : (article.corrections ?? []).map((each) => correctionOf(each, masthead, words)),
    holder,
    publisher: publication.name,
    copyrightYear,
    rights: rightsLine(withStop(`© ${copyrightYear} ${holder}`), licence, terms, words, article.translate),
    credit: creditLine(authors, holder),
    licence,
    terms,
    policy:
      tightens(article) || !isLicensor(holder, terms, publication)
        ? articleOfferUrl(offerDoor(article.licence, site), article.id)
        : offerUrl(origin, article.licence, kept.version),
    ...(terms.expires ? { expires: instant(Date.parse(terms.expires)) } : {}),
    ...(article.translate ? { translate: article.translate } : {}),
    formerLicences: formerLicencesOf(article, textInForce(masthead, article.licence)),
    partners: article.partners ?? [],
    images,
    ...(pictures === undefined ? {} : { pictures }),
    kept: seen.kept.map(({ owner, credit }) => ({ owner, credit })),
  };
}

/** Whether the license's own offer names this story's licensor. For a partner's story it may name somebody else. */
const isLicensor = (holder: string, { licensor }: Terms, { name }: Masthead["publication"]): boolean =>
  holder === name || holder === licensor;

/** Where the story first ran, unless that is an unreleased story of this wire. */
const openCanonical = ({ canonical }: Version, links: OpenLinks): string | undefined =>
  canonical === undefined || isClosed(canonical, links) ? undefined : canonical;

/** Adds the day in the zone of the written time, or in the publication's zone if that has none. */
function correctionOf({ at, kind, note }: Correction, { publication }: Masthead, words: Words): ItemCorrection {
  const zone = dayZone(at, publication.timeZone);
  return { at: instant(Date.parse(at)), zone, day: humanDay(at, zone, words.locale), kind, note };
}

/** Returns the copyright line for readers, including any limits that the article adds to its license. */
function rightsLine(
  copyright: string,
  { name, url }: ItemLicence,
  { excluded, expires }: Terms,
  words: Words,
  translate?: "deny",
): string {
  if (excluded) return `${copyright} ${withStop(name)}`;
  const until = expires === undefined ? [] : [words.say("credit.until", { time: instant(Date.parse(expires)) })];
  return [`${copyright} ${name}: ${url}`, ...until, ...(translate ? [words.say("credit.noTranslation")] : [])].join(
    " · ",
  );
}

/** Stands in for the license of an article that is excluded from it: there are no terms, and its page says so. */
const noLicence = ({ name, version }: Terms, page: string): ItemLicence => ({
  id: NOT_LICENSED,
  name,
  version,
  url: page,
  terms: page,
});

/** The URL of a real Creative Commons license is its deed, which software recognizes; otherwise it is the terms page. */
export function licenceOf(id: string, { name, version, url }: LicenceVersion, origin: string): ItemLicence {
  const terms = termsUrl(origin, id);
  return { id, name, version, url: url ?? terms, terms };
}

/** The same for this reader: an older accepted version has its own URL. */
const nameLicence = (id: string, licence: LicenceVersion, { masthead, origin }: Site): ItemLicence => {
  const named = licenceOf(id, licence, origin);
  if (!isOlderText(masthead, id)) return named;
  const terms = versionUrl(origin, id, licence.version);
  return { ...named, url: licence.url ?? terms, terms };
};

/** The base URL of a story's offer. The public one is always about the license version in force. */
const offerDoor = (licence: string, site: Site): string =>
  isOlderText(site.masthead, licence) ? doorOf(site) : site.origin;

function authorOf(id: string, masthead: Masthead, origin: string): ItemAuthor[] {
  const { authors, publication } = masthead;
  const author = getOwn(authors, id);
  if (author === undefined) return [];
  const own = channel("author", id);
  // Nothing links to the page of a retired author.
  const page = isRetiredChannel(own, masthead)
    ? `${origin}/`
    : channelPageUrl(origin, channelAddress(own.id, masthead));
  const url = author.follow?.[0]?.url ?? page;
  return [
    {
      id,
      name: author.name,
      affiliation: author.affiliation ?? publication.name,
      url,
      ...(author.beat ? { beat: author.beat } : {}),
      ...(author.desk ? { isDesk: true as const } : {}),
    },
  ];
}

function imageOf(image: Image, site: Site, url: string): ItemImage[] {
  const { masthead } = site;
  const terms = getOwn(masthead.licences, image.licence);
  if (terms === undefined) return [];
  const { sha256, width, height, bytes, alt, caption, credit, owner } = image;
  const about = { sha256, width, height, bytes, alt, credit, owner, ...(caption ? { caption } : {}) };
  return [
    {
      ...about,
      url,
      type: imageType(image),
      licence: nameLicence(image.licence, terms, site),
      terms: termsOf(terms, {}),
    },
  ];
}
