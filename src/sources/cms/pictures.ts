import type { ImageInput } from "../../model/article/image.ts";
import { ARTICLE, LENGTH } from "../../model/policy.ts";
import { imageRightsOf } from "../../model/source/mapping.ts";
import type { Post, PostImage } from "../../model/source/post.ts";
import type { SourceSettings } from "../../model/source/settings.ts";
import type { PostWarning } from "../../model/source/state.ts";
import type { BodyImage } from "./body.ts";
import { plain } from "./plain.ts";

/** The pictures of a post that are taken: as the article names them, and by address. */
export type Pictures = { images: ImageInput[]; hashes: Record<string, string>; warnings: PostWarning[] };

/** Keeps the picture at an address; answers with its SHA-256, or undefined where it can't be had or isn't one. */
export type KeepPicture = (address: string) => Promise<string | undefined>;

/** Takes the pictures whose rights a rule tells; every other one stays out, with a warning. Those that were taken before aren't asked for again. */
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

/** What an editor knows a picture by: its words, else its file. */
const told = ({ credit, caption, alt, url }: PostImage): string =>
  `(${(credit ?? caption ?? alt ?? url.split("/").at(-1) ?? "").slice(0, LENGTH.quote)})`;
