import { allOf, type Duty, isAsked } from "../../model/licence/clause.ts";
import { TEMPLATES } from "../../model/licence/clauses/attribution.ts";
import { dayZone, humanDay } from "../dates.ts";
import type { Item } from "../feed/item.ts";
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
    whereAsked(attribution.boilerplate, withStop([attribution.boilerplateText ?? ""])),
    whereAsked(attribution.copyright, [`© ${item.copyrightYear} ${item.holder}.`]),
    whereAsked(attribution.licenceLine, [
      "Published under ",
      { words: item.licence.name, href: item.licence.url, rel: "license" },
      ".",
    ]),
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

/** A line that ends as a sentence does: lines stand behind each other. Nothing of a line without words. */
function withStop(line: Piece[]): Piece[] {
  const words = line.map((piece) => (typeof piece === "string" ? piece : piece.words)).join("");
  if (words === "") return [];
  return /[.!?。！？…][)"'”’»\]]*$/u.test(words) ? line : [...line, "."];
}

/** What stands at the end of a body that is taken over as a whole: the byline is in it, because importers drop others. */
export const endLines = ({ byline: signed, rest }: Credit): Piece[][] => (signed.length > 0 ? [signed, ...rest] : rest);

/** The byline as its template writes it; without a name or an affiliation, in the shortest words. */
function byline({ terms, authors, holder }: Item): Piece[] {
  const { byline: name, affiliation, bylineTemplate } = terms.attribution;
  const showsName = isAsked(name) && authors.length > 0;
  if (showsName && isAsked(affiliation))
    return withStop([
      fillTemplate(bylineTemplate ?? TEMPLATES.byline, {
        names: allOf(authors.map((author) => author.name)),
        affiliations: allOf(houses(authors)),
      }),
    ]);
  if (showsName) return [`By ${allOf(authors.map((author) => author.name))}.`];
  if (!isAsked(affiliation)) return [];
  return [`By ${authors.length > 0 ? allOf(houses(authors)) : holder}.`];
}

/** Where the story first ran, with the link that the clauses ask for: on the holder's name, or on the words where that isn't in them. */
function firstPublishedLine(item: Item, site: Site): Piece[] {
  const { attribution } = item.terms;
  const { holder, published, publishedAsWritten } = item;
  const { timeZone, language } = site.masthead.publication;
  const target = linkTarget(item, site);
  if (!isAsked(attribution.firstPublished)) return target === undefined ? [] : [target, "."];
  const linked = (words: string): Piece => (target === undefined ? words : { words, href: target.href });
  const date = humanDay(published, dayZone(publishedAsWritten, timeZone), language);
  const template = fillTemplate(attribution.firstPublishedTemplate ?? TEMPLATES.firstPublished, { date });
  const [before = "", ...after] = template.split("{holder}");
  if (after.length > 0) return withStop([before, linked(holder), after.join(holder)].filter((piece) => piece !== ""));
  return target?.isHome ? [...withStop([before]), " ", target, "."] : withStop([linked(before)]);
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

const partners = ({ partners: named }: Item): Piece[] => (named.length === 0 ? [] : [`Reported with ${allOf(named)}.`]);

const fillTemplate = (template: string, values: Record<string, string>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
