import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { PROBLEMS, type ProblemCode } from "../../contract/problem.ts";
import { docsUrl } from "../../model/address.ts";
import type { Mistake } from "../../model/mistake.ts";
import { PAGES } from "../../model/policy.ts";
import { errorPage } from "../../render/html/kit/error-page.tsx";
import type { PageSite } from "../context.ts";
import { compressed } from "../encoding/compress.ts";
import { SECURITY } from "./headers.ts";

/** `page` is the page for browsers, if the problem has its own. */
type ProblemFacts = {
  detail?: string | undefined;
  errors?: readonly Mistake[];
  headers?: Record<string, string>;
  page?: string;
};

/** The number of mistakes in one answer; the first ones are enough to start with. */
const MOST_ERRORS = PAGES.errors;

type Origin = { Bindings: { env: { origin: string }; pageSite?: PageSite } };

/** Answers with an RFC 9457 problem document or, for a browser, a page that says the same. Never cached. */
export function problem<E extends Origin>(
  c: Context<E>,
  code: ProblemCode,
  { detail, errors, headers = {}, page }: ProblemFacts = {},
): Response {
  const { status, title, meaning } = PROBLEMS[code];
  const reported = errors?.slice(0, MOST_ERRORS);
  const all = { ...headers, ...SECURITY, "Cache-Control": "private, no-store", Vary: "Accept" };
  if (wantsPage(c)) {
    const error = { code, detail, errors: reported, path: c.req.path };
    return new Response(page ?? errorPage(error, c.env.pageSite?.known()), {
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
    ...(reported ? { errors: reported } : {}),
  };
  return compressed(c.req.raw, JSON.stringify(document), {
    status,
    headers: {
      ...all,
      Vary: "Accept, Accept-Encoding",
      "Access-Control-Allow-Origin": "*",
      "Content-Type": "application/problem+json",
    },
  });
}

/** The URL of a file, which software reads, whatever it accepts; ids may have the same endings. */
const isFile = (path: string): boolean =>
  /\.(?:rss|atom|json|jsonld|opml|xml|txt|css|jpg|png|webp|gif|avif)$/.test(path) &&
  !/^\/(?:articles|licences)\/[^/]+$/.test(path);

/** Browsers accept text/html; the API and files always answer with JSON. */
export const wantsPage = <E extends Origin>(c: Context<E>): boolean =>
  !c.req.path.startsWith("/v1/") &&
  !isFile(c.req.path) &&
  accepts(c, {
    header: "Accept",
    supports: ["application/problem+json", "application/json", "text/html"],
    default: "application/problem+json",
  }) === "text/html";
