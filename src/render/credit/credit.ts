import { allOf, type Duty, isAsked } from "../../model/licence/clause.ts";
import { TEMPLATES } from "../../model/licence/clauses/attribution.ts";
import { dayZone, humanDay } from "../dates.ts";
import type { Item } from "../feed/item.ts";
import { endsSentence, stopOnce, withStop } from "../sentence.ts";
import type { Site } from "../site.ts";
import { houses } from "./line.ts";

/** A piece of a credit line: words, or words with a link. */
export type Piece = string | { words: string; href: string; rel?: "license" };

/** What the attribution clauses ask a copy to show, as lines of pieces: the same for every form in which it is written. */
export type Credit = {
  /** Lines for the top of the story. */
  top: Piece[][];
  /** The byline, in whatever place a copy shows it. */
  byline: Piece[];
  /** Lines for its end, the byline apart. */
  rest: Piece[][];
  /** Whether the logo stands below. */
  logo: boolean;
  /** The address of the view counter that a copy keeps. */
  counter?: string;
};

/** The credit of an item, exactly as its attribution clauses say; nothing where nothing is licensed. */
export function creditOf(item: Item, site: Site): Credit {
  const { attribution, measurement, excluded } = item.terms;
  if (excluded) return { top: [], byline: [], rest: [], logo: false };
  const origin = firstPublishedLine(item, site);
  const isTop = attribution.position === "top" && isAsked(attribution.firstPublished);
  const lines = [
    isTop ? [] : origin,
    whereAsked(attribution.partners, partners(item)),
    whereAsked(attribution.boilerplate, note(attribution.boilerplateText)),
    whereAsked(attribution.copyright, sentence(`© ${item.copyrightYear} ${item.holder}`)),
    whereAsked(
      attribution.licenceLine,
      sentence("Published under ", { words: item.licence.name, href: item.licence.url, rel: "license" }),
    ),
  ];
  return {
    top: isTop ? [origin] : [],
    byline: byline(item),
    rest: lines.filter((line) => line.length > 0),
    logo: isAsked(attribution.logo) && site.masthead.publication.logo !== undefined,
    ...(isAsked(measurement.beacon) && measurement.beaconUrl ? { counter: measurement.beaconUrl } : {}),
  };
}

const whereAsked = (value: Duty | undefined, line: Piece[]): Piece[] => (isAsked(value) ? line : []);

/** A line that ends as a sentence does, for lines stand behind each other. */
function sentence(...line: Piece[]): Piece[] {
  const words = wordsOf(line);
  return withStop(words) === words ? line : [...line, "."];
}

/** What a line says, without where it leads. */
export const wordsOf = (line: readonly Piece[]): string =>
  line.map((piece) => (typeof piece === "string" ? piece : piece.words)).join("");

/** A newsroom's fixed text, as it is written: a licence quotes it like that. */
const note = (text = ""): Piece[] => (text === "" ? [] : [text]);

/** What stands at the end of a body that is taken over as a whole: the byline is in it, because importers drop others. */
export const endLines = ({ byline: signed, rest }: Credit): Piece[][] => (signed.length > 0 ? [signed, ...rest] : rest);

/** The byline as its template writes it; without a name or an affiliation, in the shortest words. */
function byline({ terms, authors, holder }: Item): Piece[] {
  const { byline: name, affiliation, bylineTemplate } = terms.attribution;
  const showsName = isAsked(name) && authors.length > 0;
  if (showsName && isAsked(affiliation))
    return sentence(
      fillTemplate(bylineTemplate ?? TEMPLATES.byline, {
        names: allOf(authors.map((author) => author.name)),
        affiliations: allOf(houses(authors)),
      }),
    );
  if (showsName) return sentence(`By ${allOf(authors.map((author) => author.name))}`);
  if (!isAsked(affiliation)) return [];
  return sentence(`By ${authors.length > 0 ? allOf(houses(authors)) : holder}`);
}

/** Where the story first ran, with the link that the clauses ask for: on the holder's name, or on the words where that isn't in them. */
function firstPublishedLine(item: Item, site: Site): Piece[] {
  const { attribution } = item.terms;
  const { holder, published, publishedAsWritten } = item;
  const { timeZone, language } = site.masthead.publication;
  const target = linkTarget(item, site);
  if (!isAsked(attribution.firstPublished)) return target === undefined ? [] : sentence(target);
  const linked = (words: string): Piece => (target === undefined ? words : { words, href: target.href });
  const date = humanDay(published, dayZone(publishedAsWritten, timeZone), language);
  const template = fillTemplate(attribution.firstPublishedTemplate ?? TEMPLATES.firstPublished, { date });
  const [before = "", ...after] = template.split("{holder}");
  if (after.length > 0) {
    const rest = after.map((words) => stopOnce(holder, words)).join(holder);
    return sentence(...[before, linked(holder), rest].filter((piece) => piece !== ""));
  }
  return target?.isHome ? [...sentence(before), " ", ...sentence(target)] : sentence(linked(before));
}

/**
 * Where the link of the credit leads, and what its words say; undefined where none is asked for. The publication's home page
 * is its own site, and stands for its own stories alone.
 */
function linkTarget(
  { terms, link, holder }: Item,
  { masthead: { publication } }: Site,
): { words: string; href: string; isHome: boolean } | undefined {
  if (!isAsked(terms.attribution.link)) return undefined;
  return terms.attribution.linkTo === "home" && holder === publication.name
    ? { words: `More from ${publication.name}`, href: publication.homePage, isHome: true }
    : { words: "The original article", href: link, isHome: false };
}

const partners = ({ partners: named }: Item): Piece[] =>
  named.length === 0 ? [] : sentence(`Reported with ${allOf(named)}`);

/** A template with its values; a stop behind a value that brings its own isn't doubled. */
const fillTemplate = (template: string, values: Record<string, string>): string =>
  template.replace(/\{(\w+)\}(\.(?!\.))?/g, (whole, name: string, stop = "") => {
    const value = values[name];
    return value === undefined ? whole : `${value}${stopOnce(value, stop)}`;
  });

/** Lines as paragraphs, in which they stand behind each other: one that doesn't end as a sentence does ends its paragraph. */
export function paragraphs(lines: readonly Piece[][]): Piece[][][] {
  const ends = lines.flatMap((line, at) => (at === lines.length - 1 || !endsSentence(wordsOf(line)) ? [at + 1] : []));
  return ends.map((end, at) => lines.slice(ends[at - 1] ?? 0, end));
}
