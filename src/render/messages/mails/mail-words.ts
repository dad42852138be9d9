/** Words of somebody's own in a mail, where they are in another language than it: BCP 47. */
type Spoken = { language?: string };

/** A part of a mail's text. An address stands alone on its line, so that no mail program breaks it. */
export type MailBlock =
  | ({ text: string } & Spoken)
  | ({ link: string; label: string } & Spoken)
  | { list: readonly string[] }
  | { facts: readonly (readonly [name: string, value: string])[] }
  | ({ quote: string } & Spoken);

/** What a mail says. `why` is why its reader gets it; `unsubscribe` is where that can be ended, if it can. */
export type MailWords = { subject: string; blocks: readonly MailBlock[]; why: string; unsubscribe?: string };
