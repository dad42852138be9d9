import { LENGTH } from "../../model/policy.ts";
import type { ProofProblem } from "../../model/publisher/proof.ts";
import { discard, type Fetch, inTime } from "../../sources/outbound.ts";

/** How to request a site: as which user agent, within which limits, and how much of each response is read, in bytes. */
export type AskedSite = {
  fetch: Fetch;
  userAgent: string;
  hosts: ReadonlySet<string>;
  redirects: number;
  signal: AbortSignal;
  most: number;
};
/** The requested kind of text. */
export type TextKind = { accept: string; type: RegExp };

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

type TextResult = { ok: true; text: string; whole: boolean } | { ok: false; problem: ProofProblem };

/** The text of a response, whether it is complete, and its final address; or why there is none. */
export type SiteText = TextResult & { address: string };

/**
 * Fetches a text from somebody's site, following redirects manually, since each may lead anywhere: only HTTPS at one of the hosts
 * is requested.
 */
export async function readSiteText(start: string, { accept, type }: TextKind, site: AskedSite): Promise<SiteText> {
  let address = start;
  for (let followed = 0; followed <= site.redirects; followed++) {
    const response = await ask(address, accept, site);
    if (typeof response === "string") return { ...failedText(response), address };
    if (!REDIRECTS.has(response.status)) return { ...(await textOf(response, type, site)), address };
    discard(response);
    const next = readWithin(response.headers.get("Location"), address, site.hosts);
    if (next === undefined) break;
    address = next;
  }
  return { ...failedText("redirects-elsewhere"), address };
}

const failedText = (problem: ProofProblem) => ({ ok: false, problem }) as const;

/** Sends one request, without cookies or other data of ours. Bypasses caches, whose response may be outdated. */
const ask = (address: string, accept: string, { fetch, userAgent, signal }: AskedSite) =>
  inTime(signal, async () => {
    const headers = { Accept: accept, "User-Agent": userAgent };
    const response = await fetch(address, { method: "GET", headers, redirect: "manual", cache: "no-store", signal });
    if (signal.aborted) discard(response);
    return response;
  });

/** Returns the target of a redirect if it is HTTPS at one of the hosts, on the default port and without user information. */
function readWithin(location: string | null, from: string, hosts: ReadonlySet<string>): string | undefined {
  if (location === null || location.length > LENGTH.redirect || !URL.canParse(location, from)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search } = new URL(location, from);
  const plain = protocol === "https:" && port === "" && username === "" && password === "";
  return plain && hosts.has(hostname) ? `https://${hostname}${pathname}${search}` : undefined;
}

/** Returns the text of a response if it is of the requested kind. */
async function textOf(response: Response, type: RegExp, { signal, most }: AskedSite): Promise<TextResult> {
  const problem =
    statusProblem(response.status) ??
    (type.test(response.headers.get("Content-Type") ?? "") ? undefined : ("not-text" as const));
  if (problem !== undefined) {
    discard(response);
    return failedText(problem);
  }
  return response.body ? read(response.body, most, signal) : { ok: true, text: "", whole: true };
}

function statusProblem(status: number): ProofProblem | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 500) return "failing";
  return REFUSALS.has(status) ? "refused" : "not-found";
}
/** Statuses with which sites and their protection services reject a client. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 406, 429, 451]);

/** Reads a body as UTF-8, up to a number of bytes, and discards the rest. */
async function read(body: ReadableStream<Uint8Array>, most: number, signal: AbortSignal): Promise<TextResult> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    while (size <= most) {
      const step = await inTime(signal, () => reader.read());
      if (typeof step === "string") return failedText(step);
      if (step.done) return { ok: true, text: text + decoder.decode(), whole: true };
      text += decoder.decode(step.value.subarray(0, most - size), { stream: true });
      // Count an empty chunk too: a stream of nothing else would end neither by size nor, without a pause, by time.
      size += Math.max(1, step.value.byteLength);
    }
    return { ok: true, text, whole: false };
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
