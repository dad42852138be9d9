import type { ProblemCode } from "../../../contract/problem.ts";

/** Error messages for people, where the developers' text would be no help. */
export const ERROR_WORDS: Partial<Record<ProblemCode, { title: string; sentence: string }>> = {
  malformed: {
    title: "We couldn’t read that",
    sentence: "Your browser sent something that we couldn’t read. Go back and try again.",
  },
  "unknown-parameter": {
    title: "We don’t recognize that address",
    sentence: "Something after the question mark isn’t valid for this page. Remove it, then try again.",
  },
  unauthorized: { title: "Sign in", sentence: "Sign in to see this page." },
  forbidden: { title: "Not allowed", sentence: "You don’t have access to this page." },
  "not-found": {
    title: "We can’t find that page",
    sentence: "The address may be mistyped, or the page may have moved.",
  },
  "method-not-allowed": {
    title: "That doesn’t work here",
    sentence: "This page can’t do that. Go back and use the form.",
  },
  gone: {
    title: "Withdrawn",
    sentence: "What was here has been withdrawn. If you hold a copy, please take it down.",
  },
  "too-large": { title: "Too large", sentence: "What you sent is too large. Send less, then try again." },
  invalid: { title: "Something isn’t right", sentence: "Some of what you sent can’t be used:" },
  "too-many-requests": {
    title: "Too many requests",
    sentence: "Too many requests came from your network. Wait a moment, then try again.",
  },
  internal: {
    title: "Something went wrong",
    sentence: "Something went wrong on our side, and we logged it. Try again in a moment.",
  },
  unavailable: {
    title: "Temporarily unavailable",
    sentence: "We can’t reach our database right now. Nothing was changed. Try again in a moment.",
  },
  "nothing-published": { title: "Nothing here yet", sentence: "No stories have been published here yet." },
  "not-configured": {
    title: "Not set up yet",
    sentence: "This part of the wire isn’t set up yet. Its operator can find out why in the log.",
  },
};
