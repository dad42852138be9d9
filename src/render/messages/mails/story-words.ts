import type { MailWords } from "./mail-words.ts";

/** A story that a publisher holds was corrected. `received` is the version that it got, and when. */
export const correctedWords = (about: {
  organization: string;
  headline: string;
  /** Undefined if the newsroom left none. */
  note: string | undefined;
  /** The story's language. */
  language: string;
  received: { version: number; day: string };
  version: number;
  deadline: string | null;
  link: string;
}): MailWords => ({
  subject: `Correction: ${about.headline}`,
  blocks: [
    { text: `We corrected a story that ${about.organization} took from us.` },
    about.note === undefined
      ? { quote: "The text changed; the newsroom left no note." }
      : { quote: about.note, language: about.language },
    {
      text: `You have version ${about.received.version}, from ${about.received.day}. The corrected text is version ${about.version}. If you published the story, update it${about.deadline === null ? "" : ` by ${about.deadline}`} and publish the correction with it.`,
    },
    { link: about.link, label: "Get the corrected story" },
  ],
  why: `You’re receiving this email because ${about.organization} took this story from us.`,
});

/** What a publisher took of a story, for a sentence. */
export type TakenCopy = { version: number; day: string } | "picture" | "nothing";

const taken = (organization: string, copy: TakenCopy): string => {
  if (copy === "picture") return `${organization} downloaded a picture that ran with this story.`;
  return copy === "nothing"
    ? `${organization} was notified of this story before it was withdrawn.`
    : `${organization} has version ${copy.version} of this story, from ${copy.day}.`;
};

/** A story that a publisher may hold was withdrawn. The mail doesn't quote it: the address identifies it. */
export const killedWords = (about: {
  organization: string;
  address: string;
  reason: string;
  copy: TakenCopy;
  deadline: string | null;
  link: string;
}): MailWords => ({
  subject: "Take this story down: we withdrew it",
  blocks: [
    { text: `We withdrew a story that ${about.organization} may have.` },
    { link: about.address, label: "The story’s address" },
    { text: "Our reason:" },
    { quote: about.reason },
    {
      text: `${taken(about.organization, about.copy)} ${
        about.deadline === null
          ? "Take it down wherever you published it."
          : `Take it down wherever you published it, by ${about.deadline}.`
      }`,
    },
    { link: about.link, label: "Tell us that it’s gone, or that you never used it" },
    {
      text: "The link works once. It opens a form, and nothing happens until you send it. If you can’t take the story down, tell us there, or reply to this message.",
    },
  ],
  why: `You’re receiving this email because ${about.organization} may have a copy of this story.`,
});

/** A withdrawn story is back. */
export const restoredWords = (about: { organization: string; headline: string; link: string }): MailWords => ({
  subject: `You can publish this story again: ${about.headline}`,
  blocks: [
    {
      text: "We withdrew this story and asked you to take it down. We’ve now restored it, so you can publish it again.",
    },
    { link: about.link, label: "Get the story" },
  ],
  why: `You’re receiving this email because we asked ${about.organization} to take this story down.`,
});

/** A story in a digest. */
export type DigestStory = { headline: string; summary: string; language: string; link: string };

/** New stories; `more` is how many others don't fit. */
export const digestWords = (about: {
  organization: string;
  publication: string;
  stories: readonly DigestStory[];
  more: number;
  library: string;
  unsubscribe: string;
}): MailWords => ({
  subject:
    about.stories.length === 1 && about.more === 0
      ? `New story: ${about.stories[0]?.headline}`
      : `${about.stories.length + about.more} new stories from ${about.publication}`,
  blocks: [
    { text: `New stories for ${about.organization}. The terms of each are in your library.` },
    ...about.stories.flatMap(({ headline, summary, language, link }) => [
      { link, label: headline, language },
      ...(summary === "" ? [] : [{ text: summary, language }]),
    ]),
    ...(about.more === 0 ? [] : [{ text: `And ${about.more} more in your library.` }]),
    { link: about.library, label: "Open your library" },
  ],
  why: `You’re receiving this email because you asked for a list of new stories for ${about.organization}.`,
  unsubscribe: about.unsubscribe,
});
