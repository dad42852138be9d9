import type { Author } from "../author.ts";
import { asSlug } from "../mistake.ts";
import { ARTICLE, LENGTH } from "../policy.ts";
import type { Post, PostAuthor, PostImage, PostTerm } from "./post.ts";
import type { SourceSettings } from "./settings.ts";
import type { PostWarning } from "./state.ts";

type Rule = { category?: string | undefined; tag?: string | undefined; author?: string | undefined };

const isSame = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
const isNamed = (terms: readonly PostTerm[], name: string): boolean =>
  terms.some((term) => isSame(term.slug, name) || isSame(term.name, name));

/** Whether a post meets everything that a rule asks for. */
export const holds = ({ category, tag, author }: Rule, post: Post): boolean =>
  (category === undefined || isNamed(post.categories, category)) &&
  (tag === undefined || isNamed(post.tags, tag)) &&
  (author === undefined || post.authors.some(({ name }) => isSame(name, author)));

/** Returns why a post isn't taken, for an editor; undefined if it is. */
export function leftOutBecause(post: Post, { take = {} }: SourceSettings): string | undefined {
  if (post.access === "members") return "Only members of the site may read it.";
  if (post.access === "password") return "It's protected by a password.";
  if (take.from !== undefined && Date.parse(post.published) < Date.parse(take.from))
    return "It's older than this source accepts.";
  if (take.not?.some((rule) => holds(rule, post))) return "One of this source's rules excludes it.";
  if (take.any !== undefined && !take.any.some((rule) => holds(rule, post)))
    return "None of this source's rules includes it.";
  return undefined;
}

/** Returns the mapped values of all matching terms. */
const mapped = (map: Readonly<Record<string, string>>, terms: readonly PostTerm[]): string[] => [
  ...new Set(terms.flatMap((term) => Object.entries(map).flatMap(([name, to]) => (isNamed([term], name) ? [to] : [])))),
];

/** Returns a post's section, topics and license, by its categories and tags. */
export function placeOf(post: Post, settings: SourceSettings) {
  const licence = settings.licences.find((rule) => holds(rule, post))?.licence;
  return {
    section: mapped(settings.sections, post.categories)[0] ?? settings.section,
    topics: mapped(settings.topics, [...post.categories, ...post.tags]).slice(0, ARTICLE.topics),
    ...(licence === undefined ? {} : { licence }),
    ...(settings.exclude.some((rule) => holds(rule, post)) ? { exclude: true as const } : {}),
  };
}

/** Account names that aren't people: a story is never by "admin". */
const NOBODY =
  /^(?:(?:site|web)?admin(?:istrator)?|root|user|wordpress|wp|ghost|editor|webmaster|staff[ _-]?account|\S+@\S+)$/i;

/** Maps a post's byline to our authors: the known ones, and those to create. */
export function bylineOf(
  { authors }: Post,
  { authors: map }: SourceSettings,
  known: Readonly<Record<string, { name: string }>>,
): { authors: string[]; made: Record<string, Author>; warnings: PostWarning[] } {
  const made: Record<string, Author> = {};
  const warnings: PostWarning[] = [];
  const ids = authors.flatMap((author) => {
    const id = mappedAuthor(author, map) ?? idByName(author.name, { ...known, ...made });
    if (id !== undefined) return [id];
    const name = author.name.trim();
    if (NOBODY.test(name) || name === "" || name.length > LENGTH.name) {
      warnings.push({ code: "no-byline", detail: name === "" ? "" : `“${name.slice(0, LENGTH.quote)}”` });
      return [];
    }
    const own = freeId(asSlug(name)?.slice(0, LENGTH.slug - 4) ?? "author", { ...known, ...made });
    made[own] = { name };
    return [own];
  });
  return { authors: [...new Set(ids)].slice(0, ARTICLE.authors), made, warnings };
}

const mappedAuthor = ({ id, name }: PostAuthor, map: Readonly<Record<string, string>>): string | undefined =>
  Object.entries(map).find(([from]) => isSame(from, name) || from === id)?.[1];

const idByName = (name: string, known: Readonly<Record<string, { name: string }>>): string | undefined =>
  Object.entries(known).find(([, author]) => isSame(author.name, name))?.[0];

function freeId(id: string, known: Readonly<Record<string, unknown>>): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? id : `${id}-${number}`;
    if (!Object.hasOwn(known, tried)) return tried;
  }
}

/** A credit within a caption: `(Photo by Ana Ruiz/Reuters)`, or what follows "Photo:" at its end. */
const CREDIT =
  /[([]\s*((?:photo|picture|image|illustration|graphic|credit|courtesy)[^)\]]*)[)\]]\s*$|\b((?:photo|picture|image|illustration|credit)s?\s*(?:by|:)\s*[^.()]+?)\.?\s*$/i;

/** Returns the credit line of a picture: its own, or the one in its caption. */
export function creditOf({ credit, caption }: Pick<PostImage, "credit" | "caption">): string | undefined {
  if (credit !== null && credit.trim() !== "") return credit.trim();
  const found = CREDIT.exec(caption ?? "");
  return (found?.[1] ?? found?.[2])?.trim();
}

/** Returns a picture's owner by the first rule whose words match its credit or caption; undefined if none does. */
export function imageRightsOf(
  image: Pick<PostImage, "credit" | "caption">,
  { images }: SourceSettings,
): { owner: string; licence: string; credit: string } | undefined {
  const credit = creditOf(image);
  const texts = [credit, image.caption ?? undefined].filter((text) => text !== undefined);
  const rule = images.find((each) => texts.some((text) => matches(each.credit, text)));
  return rule && { owner: rule.owner, licence: rule.licence, credit: (credit ?? rule.owner).slice(0, LENGTH.title) };
}

/** Whether a text matches a pattern, ignoring case; `*` stands for any words. */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  const whole = text.toLowerCase().trim();
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return whole === first;
  if (!whole.startsWith(first) || !whole.endsWith(last) || whole.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = whole.indexOf(part, at);
    if (found === -1 || found + part.length > whole.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

/** Returns the first words of a text as a summary, if the CMS has none. */
export function summaryOf(words: string, most: number): string {
  const line = words.replace(/\s+/gu, " ").trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most).toWellFormed();
  const sentence = cut.lastIndexOf(". ");
  return sentence > most / 3 ? cut.slice(0, sentence + 1) : `${cut.slice(0, cut.lastIndexOf(" ")).trimEnd()}…`;
}
