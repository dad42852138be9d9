import { imageType, imageUrl } from "../../../model/address.ts";
import { isSameLanguage } from "../../../model/message-language.ts";
import { PAGE } from "../../../model/policy.ts";
import type { Picture } from "../../feed/item.ts";
import type { Site } from "../../site.ts";

/** The details of a story for its share card. */
export type SharedStory = { published: string; modified: string; section: string; authors: string[]; tags: string[] };

/** A page's share card. Without a picture of its own, it has the logo. */
export type Share = { picture?: CardImage | undefined; story?: SharedStory; isProfile?: true };

type Props = {
  share: Share;
  title: string;
  description: string | undefined;
  /** The title's language. */
  language: string;
  url: string;
  site: Site;
};

/** Open Graph (https://ogp.me) and the tags that X reads as well: the card of a shared page. */
export function ShareTags({ share, title, description, language, url, site }: Props) {
  const { name, language: own } = site.masthead.publication;
  const locale = isSameLanguage(language, own) ? own : language;
  const { picture, story, isProfile } = share;
  const kind = isProfile ? "profile" : "website";
  return (
    <>
      <meta property="og:site_name" content={name} />
      <meta property="og:type" content={story ? "article" : kind} />
      <meta property="og:title" content={title} />
      <meta property="og:url" content={url} />
      <meta property="og:locale" content={locale.replace("-", "_")} />
      {description && <meta property="og:description" content={description} />}
      <CardPicture picture={picture ?? logoOf(site)} />
      {story && <StoryTags {...story} />}
      <meta name="twitter:card" content={isLarge(picture) ? "summary_large_image" : "summary"} />
    </>
  );
}

/** Whether a card shows its picture full width, which would crop a portrait one and enlarge a small one. */
const isLarge = (picture: CardImage | undefined): boolean =>
  picture !== undefined && picture.width >= PAGE.largeCardWidth && picture.width > picture.height;

/** The fields of a picture that a card needs. */
type CardImage = Pick<Picture, "url" | "type" | "width" | "height" | "alt">;

function logoOf({ origin, masthead }: Site): CardImage | undefined {
  const { logo } = masthead.publication;
  return logo && { ...logo, url: imageUrl(origin, logo), type: imageType(logo) };
}

const CardPicture = ({ picture }: { picture: CardImage | undefined }) =>
  picture === undefined ? null : (
    <>
      <meta property="og:image" content={picture.url} />
      <meta property="og:image:type" content={picture.type} />
      <meta property="og:image:width" content={String(picture.width)} />
      <meta property="og:image:height" content={String(picture.height)} />
      <meta property="og:image:alt" content={picture.alt} />
    </>
  );

const StoryTags = ({ published, modified, section, authors, tags }: SharedStory) => (
  <>
    <meta property="article:published_time" content={published} />
    <meta property="article:modified_time" content={modified} />
    <meta property="article:section" content={section} />
    {authors.map((author) => (
      <meta property="article:author" content={author} />
    ))}
    {tags.map((tag) => (
      <meta property="article:tag" content={tag} />
    ))}
  </>
);
