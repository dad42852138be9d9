import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { docsUrl } from "../../model/address.ts";
import { type Mistake, mistakeSentence } from "../../model/mistake.ts";
import { PAGES } from "../../model/policy.ts";
import { errorPage } from "../../render/html/kit/error-page.tsx";
import { SECURITY } from "./headers.ts";

/** Every error, by its stable code: the status, and what it means. `/docs` lists them from here. */
export const PROBLEMS = {
  malformed: {
    status: 400,
    title: "Malformed request",
    meaning: "The request can't be read, for example because its JSON is broken.",
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
      "The key is known, but it opens nothing here: its publisher isn't approved now, has no proved domain, or the key is for feeds alone.",
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
  gone: { status: 410, title: "Withdrawn", meaning: "The article was killed. Please take down every copy." },
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
  "nothing-published": {
    status: 503,
    title: "Nothing published yet",
    meaning: "The wire is up, but its publication has not been published.",
  },
  "not-configured": {
    status: 503,
    title: "Not set up yet",
    meaning: "The wire lacks a setting that this needs; whoever runs it finds it in the log.",
  },
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

/** `page` is what a browser is shown, where the problem has a page of its own. */
type Facts = { detail?: string; errors?: readonly Mistake[]; headers?: Record<string, string>; page?: string };

/** Mistakes that one answer tells; the first of them are enough to begin with. */
const MOST_ERRORS = PAGES.errors;

type Origin = { Bindings: { env: { origin: string } } };

/** Answers with an RFC 9457 problem document, or with a page that says the same to a browser. Never to be cached. */
export function problem<E extends Origin>(
  c: Context<E>,
  code: ProblemCode,
  { detail, errors, headers = {}, page }: Facts = {},
): Response {
  const { status, title, meaning } = PROBLEMS[code];
  const told = errors?.slice(0, MOST_ERRORS);
  const all = { ...headers, ...SECURITY, "Cache-Control": "private, no-store", Vary: "Accept" };
  if (wantsPage(c)) {
    const sentences = [detail ?? meaning, ...(told ?? []).map(mistakeSentence)];
    return new Response(page ?? errorPage(status, title, sentences), {
      status,
      headers: { ...all, "Content-Type": "text/html; charset=utf-8" },
    });
  }
  const document = {
    type: docsUrl(c.env.env.origin, code),
    title,
    status,
    code,
    detail: detail ?? meaning,
    ...(told ? { errors: told } : {}),
  };
  return new Response(JSON.stringify(document), {
    status,
    headers: { ...all, "Access-Control-Allow-Origin": "*", "Content-Type": "application/problem+json" },
  });
}

/** Browsers name text/html; the API answers with JSON whatever is asked for. */
const wantsPage = <E extends Origin>(c: Context<E>): boolean =>
  !c.req.path.startsWith("/v1/") &&
  accepts(c, {
    header: "Accept",
    supports: ["application/problem+json", "application/json", "text/html"],
    default: "application/problem+json",
  }) === "text/html";
