import { allOf } from "../../model/licence/clause.ts";
import type { Attribution } from "../../model/licence/clauses/attribution.ts";
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
};

/** The credit of an item, exactly as its attribution clauses say; nothing where nothing is licensed. */
export function creditOf(item: Item, site: Site): Credit {
  const { attribution, excluded } = item.terms;
  if (excluded) return { top: [], byline: [], rest: [], logo: false };
  const origin = firstPublishedLine(item, site);
  const isTop = attribution.position === "top" && attribution.firstPublished !== "no";
  const lines = [
    isTop ? [] : origin,
    isAsked(attribution.partners, partners(item)),
    isAsked(attribution.boilerplate, attribution.boilerplateText === undefined ? [] : [attribution.boilerplateText]),
    isAsked(attribution.licenceLine, [
      "Published under ",
      { words: item.licence.name, href: item.licence.url, rel: "license" },
      ".",
    ]),
  ];
  return {
    top: isTop ? [origin] : [],
    byline: byline(item),
    rest: lines.filter((line) => line.length > 0),
    logo: attribution.logo !== "no" && site.masthead.publication.logo !== undefined,
  };
}

const isAsked = (value: Attribution[keyof Attribution], line: Piece[]): Piece[] => (value === "no" ? [] : line);

/** What stands at the end of a body that is taken over as a whole: the byline is in it, because importers drop others. */
export const endLines = ({ byline: signed, rest }: Credit): Piece[][] => (signed.length > 0 ? [signed, ...rest] : rest);

/** The byline as its template writes it; without a name or an affiliation, in the shortest words. */
function byline({ terms, authors, holder }: Item): Piece[] {
  const { byline: name, affiliation, bylineTemplate } = terms.attribution;
  const showsName = name !== "no" && authors.length > 0;
  if (showsName && affiliation !== "no")
    return [
      fillTemplate(bylineTemplate, {
        names: allOf(authors.map((author) => author.name)),
        affiliations: allOf(houses(authors)),
      }),
    ];
  if (showsName) return [`By ${allOf(authors.map((author) => author.name))}.`];
  if (affiliation === "no") return [];
  return [`By ${authors.length > 0 ? allOf(houses(authors)) : holder}.`];
}

/** Where the story first ran, with the link that the clauses ask for. */
function firstPublishedLine(item: Item, { origin, masthead }: Site): Piece[] {
  const { attribution } = item.terms;
  const { holder, link, published, publishedAsWritten } = item;
  const { timeZone, language } = masthead.publication;
  const href = attribution.linkTo === "home" ? `${origin}/` : link;
  const linked = (words: string): Piece => (attribution.link === "no" ? words : { words, href });
  if (attribution.firstPublished === "no")
    return attribution.link === "no" ? [] : [linked("The original article"), "."];
  const date = humanDay(published, dayZone(publishedAsWritten, timeZone), language);
  const [before = "", ...after] = fillTemplate(attribution.firstPublishedTemplate, { date }).split("{holder}");
  return after.length === 0
    ? [linked(before)]
    : [before, linked(holder), after.join(holder)].filter((piece) => piece !== "");
}

const partners = ({ partners: named }: Item): Piece[] => (named.length === 0 ? [] : [`Reported with ${allOf(named)}.`]);

const fillTemplate = (template: string, values: Record<string, string>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
