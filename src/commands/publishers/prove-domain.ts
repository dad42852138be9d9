import { LENGTH, PROOF } from "../../model/policy.ts";
import { Domain, domainProblem } from "../../model/publisher/domain.ts";
import { PROOF_PROBLEMS, type ProofProblem } from "../../model/publisher/proof.ts";
import { headMeta } from "../../sources/html/head.ts";
import { discard, type Fetch, inTime, userAgent, withTimeout } from "../outbound.ts";

/** Whether a domain is proved, and by what. */
export type Proof = { ok: true; by: "file" | "meta" } | { ok: false; problem: ProofProblem };

/** What is to be proved, the way out, and how much a site may cost: milliseconds in all, and bytes of each answer. */
export type ProofRequest = {
  domain: string;
  token: string;
  fetch: Fetch;
  timeoutMs?: number;
  maxBytes?: { file: number; page: number };
};

const MAX_BYTES = { file: PROOF.fileBytes, page: PROOF.pageBytes };

/**
 * Looks for the token in `/.well-known/commonwire.txt`, then in the head of the home page. The domain is somebody's input,
 * so nothing but https at the domain or its `www.` is asked, whatever an answer says. Safe to run twice: it only reads.
 */
export async function proveDomain(request: ProofRequest): Promise<Proof> {
  const { token, fetch, timeoutMs = PROOF.timeoutMs, maxBytes = MAX_BYTES } = request;
  // An empty token would be in every file.
  if (!/^\S+$/.test(token)) throw new RangeError("a token is text without white space");
  const { data: domain } = Domain.safeParse(request.domain);
  if (domain === undefined) return failedProof("not-public");
  const hosts = family(domain);
  return withTimeout(timeoutMs, async (signal) => {
    // A file that hangs leaves half of the time to the home page.
    const file = await withTimeout(timeoutMs / 2, async (half) => {
      const site = { fetch, hosts, signal: half, most: maxBytes.file };
      return byFile(await get(`https://${domain}/.well-known/commonwire.txt`, FILE, site), token);
    });
    if (file.ok) return file;
    const site = { fetch, hosts, signal, most: maxBytes.page };
    const page = byPage(await get(`https://${domain}/`, PAGE, site), token);
    return page.ok ? page : failedProof(moreHelpful(file.problem, page.problem));
  });
}

const failedProof = (problem: ProofProblem) => ({ ok: false, problem }) as const;

/** The problem that is nearer to the proof, and so says more about what to do: they are listed in this order. */
const moreHelpful = (one: ProofProblem, other: ProofProblem): ProofProblem =>
  ORDER.indexOf(one) <= ORDER.indexOf(other) ? one : other;
const ORDER = Object.keys(PROOF_PROBLEMS);

/** The hosts that may answer for a domain: itself, and its `www.`; or, where it is a `www.`, what that belongs to. */
function family(domain: string): ReadonlySet<string> {
  const other = domain.startsWith("www.") ? domain.slice("www.".length) : `www.${domain}`;
  return new Set(domainProblem(other) === undefined ? [domain, other] : [domain]);
}

type Site = { fetch: Fetch; hosts: ReadonlySet<string>; signal: AbortSignal; most: number };
type Kind = { accept: string; type: RegExp };

// An answer that doesn't name its type is taken for what was asked for.
const FILE: Kind = { accept: "text/plain, */*;q=0.1", type: /^(?:text\/plain\s*(?:;.*)?)?$/i };
const PAGE: Kind = { accept: "text/html", type: /^(?:(?:text\/html|application\/xhtml\+xml)\s*(?:;.*)?)?$/i };

const USER_AGENT = userAgent("looks whether a publisher's domain is its own; reads one file and the home page");

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The text of an answer, and whether it is all of it; or why there is none. */
type FetchResult = { ok: true; text: string; whole: boolean } | { ok: false; problem: ProofProblem };

/** Gets a text, and follows redirects by hand, since each may lead anywhere. */
async function get(start: string, { accept, type }: Kind, site: Site): Promise<FetchResult> {
  let address = start;
  for (let followed = 0; followed <= PROOF.redirects; followed++) {
    const response = await ask(address, accept, site);
    if (typeof response === "string") return failedProof(response);
    if (!REDIRECTS.has(response.status)) return textOf(response, type, site);
    discard(response);
    const next = readWithin(response.headers.get("Location"), address, site.hosts);
    if (next === undefined) break;
    address = next;
  }
  return failedProof("redirects-elsewhere");
}

/** One request, with no cookie and nothing else that is ours. An answer from a cache could be from before the token was there. */
const ask = (address: string, accept: string, { fetch, signal }: Site) =>
  inTime(signal, async () => {
    const headers = { Accept: accept, "User-Agent": USER_AGENT };
    const response = await fetch(address, { method: "GET", headers, redirect: "manual", cache: "no-store", signal });
    if (signal.aborted) discard(response);
    return response;
  });

/** Where a redirect leads, if that is https at one of the hosts, at the default port and without user information. */
function readWithin(location: string | null, from: string, hosts: ReadonlySet<string>): string | undefined {
  if (location === null || location.length > LENGTH.redirect || !URL.canParse(location, from)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search } = new URL(location, from);
  const plain = protocol === "https:" && port === "" && username === "" && password === "";
  return plain && hosts.has(hostname) ? `https://${hostname}${pathname}${search}` : undefined;
}

/** An answer's text, if it is one of the kind that was asked for. */
async function textOf(response: Response, type: RegExp, { signal, most }: Site): Promise<FetchResult> {
  const problem =
    statusProblem(response.status) ??
    (type.test(response.headers.get("Content-Type") ?? "") ? undefined : ("not-text" as const));
  if (problem !== undefined) {
    discard(response);
    return failedProof(problem);
  }
  return response.body ? read(response.body, most, signal) : { ok: true, text: "", whole: true };
}

function statusProblem(status: number): ProofProblem | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 500) return "failing";
  return REFUSALS.has(status) ? "refused" : "not-found";
}
/** What sites and those who guard them answer to who isn't wanted. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 406, 429, 451]);

/** Reads a body as UTF-8, at most so many bytes of it, and lets go of the rest. */
async function read(body: ReadableStream<Uint8Array>, most: number, signal: AbortSignal): Promise<FetchResult> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    while (size <= most) {
      const step = await inTime(signal, () => reader.read());
      if (typeof step === "string") return failedProof(step);
      if (step.done) return { ok: true, text: text + decoder.decode(), whole: true };
      text += decoder.decode(step.value.subarray(0, most - size), { stream: true });
      // An empty chunk counts, too: a stream of nothing else would end neither by size nor, without a pause, by time.
      size += Math.max(1, step.value.byteLength);
    }
    return { ok: true, text, whole: false };
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function byFile(result: FetchResult, token: string): Proof {
  if (!result.ok) return result;
  if (!result.whole) return failedProof("too-large");
  // UTF-16, as some editors write it, read as UTF-8.
  if (result.text.includes("\0")) return failedProof("not-text");
  return result.text.split(/\r\n|\r|\n/).includes(token) ? { ok: true, by: "file" } : failedProof("wrong-token");
}

function byPage(result: FetchResult, token: string): Proof {
  if (!result.ok) return result;
  const { contents, ended } = headMeta(result.text, "commonwire");
  if (contents.includes(token)) return { ok: true, by: "meta" };
  if (contents.length > 0) return failedProof("wrong-token");
  return result.whole || ended ? failedProof("not-found") : failedProof("too-large");
}
