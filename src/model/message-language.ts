/** The languages in which the words of the frame and the credit are written. */
export const MESSAGE_LANGUAGES = ["en", "es", "de", "ko"] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/**
 * The languages whose wording no editor has checked yet. When one has been checked completely, remove it here and nowhere else.
 */
export const UNREAD_LANGUAGES: readonly MessageLanguage[] = ["es", "de", "ko"];

/** The language itself of a tag (BCP 47), without region and script: `de` of `de-AT`. */
export const primaryLanguage = (tag: string): string => (/^[^-]*/.exec(tag)?.[0] ?? "").toLowerCase();

/** Whether two tags are of one language, whatever its region. */
export const isSameLanguage = (one: string, other: string): boolean =>
  one === other || primaryLanguage(one) === primaryLanguage(other);

/** The language of our words for readers of a language: the same if we have it, otherwise English. */
export const messageLanguage = (tag: string): MessageLanguage =>
  MESSAGE_LANGUAGES.find((each) => isSameLanguage(each, tag)) ?? "en";

const ENGLISH_NAMES = { en: "English", es: "Spanish", de: "German", ko: "Korean" } as const;

/** The English name of a language whose wording no editor has checked; undefined for every other language. */
export function unreadLanguage(tag: string): string | undefined {
  const language = messageLanguage(tag);
  return UNREAD_LANGUAGES.includes(language) ? ENGLISH_NAMES[language] : undefined;
}
