import type { Masthead } from "../../model/masthead.ts";
import { isSameLanguage } from "../../model/message-language.ts";
import { type Words, wordsIn } from "./words.ts";

type Spoken = { masthead: Pick<Masthead, "publication"> };

/** The words around all stories: in the publication's language. */
export const frameWords = ({ masthead }: Spoken): Words => wordsIn(masthead.publication.language);

/** English as the publication spells it: the words of pages that are written in nothing else. */
export const englishWords = ({ masthead }: Spoken): Words =>
  wordsIn(isSameLanguage(masthead.publication.language, "en") ? masthead.publication.language : "en");

/** The words of a story's own page and credit: in its language and, where that is the publication's own, in its house style. */
export const storyWords = ({ language }: { language: string }, { masthead }: Spoken): Words =>
  wordsIn(isSameLanguage(language, masthead.publication.language) ? masthead.publication.language : language);

/** The language of a licence's own words: its name, its statement, its templates. */
export const licenceLanguage = ({ language }: { language?: string | undefined }, { masthead }: Spoken): string =>
  language ?? masthead.publication.language;

/** The language that words have to name among words of another one; undefined where it is the same. */
export const langAmong = (language: string, around: string): string | undefined =>
  isSameLanguage(language, around) ? undefined : language;

/** The attribute that names the language of an element's words in HTML text. */
export const langAttribute = (language: string | undefined): string =>
  language === undefined ? "" : ` lang="${language}"`;
