import { type Duty, isAsked } from "../../model/licence/clause.ts";
import { dayZone, humanDay } from "../dates.ts";
import type { Item } from "../feed/item.ts";
import { langAmong, licenceLanguage, storyWords } from "../messages/language.ts";
import { formatList } from "../messages/list.ts";
import { endsSentence, stopOnce, withStop } from "../sentence.ts";
import type { Site } from "../site.ts";
import { houses } from "./line.ts";

/** A piece of a credit line: plain words, or words with a link. */
export type Piece = string | { words: string; href: string; rel?: "license" };

/** A credit line; `lang` is set if its language differs from the story's. */
export type Line = { pieces: readonly Piece[]; lang?: string | undefined };

/** What the attribution clauses require a copy to show, as lines of pieces that every output format shares. */
export type Credit = {
  /** Lines that go above the story. */
  top: Line[];
  /** The byline, wherever a copy shows it. */
  byline: Line;
  /** Lines that go below the story, except for the byline. */
  rest: Line[];
  /** Whether the logo goes below the lines. */
  logo: boolean;
  /** The URL of the view counter that a copy must keep. */
  counter?: string;
};

/** Returns the credit of an item as its attribution clauses require it; empty if the item isn't licensed. */
export function creditOf(item: Item, site: Site): Credit {
  const { attribution, measurement, excluded } = item.terms;
  if (excluded) return { top: [], byline: NO_LINE, rest: [], logo: false };
  const origin = firstPublishedLine(item, site);
  const isTop = attribution.position === "top" && isAsked(attribution.firstPublished);
  const lines = [
    isTop ? NO_LINE : origin,
    whereAsked(attribution.partners, partners(item, site)),
    whereAsked(attribution.boilerplate, note(item, site)),
    whereAsked(attribution.copyright, ours(item, site, `© ${item.copyrightYear} ${item.holder}`)),
    whereAsked(attribution.licenceLine, licenceLine(item, site)),
  ];
  return {
    top: isTop ? [origin] : [],
    byline: byline(item, site),
    rest: lines.filter(({ pieces }) => pieces.length > 0),
    logo: isAsked(attribution.logo) && site.masthead.publication.logo !== undefined,
    ...(isAsked(measurement.beacon) && measurement.beaconUrl ? { counter: measurement.beaconUrl } : {}),
  };
}

const NO_LINE: Line = { pieces: [] };

const whereAsked = (value: Duty | undefined, line: Line): Line => (isAsked(value) ? line : NO_LINE);

/** A line in the wire's own words: in the story's language if possible, otherwise marked with its language. */
const ours = (item: Item, site: Site, ...line: Piece[]): Line => ({
  pieces: sentence(line),
  lang: langAmong(storyWords(item, site).language, item.language),
});

/** A line in a license's own words, in the license's language. */
const theirs = (item: Item, site: Site, pieces: readonly Piece[]): Line => ({
  pieces,
  lang: langAmong(licenceLanguage(item.terms, site), item.language),
});

/** Ends a line with a period where needed, because lines follow each other in one paragraph. */
function sentence(line: readonly Piece[]): readonly Piece[] {
  const words = wordsOf({ pieces: line });
  return withStop(words) === words ? line : [...line, "."];
}

/** Returns the text of a line, without its links. */
export const wordsOf = ({ pieces }: Line): string =>
  pieces.map((piece) => (typeof piece === "string" ? piece : piece.words)).join("");

/** The newsroom's boilerplate, unchanged: a license quotes it verbatim. */
const note = (item: Item, site: Site): Line => {
  const { boilerplateText = "" } = item.terms.attribution;
  return boilerplateText === "" ? NO_LINE : theirs(item, site, [boilerplateText]);
};

function licenceLine(item: Item, site: Site): Line {
  const { name, url } = item.licence;
  const licence: Piece = { words: name, href: url, rel: "license" };
  const message = TAKES_ARTICLE.test(name) ? "credit.theLicence" : "credit.licence";
  return ours(item, site, ...storyWords(item, site).parts(message, { licence }));
}

/** Names of licenses that English puts “the” before: “Free Republication License,” but not “CC BY-ND 4.0.” */
const TAKES_ARTICLE = /^(?!the\b|our\b)(?:terms\b|.*\b(?:licen[cs]e|terms|agreement)$)/i;

/** The lines below a body that is copied as a whole. They include the byline, because importers drop a separate one. */
export const endLines = ({ byline: signed, rest }: Credit): Line[] =>
  signed.pieces.length > 0 ? [signed, ...rest] : rest;

/** Returns the byline by its template; if a name or affiliation is missing, the shortest form. */
function byline(item: Item, site: Site): Line {
  const { terms, authors, holder } = item;
  const { byline: name, affiliation, bylineTemplate } = terms.attribution;
  const words = storyWords(item, site);
  const people = authors.map((author) => author.name);
  const showsName = isAsked(name) && authors.length > 0;
  if (showsName && isAsked(affiliation)) {
    if (bylineTemplate !== undefined) return bylineAsWritten(item, bylineTemplate, site);
    const values = { names: words.all(people), affiliations: words.all(houses(authors)) };
    return ours(item, site, fillTemplate(words.say("credit.byline"), values));
  }
  if (showsName) return ours(item, site, words.say("credit.by", { names: words.all(people) }));
  if (!isAsked(affiliation)) return NO_LINE;
  const names = authors.length > 0 ? words.all(houses(authors)) : holder;
  return ours(item, site, words.say("credit.by", { names }));
}

/** Fills in a license's own template, listing the names in the license's language. */
function bylineAsWritten(item: Item, template: string, site: Site): Line {
  const all = (names: readonly string[]) => formatList(names, licenceLanguage(item.terms, site));
  const values = { names: all(item.authors.map(({ name }) => name)), affiliations: all(houses(item.authors)) };
  return theirs(item, site, sentence([fillTemplate(template, values)]));
}

/** Says where the story first ran, with the link that the clauses require: on the holder's name, or else on the whole phrase. */
function firstPublishedLine(item: Item, site: Site): Line {
  const { attribution } = item.terms;
  const target = linkTarget(item, site);
  if (!isAsked(attribution.firstPublished)) return target === undefined ? NO_LINE : ours(item, site, target);
  const { firstPublishedTemplate: written } = attribution;
  const words = storyWords(item, site);
  return written === undefined
    ? ours(
        item,
        site,
        ...originPieces(item, words.say("credit.firstPublished"), dayIn(words.locale, item, site), target),
      )
    : theirs(item, site, originPieces(item, written, dayIn(licenceLanguage(item.terms, site), item, site), target));
}

/** The day on which the story first ran. */
const dayIn = (language: string, { published, publishedAsWritten }: Item, { masthead }: Site): string =>
  humanDay(published, dayZone(publishedAsWritten, masthead.publication.timeZone), language);

type Target = { words: string; href: string; isHome: boolean };

function originPieces({ holder }: Item, line: string, date: string, target: Target | undefined): readonly Piece[] {
  const linked = (words: string): Piece => (target === undefined ? words : { words, href: target.href });
  const [before = "", ...after] = fillTemplate(line, { date }).split("{holder}");
  if (after.length > 0) {
    const rest = after.map((words) => stopOnce(holder, words)).join(holder);
    return sentence([before, linked(holder), rest].filter((piece) => piece !== ""));
  }
  return target?.isHome ? [...sentence([before]), " ", ...sentence([target])] : sentence([linked(before)]);
}

/**
 * Returns the target and text of the credit's link; undefined if the license requires none. The link goes to the publication's
 * home page only for the publication's own stories.
 */
function linkTarget(item: Item, site: Site): Target | undefined {
  const { terms, link, holder } = item;
  const { name, homePage } = site.masthead.publication;
  const words = storyWords(item, site);
  if (!isAsked(terms.attribution.link)) return undefined;
  return terms.attribution.linkTo === "home" && holder === name
    ? { words: words.say("credit.home", { publication: name }), href: homePage, isHome: true }
    : { words: words.say("credit.original"), href: link, isHome: false };
}

function partners(item: Item, site: Site): Line {
  const words = storyWords(item, site);
  return item.partners.length === 0
    ? NO_LINE
    : ours(item, site, words.say("credit.partners", { partners: words.all(item.partners) }));
}

/** Fills in a template. A period after a value that already ends with one isn't doubled. */
const fillTemplate = (template: string, values: Record<string, string>): string =>
  template.replace(/\{(\w+)\}(\.(?!\.))?/g, (whole, name: string, stop = "") => {
    const value = values[name];
    return value === undefined ? whole : `${value}${stopOnce(value, stop)}`;
  });

/** Groups lines into paragraphs: a line that doesn't end like a sentence ends its paragraph. */
export function paragraphs(lines: readonly Line[]): Line[][] {
  const ends = lines.flatMap((line, at) => (at === lines.length - 1 || !endsSentence(wordsOf(line)) ? [at + 1] : []));
  return ends.map((end, at) => lines.slice(ends[at - 1] ?? 0, end));
}
