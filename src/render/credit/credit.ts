import { type Duty, isAsked } from "../../model/licence/clause.ts";
import { dayZone, humanDay } from "../dates.ts";
import type { Item } from "../feed/item.ts";
import { langAmong, licenceLanguage, storyWords } from "../messages/language.ts";
import { formatList } from "../messages/list.ts";
import { endsSentence, stopOnce, withStop } from "../sentence.ts";
import type { Site } from "../site.ts";
import { houses } from "./line.ts";

/** A piece of a credit line: words, or words with a link. */
export type Piece = string | { words: string; href: string; rel?: "license" };

/** A line of credit; `lang` is there where its words aren't in the story's language. */
export type Line = { pieces: readonly Piece[]; lang?: string | undefined };

/** What the attribution clauses ask a copy to show, as lines of pieces: the same for every form in which it is written. */
export type Credit = {
  /** Lines for the top of the story. */
  top: Line[];
  /** The byline, in whatever place a copy shows it. */
  byline: Line;
  /** Lines for its end, the byline apart. */
  rest: Line[];
  /** Whether the logo stands below. */
  logo: boolean;
  /** The address of the view counter that a copy keeps. */
  counter?: string;
};

/** The credit of an item, exactly as its attribution clauses say; nothing where nothing is licensed. */
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

/** A line of our words: in the story's language, else marked as what it is. */
const ours = (item: Item, site: Site, ...line: Piece[]): Line => ({
  pieces: sentence(line),
  lang: langAmong(storyWords(item, site).language, item.language),
});

/** A line in a licence's own words, which are in its language. */
const theirs = (item: Item, site: Site, pieces: readonly Piece[]): Line => ({
  pieces,
  lang: langAmong(licenceLanguage(item.terms, site), item.language),
});

/** A line that ends as a sentence does, for lines stand behind each other. */
function sentence(line: readonly Piece[]): readonly Piece[] {
  const words = wordsOf({ pieces: line });
  return withStop(words) === words ? line : [...line, "."];
}

/** What a line says, without where it leads. */
export const wordsOf = ({ pieces }: Line): string =>
  pieces.map((piece) => (typeof piece === "string" ? piece : piece.words)).join("");

/** A newsroom's fixed text, as it is written: a licence quotes it like that. */
const note = (item: Item, site: Site): Line => {
  const { boilerplateText = "" } = item.terms.attribution;
  return boilerplateText === "" ? NO_LINE : theirs(item, site, [boilerplateText]);
};

function licenceLine(item: Item, site: Site): Line {
  const { name, url } = item.licence;
  const licence: Piece = { words: name, href: url, rel: "license" };
  return ours(item, site, ...storyWords(item, site).parts("credit.licence", { licence }));
}

/** What stands at the end of a body that is taken over as a whole: the byline is in it, because importers drop others. */
export const endLines = ({ byline: signed, rest }: Credit): Line[] =>
  signed.pieces.length > 0 ? [signed, ...rest] : rest;

/** The byline as its template writes it; without a name or an affiliation, in the shortest words. */
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

/** By a licence's own template: in its language, which also lists the names. */
function bylineAsWritten(item: Item, template: string, site: Site): Line {
  const all = (names: readonly string[]) => formatList(names, licenceLanguage(item.terms, site));
  const values = { names: all(item.authors.map(({ name }) => name)), affiliations: all(houses(item.authors)) };
  return theirs(item, site, sentence([fillTemplate(template, values)]));
}

/** Where the story first ran, with the link that the clauses ask for: on the holder's name, or on the words where that isn't in them. */
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

/** The day on which it first ran. */
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
 * Where the link of the credit leads, and what its words say; undefined where none is asked for. The publication's home page
 * is its own site, and stands for its own stories alone.
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

/** A template with its values; a stop behind a value that brings its own isn't doubled. */
const fillTemplate = (template: string, values: Record<string, string>): string =>
  template.replace(/\{(\w+)\}(\.(?!\.))?/g, (whole, name: string, stop = "") => {
    const value = values[name];
    return value === undefined ? whole : `${value}${stopOnce(value, stop)}`;
  });

/** Lines as paragraphs, in which they stand behind each other: one that doesn't end as a sentence does ends its paragraph. */
export function paragraphs(lines: readonly Line[]): Line[][] {
  const ends = lines.flatMap((line, at) => (at === lines.length - 1 || !endsSentence(wordsOf(line)) ? [at + 1] : []));
  return ends.map((end, at) => lines.slice(ends[at - 1] ?? 0, end));
}
