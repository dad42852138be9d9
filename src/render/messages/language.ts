import type { Masthead } from "../../model/masthead.ts";
import { isSameLanguage } from "../../model/message-language.ts";
import { type Words, wordsIn } from "./words.ts";

type Spoken = { masthead: Pick<Masthead, "publication"> };

/** Returns the words around all stories, in the publication's language. */
export const frameWords = ({ masthead }: Spoken): Words => wordsIn(masthead.publication.language);

/** Returns English in the publication's spelling, for pages that exist in English only. */
export const englishWords = ({ masthead }: Spoken): Words =>
  wordsIn(isSameLanguage(masthead.publication.language, "en") ? masthead.publication.language : "en");

/**
 * Returns the words for a story's page and credit: in its language, with the publication's region if the languages are the
 * same.
 */
export const storyWords = ({ language }: { language: string }, { masthead }: Spoken): Words =>
  wordsIn(isSameLanguage(language, masthead.publication.language) ? masthead.publication.language : language);

/** The language of a license's own name, statement and templates. */
export const licenceLanguage = ({ language }: { language?: string | undefined }, { masthead }: Spoken): string =>
  language ?? masthead.publication.language;

/** Returns the language to mark on words inside another language; undefined if both are the same. */
export const langAmong = (language: string, around: string): string | undefined =>
  isSameLanguage(language, around) ? undefined : language;

/** The `lang` attribute for an element in HTML text. */
export const langAttribute = (language: string | undefined): string =>
  language === undefined ? "" : ` lang="${language}"`;
