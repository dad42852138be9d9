import { SOURCES } from "../../model/policy.ts";
import { SourceFailed } from "../../model/source/failure.ts";

/** A site's response with its body read; `text` is cut off if the body is longer than the limit. */
export type Answer = { status: number; headers: Headers; text: string; address: string };

/** Returns an address as failures may show it: without its query, which may hold a key. */
export const placeOf = (address: string): string => {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
};

/** Returns the error code in a WordPress response; undefined if there is none. */
export function errorCode(text: string): string | undefined {
  const json = parseJson(text);
  return isRecord(json) && typeof json.code === "string" ? json.code : undefined;
}

/** Parses a response that must be JSON. Throws `SourceFailed` with what is wrong with the response. */
export function readJson(answer: Answer): unknown {
  const { status, text, headers, address } = answer;
  if (status < 200 || status > 299) throw refusal(answer);
  const json = parseJson(text);
  if (json !== undefined) return json;
  const place = placeOf(address);
  refusePage(answer);
  if (text.trim() === "" || !/html/i.test(headers.get("Content-Type") ?? ""))
    throw new SourceFailed("malformed", place);
  throw new SourceFailed("not-json", place);
}

/** Throws if the response is a page that somebody has to get past before there is data: a browser challenge or a login form. */
export function refusePage(answer: Answer): void {
  const place = placeOf(answer.address);
  if (isChallenge(answer)) throw new SourceFailed("challenge", place);
  if (isLogin(answer.text)) throw new SourceFailed("login-wall", place);
}

/** Returns the failure of the source that a refused request means. */
export function refusal(answer: Answer): SourceFailed {
  const { status, text, headers, address } = answer;
  const detail = `${status} at ${placeOf(address)}`;
  const retry = secondsIn(headers.get("Retry-After"), headers.get("Date"));
  const code = errorCode(text);
  if (isChallenge(answer)) return new SourceFailed("challenge", detail, retry);
  if (status === 429) return new SourceFailed("rate-limited", detail, retry);
  if (status === 401) return new SourceFailed(unauthorized(code), detail);
  if (status === 403)
    return new SourceFailed(
      code === "rest_disabled" || code === "rest_api_disabled" ? "rest-disabled" : "forbidden",
      detail,
    );
  if (status === 404 || status === 410)
    return new SourceFailed(code === "rest_no_route" ? "rest-disabled" : "not-found", detail);
  if (status >= 500) return new SourceFailed("failing", detail, retry);
  return new SourceFailed("unexpected", detail);
}

function unauthorized(code: string | undefined) {
  if (code === "incorrect_password" || code === "invalid_username") return "bad-credentials";
  return code?.startsWith("rest_") ? "closed" : "unauthorized";
}

const isChallenge = ({ status, text, headers }: Answer): boolean =>
  headers.get("cf-mitigated") === "challenge" ||
  (/html/i.test(headers.get("Content-Type") ?? "") &&
    (status === 200 || status === 403 || status === 503 || status === 429) &&
    /<title>\s*(?:just a moment|attention required|verifying|checking your browser)|_cf_chl|g-recaptcha|h-captcha|sgcaptcha/i.test(
      text.slice(0, SOURCES.challengeCharacters),
    ));

const isLogin = (text: string): boolean => /<input[^>]+type=["']?password/i.test(text);

/** Returns Retry-After (RFC 9110 §10.2.3) in seconds; a date is compared with the site's own clock. */
function secondsIn(header: string | null, date: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const wait = (Date.parse(header) - Date.parse(date ?? "")) / 1000;
  return wait > 0 ? wait : undefined;
}

/** Parses JSON, even after leading PHP warnings; returns undefined if there is none. */
function parseJson(text: string): unknown {
  const parsed = tryJson(text);
  if (parsed !== undefined || !/^\s*(?:<br|<b>|Warning|Notice|Deprecated)/i.test(text)) return parsed;
  const starts = [...text.matchAll(/^\s*[[{]|>\s*([[{])/gm)].map((each) => each.index + each[0].length - 1);
  for (const start of starts.slice(0, SOURCES.jsonStarts)) {
    const found = tryJson(text.slice(start));
    if (found !== undefined) return found;
  }
  return undefined;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
