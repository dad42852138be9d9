import { isRightToLeft } from "../../../model/direction.ts";
import { langAmong, licenceLanguage } from "../../messages/language.ts";
import type { Site } from "../../site.ts";

/** Attributes for the language of an element's words. */
export type LangMark = { lang?: string; dir?: "auto" };

/** Returns the attributes of an element whose language differs from the surrounding one; empty if it doesn't. */
export function langMark(language: string, around: string): LangMark {
  const lang = langAmong(language, around);
  return lang === undefined ? {} : { lang, dir: "auto" };
}

/** The same for the publication's own words: its name, its sections, its self-description. */
export const ownMark = ({ masthead }: Pick<Site, "masthead">, around: string): LangMark =>
  langMark(masthead.publication.language, around);

/** The same for a license's own words. */
export const licenceMark = (
  licence: { language?: string | undefined },
  site: Pick<Site, "masthead">,
  around: string,
): LangMark => langMark(licenceLanguage(licence, site), around);

/** The attributes for our own words on a story's page: their language and, in a right-to-left story, their direction. */
export const wordsMark = (words: string, story: string): { lang: string; dir?: "ltr" } => ({
  lang: words,
  ...(isRightToLeft(story) && !isRightToLeft(words) ? { dir: "ltr" as const } : {}),
});

/** The direction of a text: that of its language if it is right-to-left, otherwise detected from its letters. */
export const directionOf = (language: string): "rtl" | "auto" => (isRightToLeft(language) ? "rtl" : "auto");
