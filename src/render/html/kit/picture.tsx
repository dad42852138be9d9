import type { Picture } from "../../feed/item.ts";
import { srcsetOf } from "../../picture.ts";

/** The width of a picture on screen by its place, as an HTML `sizes` value. */
const WIDTHS = {
  lead: "(min-width: 73rem) 42rem, (min-width: 56rem) 58vw, calc(100vw - 2.5rem)",
  row: "(min-width: 37.5rem) 11rem, 6.5rem",
} as const;

type Props = { picture: Picture; place: keyof typeof WIDTHS };

/** A picture beside its story's headline. The lead story's loads at once, the others lazily. */
export function StoryPicture({ picture, place }: Props) {
  const srcset = srcsetOf(picture);
  return (
    <img
      src={picture.url}
      srcset={srcset}
      sizes={srcset && WIDTHS[place]}
      alt=""
      width={picture.width}
      height={picture.height}
      loading={place === "lead" ? undefined : "lazy"}
      fetchpriority={place === "lead" ? "high" : undefined}
      decoding="async"
    />
  );
}
