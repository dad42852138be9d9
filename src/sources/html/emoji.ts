/** The attributes of an image that tell whether it stands for an emoji. */
export type ImageSays = {
  alt?: string | undefined;
  src?: string | undefined;
  title?: string | undefined;
  class?: string | undefined;
  /** `data-emoji`, as used by chat software. */
  emoji?: string | undefined;
};

const EMOJI =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1F1E6}-\u{1F1FF}]|[#*\d]\uFE0F?\u20E3|[\uFE0F\u200D]|[\u{E0020}-\u{E007F}])+$/u;

/** Classes that editors, browser scripts and mail programs give to images of emoji and smileys. */
const CLASS = /(?:^|\s)(?:(?:tw)?emoji|Emoji|emojione|joypixels|wp-smiley|smiley(?:-content)?|emoticon|an1)(?:\s|$)/;

/** Paths where such images are stored: under the code points of their characters, or as smileys under their names. */
const EMOJI_PLACE = /(?:emoji|openmoji|joypixels)/i;
const SMILEY_PLACE = /\/(?:smil(?:ies|eys?)|emoticons?)\//i;
/** A smiley or its name, too short to be the description of a picture. */
const SHORT = /^.{1,20}$/u;

/** Returns the characters that an image stands for; undefined if it is a picture. */
export function emojiOf({ alt = "", src = "", title = "", class: names = "", emoji = "" }: ImageSays) {
  const said = [alt.trim(), emoji.trim()].find((text) => EMOJI.test(text));
  if (said !== undefined) return said;
  const isMarked = CLASS.test(names);
  const numbered = isMarked || EMOJI_PLACE.test(src) ? fromFileName(src) : undefined;
  if (numbered !== undefined || !(isMarked || SMILEY_PLACE.test(src))) return numbered;
  return [alt.trim(), title.trim()].find((text) => SHORT.test(text));
}

/** Reads emoji from file names that are code points: `1f1fa-1f1f8.png`, `emoji_u1f44d.svg` and `1f44d/72.png`. */
function fromFileName(src: string): string | undefined {
  const names = src
    .split(/[/?#]/)
    .map((part) => part.replace(/\.(?:png|svg|gif|webp)$/i, "").replace(/^emoji_u/, ""))
    .filter((part) => /^[0-9a-f]{2,6}(?:[-_][0-9a-f]{2,6})*$/i.test(part));
  const texts = names.map((name) => name.split(/[-_]/).map(characterOf).join(""));
  return texts.reverse().find((text) => EMOJI.test(text));
}

function characterOf(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
