/**
 * The end of a sentence in any script: Unicode's Sentence_Terminal, an ellipsis, or a colon, followed by any closing
 * characters, such as quotation marks, brackets and invisible direction marks.
 */
const END =
  /[\p{Sentence_Terminal}…‥:：][\p{Close_Punctuation}\p{Final_Punctuation}\p{Initial_Punctuation}\p{Format}"'\s]*$/u;

/** Whether words end like a sentence, so that no period may follow: `Acme Inc.` does. */
export const endsSentence = (words: string): boolean => END.test(words);

/** Adds a period unless the words end like a sentence; empty words stay empty. */
export const withStop = (words: string): string => (words === "" || endsSentence(words) ? words : `${words}.`);

/**
 * Returns the text that follows some words, without its leading period if they already end like a sentence. An ellipsis stays.
 */
export const stopOnce = (words: string, after: string): string =>
  endsSentence(words) ? after.replace(/^\.(?!\.)/, "") : after;
