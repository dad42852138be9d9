import type { ImageInput } from "../../model/article/image.ts";
import { ARTICLE, LENGTH } from "../../model/policy.ts";
import { imageRightsOf } from "../../model/source/mapping.ts";
import type { Post, PostImage } from "../../model/source/post.ts";
import type { SourceSettings } from "../../model/source/settings.ts";
import type { PostWarning } from "../../model/source/state.ts";
import type { BodyImage } from "./body.ts";
import { plain } from "./plain.ts";

/** The pictures that are taken from a post: as the article lists them, and hashes by address. */
export type Pictures = { images: ImageInput[]; hashes: Record<string, string>; warnings: PostWarning[] };

/** Stores the picture at an address; returns its SHA-256, or undefined if it can't be fetched or isn't a picture. */
export type KeepPicture = (address: string) => Promise<string | undefined>;

/** Takes the pictures whose rights a rule states; leaves out all others with a warning. Doesn't fetch known pictures again. */
export async function takePictures(
  { settings, keepPicture }: { settings: SourceSettings; keepPicture: KeepPicture },
  post: Post,
  inBody: readonly BodyImage[],
  known: Readonly<Record<string, string>>,
): Promise<Pictures> {
  const taken: Pictures = { images: [], hashes: {}, warnings: [] };
  const all = [...(post.image ? [post.image] : []), ...(post.pictures ?? []), ...inBody];
  for (const image of all.filter(({ url }, at) => all.findIndex((other) => other.url === url) === at)) {
    const rights = "isOfCard" in image && image.isOfCard ? undefined : imageRightsOf(image, settings);
    if (rights === undefined || taken.images.length >= ARTICLE.images)
      taken.warnings.push({ code: "image-rights", detail: told(image) });
    else {
      const sha256 = known[image.url] ?? (await keepPicture(image.url));
      if (sha256 === undefined) taken.warnings.push({ code: "image-not-read", detail: told(image) });
      else {
        taken.hashes[image.url] = sha256;
        if (!taken.images.some((other) => other.sha256 === sha256))
          taken.images.push({ sha256, ...wordsOf(image, post), ...rights });
      }
    }
  }
  return taken;
}

function wordsOf({ alt, caption }: PostImage, { title }: Post) {
  const words = plain(caption ?? "").slice(0, LENGTH.summary);
  return { alt: plain(alt ?? (words || title)).slice(0, LENGTH.note), ...(words === "" ? {} : { caption: words }) };
}

/** Returns the words by which an editor recognizes a picture, or else its file name. */
const told = ({ credit, caption, alt, url }: PostImage): string =>
  `(${(credit ?? caption ?? alt ?? url.split("/").at(-1) ?? "").slice(0, LENGTH.quote)})`;
