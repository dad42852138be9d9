import type { MediaNs } from "feedsmith";
import type { PostImage } from "../../../model/source/post.ts";
import { plain } from "../plain.ts";
import { webAddress } from "./addresses.ts";

/** A file attached to a text, in a form common to all formats: an enclosure, an attachment. */
export type BesideFile = { url?: string | undefined; type?: string | undefined; title?: string | undefined };

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif)$/i;

/** Whether a file is a picture: by its type, or by its name if it has no type. */
const isPicture = ({ url = "", type }: BesideFile): boolean =>
  type ? /^image\//i.test(type) : PICTURE.test(url.replace(/[?#].*$/, ""));

/** Returns the pictures attached to a text, without duplicates, with their credits; and the names of other files. */
export function filesBeside(
  media: MediaNs.ItemOrFeed | undefined,
  files: readonly BesideFile[],
  base: string,
): { pictures: PostImage[]; files: string[] } {
  const pictures = [
    ...mediaPictures(media, base),
    ...files.filter(isPicture).flatMap(({ url, title }) => {
      const address = webAddress(url, base);
      return address === undefined ? [] : [{ url: address, alt: null, caption: lineOf(title), credit: null }];
    }),
  ];
  const others = files.filter((file) => !isPicture(file)).map(({ url = "" }) => nameOf(url));
  return { pictures: onceEach(pictures), files: [...new Set(others)] };
}

/** Reads Media RSS: the largest picture of each group. What is said about the whole item applies where a picture has no own. */
function mediaPictures(media: MediaNs.ItemOrFeed | undefined, base: string): PostImage[] {
  if (media === undefined) return [];
  const alone = (media.contents ?? []).map((content) => ({ ...media, ...content }));
  const grouped = (media.groups ?? []).flatMap((group) => {
    const [largest] = [...(group.contents ?? [])].filter(isShown).sort((one, other) => sizeOf(other) - sizeOf(one));
    return largest ? [{ ...media, ...group, ...largest }] : [];
  });
  const found = [...alone, ...grouped].filter(isShown).flatMap((each) => {
    const address = webAddress(each.url, base);
    return address === undefined ? [] : [imageOf(address, each)];
  });
  return found.length > 0 ? found : thumbnailsOf(media, base);
}

type Content = MediaNs.Content;

const isShown = ({ medium, url, type }: Content): boolean =>
  medium === undefined ? isPicture({ url, type }) : medium === "image";

const sizeOf = ({ width = 0, height = 0 }: Content): number => width * height;

const imageOf = (url: string, { description, title, credits, copyright }: Content): PostImage => ({
  url,
  alt: null,
  caption: lineOf(description?.value ?? title?.value),
  credit: lineOf(credits?.map(({ value = "" }) => value).join(", ")) ?? lineOf(copyright?.value),
});

const thumbnailsOf = ({ thumbnails = [], ...media }: MediaNs.ItemOrFeed, base: string): PostImage[] =>
  thumbnails.slice(0, 1).flatMap(({ url }) => {
    const address = webAddress(url, base);
    return address === undefined ? [] : [imageOf(address, media)];
  });

const onceEach = (pictures: readonly PostImage[]): PostImage[] =>
  pictures.filter(({ url }, at) => pictures.findIndex((other) => other.url === url) === at);

const lineOf = (html: string | undefined): string | null => plain(html ?? "") || null;

/** Returns the name by which an editor recognizes a file. */
const nameOf = (url: string): string =>
  url
    .replace(/[?#].*$/, "")
    .split("/")
    .at(-1) || url;
