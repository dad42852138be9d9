import { z } from "zod";

/** Every error, by its stable code: the status, and what it means. `/docs` lists them from here. */
export const PROBLEMS = {
  malformed: {
    status: 400,
    title: "Malformed request",
    meaning: "The request can't be read, for example because its JSON is broken.",
  },
  "unknown-parameter": {
    status: 400,
    title: "Unknown parameter",
    meaning: "The query has a parameter that the address doesn't know; `errors` names it, and those that it knows.",
  },
  unauthorized: {
    status: 401,
    title: "Sign in",
    meaning: "The address needs a token, and the request has none or one that isn't known.",
  },
  forbidden: {
    status: 403,
    title: "Not for this key",
    meaning:
      "The key is known, but it opens nothing here: its scope isn't enough, it is for feeds alone, or its publisher isn't approved now or has no proved domain.",
  },
  "not-found": { status: 404, title: "Not found", meaning: "There is nothing at this address." },
  "method-not-allowed": {
    status: 405,
    title: "Method not allowed",
    meaning: "The address doesn't take this method; `Allow` names those that it takes.",
  },
  conflict: {
    status: 409,
    title: "Conflict",
    meaning: "Something came between, or stands in the way; `detail` says what. Nothing was written.",
  },
  "accept-anew": {
    status: 409,
    title: "Publishers would have to accept anew",
    meaning:
      "The masthead has a new text of a licence that publishers have accepted; `errors` says how many, and until when they would have to accept it. Nothing was written; with `?acceptAnew=1` it is.",
  },
  gone: {
    status: 410,
    title: "Withdrawn",
    meaning:
      "The article was killed: please take down every copy. Of an image: its story was withdrawn, or no licence covers it any more.",
  },
  "precondition-failed": {
    status: 412,
    title: "Precondition failed",
    meaning: "What the request expects isn't what stands here.",
  },
  "too-large": { status: 413, title: "Too large", meaning: "The request's body is larger than the address takes." },
  "unsupported-media-type": {
    status: 415,
    title: "Unsupported media type",
    meaning: "The request's body is of a kind, or encoded in a way, that the address doesn't take.",
  },
  invalid: {
    status: 422,
    title: "Invalid",
    meaning: "The request breaks a rule; `errors` names each field, its value and what is allowed.",
  },
  "too-many-requests": {
    status: 429,
    title: "Too many requests",
    meaning: "More requests came than are taken in a minute; `Retry-After` says when to come again.",
  },
  internal: { status: 500, title: "Internal error", meaning: "Something went wrong here. It was logged." },
  unavailable: {
    status: 503,
    title: "Not available for the moment",
    meaning:
      "The wire can't reach its database for the moment; `Retry-After` says when to come again. Unless `detail` says otherwise, nothing was written.",
  },
  "nothing-published": {
    status: 503,
    title: "Nothing published yet",
    meaning:
      "The wire is up, but its publication has not been published, or a backup is being restored; `detail` says so.",
  },
  "not-configured": {
    status: 503,
    title: "Not set up yet",
    meaning: "The wire lacks a setting that this needs; whoever runs it finds it in the log.",
  },
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

/** The codes of errors, in the order in which documents list them. */
export const PROBLEM_CODES = Object.keys(PROBLEMS).filter((code): code is ProblemCode => Object.hasOwn(PROBLEMS, code));

const MistakeJson = z
  .object({
    field: z.string(),
    value: z.string().optional(),
    problem: z.string(),
    suggestion: z.string().optional().describe("What was probably meant."),
    allowed: z.string().optional(),
    article: z.string().optional(),
  })
  .meta({ id: "Mistake" });
export type MistakeJson = z.infer<typeof MistakeJson>;

/** RFC 9457, with our code and the list of mistakes. */
export const Problem = z
  .object({
    type: z.url().describe("Where the code is told of."),
    title: z.string(),
    status: z.int(),
    code: z.enum(PROBLEM_CODES),
    detail: z.string(),
    errors: z.array(MistakeJson).optional(),
  })
  .meta({ id: "Problem" });
