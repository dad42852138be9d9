import { Domain, family } from "../../model/domain.ts";
import { PROOF } from "../../model/policy.ts";
import { PROOF_PROBLEMS, type ProofProblem } from "../../model/publisher/proof.ts";
import { headMeta } from "../../sources/html/head.ts";
import { type Fetch, userAgent, withTimeout } from "../../sources/outbound.ts";
import { readSiteText, type SiteText, type TextKind } from "./read-site.ts";

/** Whether a domain is proved, and by which method. */
export type Proof = { ok: true; by: "file" | "meta" | "dns" } | { ok: false; problem: ProofProblem };

/** What to prove, `fetch`, and the limits per site: milliseconds in all, and bytes of each response. */
export type ProofRequest = {
  domain: string;
  token: string;
  fetch: Fetch;
  timeoutMs?: number;
  maxBytes?: { file: number; page: number };
};

const MAX_BYTES = { file: PROOF.fileBytes, page: PROOF.pageBytes };

/**
 * Looks for the token in `/.well-known/commonwire.txt`, then in the head of the home page. The domain is user input, so only
 * HTTPS
 * at the domain or its `www.` is requested, whatever a response says. Safe to run twice: it only reads.
 */
export async function proveDomain(request: ProofRequest): Promise<Proof> {
  const { token, fetch, timeoutMs = PROOF.timeoutMs, maxBytes = MAX_BYTES } = request;
  // An empty token would match every file.
  if (!/^\S+$/.test(token)) throw new RangeError("a token is text without white space");
  const { data: domain } = Domain.safeParse(request.domain);
  if (domain === undefined) return failedProof("not-public");
  const asked = { fetch, userAgent: USER_AGENT, hosts: family(domain), redirects: PROOF.redirects };
  return withTimeout(timeoutMs, async (signal) => {
    // If the file hangs, half of the time is left for the home page.
    const file = await withTimeout(timeoutMs / 2, async (half) => {
      const site = { ...asked, signal: half, most: maxBytes.file };
      return byFile(await readSiteText(`https://${domain}/.well-known/commonwire.txt`, FILE, site), token);
    });
    if (file.ok) return file;
    const site = { ...asked, signal, most: maxBytes.page };
    const page = byPage(await readSiteText(`https://${domain}/`, PAGE, site), token);
    return page.ok ? page : failedProof(moreHelpful(file.problem, page.problem));
  });
}

const failedProof = (problem: ProofProblem) => ({ ok: false, problem }) as const;

/** Returns the problem that is closer to a proof, and so more helpful; the problems are listed in this order. */
const moreHelpful = (one: ProofProblem, other: ProofProblem): ProofProblem =>
  ORDER.indexOf(one) <= ORDER.indexOf(other) ? one : other;
const ORDER = Object.keys(PROOF_PROBLEMS);

// A response without a type is taken as the requested type.
const FILE: TextKind = { accept: "text/plain, */*;q=0.1", type: /^(?:text\/plain\s*(?:;.*)?)?$/i };
const PAGE: TextKind = { accept: "text/html", type: /^(?:(?:text\/html|application\/xhtml\+xml)\s*(?:;.*)?)?$/i };

const USER_AGENT = userAgent("checks whether a publisher's domain is its own; reads one file and the home page");

function byFile(result: SiteText, token: string): Proof {
  if (!result.ok) return result;
  if (!result.whole) return failedProof("too-large");
  // UTF-16 read as UTF-8; some editors write it.
  if (result.text.includes("\0")) return failedProof("not-text");
  return result.text.split(/\r\n|\r|\n/).includes(token) ? { ok: true, by: "file" } : failedProof("wrong-token");
}

function byPage(result: SiteText, token: string): Proof {
  if (!result.ok) return result;
  const { contents, ended } = headMeta(result.text, "commonwire");
  if (contents.includes(token)) return { ok: true, by: "meta" };
  if (contents.length > 0) return failedProof("wrong-token");
  return result.whole || ended ? failedProof("not-found") : failedProof("too-large");
}
