import type { MailEvent } from "../../../model/mail/mail.ts";
import { failingWords, invitedWords, keyWords, signInWords, termsWords, verifyWords } from "./account-words.ts";
import { arrivedWords, decidedWords, incompleteWords, lostWords, receivedWords } from "./application-words.ts";
import type { MailWords } from "./mail-words.ts";
import { correctedWords, digestWords, killedWords, restoredWords } from "./story-words.ts";

/** The language of all mails. Another language needs every key below, like the words of the frame. */
export const MAIL_LANGUAGE = "en";

/** The words of every mail, by event: part of the one catalog, in English only. */
export const MAILS = {
  "sign-in.asked": signInWords,
  "person.invited": invitedWords,
  "key.made": keyWords,
  "key.revoked": keyWords,
  "terms.changed": termsWords,
  "application.received": receivedWords,
  "application.arrived": arrivedWords,
  "application.incomplete": incompleteWords,
  "application.lost": lostWords,
  "application.decided": decidedWords,
  "domain.verify": verifyWords,
  "domain.failing": failingWords,
  "story.corrected": correctedWords,
  "story.killed": killedWords,
  "story.restored": restoredWords,
  digest: digestWords,
} as const satisfies Record<MailEvent, (about: never) => MailWords>;

/** The words around every mail. */
export const MAIL_FRAME = {
  hello: (name: string) => `Hello ${name},`,
  stop: "Stop these messages",
} as const;
