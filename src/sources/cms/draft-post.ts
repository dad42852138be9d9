import { IdentifiedArticle } from "../../model/article/article.ts";
import type { Correction } from "../../model/article/correction.ts";
import type { Author } from "../../model/author.ts";
import { mistakeSentence, mistakesOf } from "../../model/mistake.ts";
import { LENGTH } from "../../model/policy.ts";
import { bylineOf, placeOf, summaryOf } from "../../model/source/mapping.ts";
import type { Post } from "../../model/source/post.ts";
import type { SourceSettings } from "../../model/source/settings.ts";
import type { PostWarning } from "../../model/source/state.ts";
import { folded } from "../html/text.ts";
import { readBody, withImages, withoutCorrections } from "./body.ts";
import { type KeepPicture, takePictures } from "./pictures.ts";
import { plain } from "./plain.ts";

/** A post as the wire would publish it, or why it can't be published. */
export type PostDraft =
  | {
      ok: true;
      article: IdentifiedArticle;
      made: Record<string, Author>;
      images: Record<string, string>;
      warnings: PostWarning[];
    }
  | { ok: false; reason: string; warnings: PostWarning[] };

/** The previous state: pictures by address, and corrections, which no new text may drop. */
type Before = { images: Readonly<Record<string, string>>; corrections: readonly Correction[] };

/** The settings of a source, the time, and the function that stores its pictures. */
export type Drafting = { settings: SourceSettings; now: number; keepPicture: KeepPicture };

/** Turns a post into an article by the rules of its source. `authors` are those of the masthead. */
export async function draftPost(
  drafting: Drafting,
  post: Post,
  id: string,
  authors: Readonly<Record<string, { name: string }>>,
  before: Before,
): Promise<PostDraft> {
  const { settings, now } = drafting;
  const body = readBody(post.html, post.url, settings.corrections);
  const byline = bylineOf(post, settings, authors);
  const pictures = await takePictures(drafting, post, body.images, before.images);
  const corrections = mergeCorrections(before.corrections, body.corrections, post, now);
  const language = post.language ?? settings.language;
  const html = withoutCorrections(post.html, settings.corrections);
  const { words } = readBody(html, post.url, []);
  const elsewhere: PostWarning[] =
    post.original === undefined ? [] : [{ code: "original", detail: `(${post.original})` }];
  const warnings = [...elsewhere, ...(post.warnings ?? []), ...byline.warnings, ...pictures.warnings];
  const cms = settings.kind === "feed" ? post.cms : settings.kind;
  const input = {
    id,
    headline: folded(post.title),
    summary: folded(post.summary ?? "").slice(0, LENGTH.summary) || summaryOf(plain(words), LENGTH.goodSummary),
    authors: byline.authors,
    ...placeOf(post, settings),
    published: post.published,
    ...(post.status === "scheduled" ? { embargo: post.published } : {}),
    canonical: post.url,
    ...(language === undefined ? {} : { language }),
    ...(corrections.length === 0 ? {} : { corrections }),
    ...(cms === undefined ? {} : { cms }),
    images: pictures.images,
    body: withImages(html, post.url, (url) => pictures.hashes[url]),
  };
  const read = IdentifiedArticle.safeParse(input);
  if (!read.success)
    return { ok: false, reason: mistakesOf(read.error, input).map(mistakeSentence).join(" "), warnings };
  return { ok: true, article: read.data, made: byline.made, images: pictures.hashes, warnings };
}

/** Keeps all earlier corrections; dates a note that is new in the text to the edit that added it. */
function mergeCorrections(
  before: readonly Correction[],
  found: readonly Omit<Correction, "at">[],
  post: Post,
  now: number,
): Correction[] {
  const added = found.filter(({ note }) => !before.some((each) => each.note === note));
  const at = Date.parse(post.modified) > now || post.modified < post.published ? post.published : post.modified;
  return [...before, ...added.map((each) => ({ ...each, at }))];
}
