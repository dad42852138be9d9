/**
 * What ends a line as a sentence ends, in whatever script: Unicode's Sentence_Terminal, an ellipsis, or the colon that leads to
 * what follows; and whatever closes behind it, as quotation marks, brackets and invisible marks of direction.
 */
const END =
  /[\p{Sentence_Terminal}…‥:：][\p{Close_Punctuation}\p{Final_Punctuation}\p{Initial_Punctuation}\p{Format}"'\s]*$/u;

/** Whether words end as a sentence does, so that no stop may follow them: `Acme Inc.` does. */
export const endsSentence = (words: string): boolean => END.test(words);

/** The words with a stop, unless they end as a sentence does; nothing of no words. */
export const withStop = (words: string): string => (words === "" || endsSentence(words) ? words : `${words}.`);

/** What follows words that may end as a sentence does already: without its stop then. Three stops are no stop. */
export const stopOnce = (words: string, after: string): string =>
  endsSentence(words) ? after.replace(/^\.(?!\.)/, "") : after;
