/** The language of a person's own words, if it isn't the mail's: BCP 47. */
type Spoken = { language?: string };

/** A block of a mail. A link is alone on its line, so that no mail client breaks it. */
export type MailBlock =
  | ({ text: string } & Spoken)
  | ({ link: string; label: string } & Spoken)
  | { list: readonly string[] }
  | { facts: readonly (readonly [name: string, value: string])[] }
  | ({ quote: string } & Spoken);

/**
 * The content of a mail. `why` explains why its reader gets it; `unsubscribe` is the URL for stopping it, if that is possible.
 */
export type MailWords = { subject: string; blocks: readonly MailBlock[]; why: string; unsubscribe?: string };
