import { isRightToLeft } from "../../../model/direction.ts";
import { langAmong, licenceLanguage } from "../../messages/language.ts";
import type { Site } from "../../site.ts";

/** The attributes that say in which language an element's words are. */
export type LangMark = { lang?: string; dir?: "auto" };

/** The attributes of an element whose words are in another language than those around it; none where they aren't. */
export function langMark(language: string, around: string): LangMark {
  const lang = langAmong(language, around);
  return lang === undefined ? {} : { lang, dir: "auto" };
}

/** The same of what the publication itself says: its name, its sections, what it says of itself. */
export const ownMark = ({ masthead }: Pick<Site, "masthead">, around: string): LangMark =>
  langMark(masthead.publication.language, around);

/** The same of what a licence says itself. */
export const licenceMark = (
  licence: { language?: string | undefined },
  site: Pick<Site, "masthead">,
  around: string,
): LangMark => langMark(licenceLanguage(licence, site), around);

/** The attributes of a part of a story's page that is in our words: their language, and in a story that is written from right to left their direction. */
export const wordsMark = (words: string, story: string): { lang: string; dir?: "ltr" } => ({
  lang: words,
  ...(isRightToLeft(story) && !isRightToLeft(words) ? { dir: "ltr" as const } : {}),
});

/** The direction of a text: of its language where that is written from right to left, else as its letters say. */
export const directionOf = (language: string): "rtl" | "auto" => (isRightToLeft(language) ? "rtl" : "auto");
