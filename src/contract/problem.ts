import { z } from "zod";

/** Every error by stable code: its status and meaning. `/docs` lists them from here. */
export const PROBLEMS = {
  malformed: {
    status: 400,
    title: "Malformed request",
    meaning: "We couldn't read the request, for example because its JSON is broken.",
  },
  "unknown-parameter": {
    status: 400,
    title: "Unknown parameter",
    meaning:
      "The query has a parameter that this address doesn't accept. `errors` names the parameter and lists the ones that are accepted.",
  },
  unauthorized: {
    status: 401,
    title: "Sign in",
    meaning: "This address needs a token. The request has none, or one we don't recognize.",
  },
  forbidden: {
    status: 403,
    title: "Not allowed",
    meaning:
      "This key can't open this address: its scope is too narrow, it is a feed-only key, or its publisher isn't approved or has no verified domain.",
  },
  "not-found": {
    status: 404,
    title: "Not found",
    meaning: "We can't find anything at this address. It may be mistyped, or the page may have moved.",
  },
  "method-not-allowed": {
    status: 405,
    title: "Method not allowed",
    meaning: "This address doesn't accept this method. `Allow` lists the ones it accepts.",
  },
  conflict: {
    status: 409,
    title: "Conflict",
    meaning:
      "Something changed in the meantime, or something else is preventing this; `detail` says what. Nothing was changed.",
  },
  "accept-anew": {
    status: 409,
    title: "Publishers would have to accept new terms",
    meaning:
      "The masthead has new terms for a license that publishers have accepted. `errors` says how many would have to accept them, and by when. Nothing was changed; send `?acceptAnew=1` to go ahead.",
  },
  gone: {
    status: 410,
    title: "Withdrawn",
    meaning:
      "This story was killed: please take down every copy. Or, for an image: its story was withdrawn, or no license covers it anymore.",
  },
  "precondition-failed": {
    status: 412,
    title: "Precondition failed",
    meaning: "The request's condition isn't met: the resource has changed since you last read it.",
  },
  "too-large": { status: 413, title: "Too large", meaning: "The request's body is larger than this address accepts." },
  "unsupported-media-type": {
    status: 415,
    title: "Unsupported media type",
    meaning: "This address doesn't accept the type or encoding of the request's body.",
  },
  invalid: {
    status: 422,
    title: "Invalid",
    meaning: "The request breaks a rule; `errors` names each field, its value and what is allowed.",
  },
  "too-many-requests": {
    status: 429,
    title: "Too many requests",
    meaning: "You sent too many requests in a minute. `Retry-After` says when to try again.",
  },
  internal: { status: 500, title: "Internal error", meaning: "Something went wrong on our side. We logged it." },
  unavailable: {
    status: 503,
    title: "Temporarily unavailable",
    meaning:
      "We can't reach our database right now. `Retry-After` says when to try again. Unless `detail` says otherwise, nothing was changed.",
  },
  "nothing-published": {
    status: 503,
    title: "Nothing published yet",
    meaning:
      "The wire is running, but nothing has been published yet, or a backup is being restored; `detail` says which.",
  },
  "not-configured": {
    status: 503,
    title: "Not set up yet",
    meaning: "This needs a setting that the wire doesn't have. The log tells the wire's operator which one.",
  },
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

/** The error codes, in the order of the documentation. */
export const PROBLEM_CODES = Object.keys(PROBLEMS).filter((code): code is ProblemCode => Object.hasOwn(PROBLEMS, code));

const MistakeJson = z
  .object({
    field: z.string(),
    value: z.string().optional(),
    problem: z.string(),
    suggestion: z.string().optional().describe("What you probably meant."),
    allowed: z.string().optional(),
    article: z.string().optional(),
  })
  .meta({ id: "Mistake" });
export type MistakeJson = z.infer<typeof MistakeJson>;

/** RFC 9457, with our code and the list of mistakes. */
export const Problem = z
  .object({
    type: z.url().describe("Where the code is documented."),
    title: z.string(),
    status: z.int(),
    code: z.enum(PROBLEM_CODES),
    detail: z.string(),
    errors: z.array(MistakeJson).optional(),
  })
  .meta({ id: "Problem" });
