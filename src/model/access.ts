import { z } from "zod";
import type { Version } from "./article/article.ts";
import { type Image, NOT_LICENSED } from "./article/image.ts";
import { getOwn } from "./get-own.ts";
import type { Licence, PublishedFields } from "./licence/licence.ts";

/** A text of a license that was accepted: which license, and which version of it. */
export const AcceptedText = z.object({ id: z.string(), version: z.int() });
export type AcceptedText = z.infer<typeof AcceptedText>;

/** What a reader is entitled to. */
export const Access = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("public") }),
  z.object({
    kind: z.literal("licensed"),
    /** The reader reads under these texts, whatever newer ones say: one for each license, in the order of ids. */
    licences: z.array(AcceptedText),
    /**
     * The UTC day of the publisher's first agreement, while feeds could still have notices from before it. Only feeds depend on
     * it.
     */
    since: z.iso.date().optional(),
  }),
]);
export type Access = z.infer<typeof Access>;

export const PUBLIC: Access = { kind: "public" };

/** What an access opens, and under which texts, in one string. */
export const accessKey = (access: Access): string =>
  access.kind === "public" ? "public" : `licensed:${[...new Set(access.licences.map(nameText))].sort().join(",")}`;

/** A text as one word, `free@2`. Ids never have an @. */
export const nameText = ({ id, version }: AcceptedText): string => `${id}@${version}`;

/** The ids of the licenses that an access was given by agreements. */
export const licencesOf = (access: Access): string[] =>
  access.kind === "public" ? [] : access.licences.map(({ id }) => id);

/** Whether an agreement gives this access a license, in whichever text. */
const opens = (access: Access, licence: string): boolean =>
  access.kind === "licensed" && access.licences.some(({ id }) => id === licence);

/** One string per access: two readers with the same one may share a cached answer, others never. */
export const sharedKey = (access: Access): string =>
  accessKey(access) + (access.kind === "licensed" && access.since ? ` since ${access.since}` : "");

/** The same access without the day, for output without notices, so new publishers share it with all the others. */
export const withoutSince = (access: Access): Access =>
  access.kind === "public" ? access : { kind: access.kind, licences: access.licences };

/** Whether this access gets notices of something that happened at a time. Everybody else gets all public ones anyway. */
export const isToldOf = (access: Access, at: string): boolean =>
  access.kind === "public" || access.since === undefined || at >= access.since;

/** The parts of an article that may be shown. */
export type Visibility =
  | { shows: "nothing" }
  | { shows: "notice"; reason: string }
  | { shows: "link" | "summary" | "full"; images: readonly Image[]; kept: readonly Image[] };

/** The parts of a license that decide who sees what. */
type Rule = Pick<Licence, "publicText" | "assets"> & Pick<PublishedFields, "ended">;

/** What decides together with the article: the licenses, and the wire's owner. */
export type Rules = {
  licences: Record<string, Rule>;
  /** Where `licences` has an older text, as one publisher accepted it: what the text in force says to everybody. */
  everybody?: Record<string, Rule>;
  publication: { name: string };
};

/** A license as it decides for an access; undefined where there is none. */
const ruleFor = ({ licences, everybody = {} }: Rules, licence: string, access: Access): Rule | undefined =>
  (access.kind === "public" ? getOwn(everybody, licence) : undefined) ?? getOwn(licences, licence);
type VisibilityFacts = Pick<
  Version,
  "status" | "released" | "expired" | "licence" | "images" | "exclude" | "holder"
> & {
  reason?: string | undefined;
};

/**
 * Who sees what: this is the only place that decides it. Given an article, the licenses and the reader's access, it says
 * what may be shown, and which images; `kept` are the images that a note replaces.
 */
export function visibility(article: VisibilityFacts, rules: Rules, access: Access): Visibility {
  if (article.released === undefined || article.status === "withheld") return { shows: "nothing" };
  if (article.status === "canceled") return { shows: "notice", reason: article.reason ?? "Withdrawn." };
  if (article.expired) return { shows: "nothing" };
  const granting = grantingLicence(article);
  const shows = granting === undefined ? "link" : textShown(granting, rules, access);
  const leaves = (image: Image) => shows !== "link" && imageLeaves(article, image, rules, access);
  return {
    shows,
    images: article.images.filter(leaves),
    kept: shows === "full" ? article.images.filter((image) => !leaves(image)) : [],
  };
}

/** The license that grants the text; undefined if the article opts out, and nobody gets it. */
export const grantingLicence = ({ licence, exclude }: Pick<Version, "licence" | "exclude">): string | undefined =>
  exclude ? undefined : licence;

/** The most that a license lets this access read; the least if the license is unknown or has ended. */
export function textShown(licence: string, rules: Rules, access: Access): "link" | "summary" | "full" {
  const known = ruleFor(rules, licence, access);
  if (known === undefined || known.ended) return "link";
  if (opens(access, licence)) return "full";
  return known.publicText;
}

const TEXTS = ["link", "summary", "full"] as const;

/** Whether a license shows everybody less of the text than another. */
export const showsLess = (then: Pick<Licence, "publicText">, now: Pick<Licence, "publicText">): boolean =>
  TEXTS.indexOf(now.publicText) < TEXTS.indexOf(then.publicText);

/** The licenses whose full text this access sees. */
export const readableLicences = (rules: Rules, access: Access): string[] =>
  Object.keys(rules.licences).filter((licence) => textShown(licence, rules, access) === "full");

/** The licenses whose full text everybody sees, or saw before they ended. */
export const everybodysLicences = (rules: Rules): string[] =>
  Object.keys(rules.licences).filter((id) => ruleFor(rules, id, PUBLIC)?.publicText === "full");

/**
 * The licenses for which readers with a key get notices: their own, and those whose text everybody sees; none for everybody
 * else.
 */
export const licencesNoticed = (rules: Rules, access: Access): string[] =>
  access.kind === "public" ? [] : [...new Set([...licencesOf(access), ...everybodysLicences(rules)])].sort();

type Acceptable = Pick<Licence, "eligibility"> & Pick<PublishedFields, "version">;

/** Everything that agreements on these texts can open: what nobody may accept opens nothing. */
export const widestAccess = (licences: Record<string, Acceptable>): Access => ({
  kind: "licensed",
  licences: Object.entries(licences).flatMap(([id, { eligibility, version }]) =>
    eligibility.who === "nobody" ? [] : [{ id, version }],
  ),
});

type LicensingRules = Rules & { licences: Record<string, Acceptable> };

/** The images that an article gives to this access and not to everybody, as far as any agreement can open them. */
export function licensedImages(article: VisibilityFacts, rules: LicensingRules, access: Access): readonly Image[] {
  if (article.images.length === 0 || access.kind === "public") return [];
  const [open, widest] = [PUBLIC, widestAccess(rules.licences)].map((each) => imagesSeen(article, rules, each));
  return imagesSeen(article, rules, access).filter((image) => widest?.includes(image) && !open?.includes(image));
}

/** The images of an article that this access sees. */
export function imagesSeen(article: VisibilityFacts, rules: Rules, access: Access): readonly Image[] {
  const seen = visibility(article, rules, access);
  return "images" in seen ? seen.images : [];
}

/**
 * An image is shown only if the article's license includes such images, and the image's own license gives it to this access in
 * full.
 */
function imageLeaves({ licence, holder }: VisibilityFacts, image: Image, rules: Rules, access: Access): boolean {
  const images = ruleFor(rules, licence, access)?.assets.images ?? "none";
  if (images === "none" || image.licence === NOT_LICENSED) return false;
  if (images === "own" && image.owner !== (holder ?? rules.publication.name)) return false;
  return textShown(image.licence, rules, access) === "full";
}
