import { family } from "../../model/domain.ts";
import { EVIDENCE } from "../../model/policy.ts";
import { isPublicAddress } from "../../model/public-address.ts";
import type { EvidenceProblem, EvidenceSource } from "../../model/publisher/evidence.ts";
import { linkedHosts } from "../../sources/html/linked-hosts.ts";
import { type Fetch, userAgent, withTimeout } from "../../sources/outbound.ts";
import { parseTrustTxt, type TrustTxt } from "../../sources/trust-txt.ts";
import { readSiteText, type TextKind } from "./read-site.ts";

/** The result of checking one source: the domain that it lists, or why it lists none. */
export type Found = EvidenceSource & ({ ok: true; domain: string } | { ok: false; problem: EvidenceProblem });

type Search = { sources: readonly EvidenceSource[]; domains: readonly string[]; fetch: Fetch; timeoutMs?: number };

/**
 * Checks whether each source lists one of a publisher's domains. Only requests HTTPS, at these domains, the associations and the
 * directories, whatever a response says; reads no source twice. Safe to run twice: it only reads.
 */
export async function findEvidence(search: Search): Promise<Found[]> {
  const { sources, fetch, timeoutMs = EVIDENCE.timeoutMs } = search;
  const domains = search.domains.slice(0, EVIDENCE.domains);
  return withTimeout(timeoutMs, async (signal) => {
    const reader = { fetch, signal, known: new Map<string, Promise<TrustTxt | undefined>>() };
    const found: Found[] = [];
    // One after another, because a Worker may have only a few requests open.
    for (const source of sources)
      found.push(
        source.kind === "directory"
          ? { ...source, ...(await inDirectory(reader, source.source, domains)) }
          : { ...source, ...(await byTrustTxt(reader, source.source, domains)) },
      );
    return found;
  });
}

type Reader = { fetch: Fetch; signal: AbortSignal; known: Map<string, Promise<TrustTxt | undefined>> };
type Look = { ok: true; domain: string } | { ok: false; problem: EvidenceProblem };

const failedLook = (problem: EvidenceProblem): Look => ({ ok: false, problem });

const USER_AGENT = userAgent("checks whether a publisher is a member of an association; reads trust.txt and one page");
// A response without a type is taken as the requested type.
const TEXT: TextKind = { accept: "text/plain, */*;q=0.1", type: /^(?:text\/plain\s*(?:;.*)?)?$/i };
const PAGE: TextKind = { accept: "text/html", type: /^(?:(?:text\/html|application\/xhtml\+xml)\s*(?:;.*)?)?$/i };

/** Each has to name the other: what a site claims alone proves nothing. */
async function byTrustTxt(reader: Reader, association: string, domains: readonly string[]): Promise<Look> {
  const own = await readEach(domains, (domain) => readTrustTxt(reader, domain, EVIDENCE.ownBytes));
  if (own.length === 0) return failedLook("no-trust-txt");
  const claiming = own.filter(({ trust }) => isNamed(association, trust.belongto));
  if (claiming.length === 0) return failedLook("not-claimed");
  const theirs = await readTrustTxt(reader, association, EVIDENCE.associationBytes);
  if (theirs === undefined) return failedLook("association-unreadable");
  const listed = claiming.find(({ domain }) => isNamed(domain, theirs.member));
  return listed === undefined ? failedLook("not-a-member") : { ok: true, domain: listed.domain };
}

const isNamed = (domain: string, hosts: ReadonlySet<string>): boolean =>
  [...family(domain)].some((host) => hosts.has(host));

async function readEach(domains: readonly string[], read: (domain: string) => Promise<TrustTxt | undefined>) {
  const all: { domain: string; trust: TrustTxt }[] = [];
  for (const domain of domains) {
    const trust = await read(domain);
    if (trust !== undefined) all.push({ domain, trust });
  }
  return all;
}

/** Reads a site's trust.txt, from the first of its two addresses that has one; each site only once. */
function readTrustTxt(reader: Reader, domain: string, most: number): Promise<TrustTxt | undefined> {
  const reading = reader.known.get(domain) ?? readFirst(reader, domain, most);
  reader.known.set(domain, reading);
  return reading;
}

async function readFirst({ fetch, signal }: Reader, domain: string, most: number): Promise<TrustTxt | undefined> {
  const site = { fetch, signal, userAgent: USER_AGENT, hosts: family(domain), redirects: EVIDENCE.redirects, most };
  for (const path of ["/trust.txt", "/.well-known/trust.txt"]) {
    const read = await readSiteText(`https://${domain}${path}`, TEXT, site);
    const trust = read.ok && read.whole ? parseTrustTxt(read.text) : undefined;
    if (trust !== undefined) return trust;
  }
  return undefined;
}

async function inDirectory({ fetch, signal }: Reader, address: string, domains: readonly string[]): Promise<Look> {
  // Checked again, because the license may be older than the rule.
  if (!isPublicAddress(address)) return failedLook("directory-unreadable");
  const hosts = family(new URL(address).hostname);
  const site = { fetch, signal, userAgent: USER_AGENT, hosts, redirects: EVIDENCE.redirects };
  const read = await readSiteText(address, PAGE, { ...site, most: EVIDENCE.directoryBytes });
  if (!read.ok) return failedLook("directory-unreadable");
  const linked = linkedHosts(read.text, read.address);
  const domain = domains.find((each) => isNamed(each, linked));
  if (domain !== undefined) return { ok: true, domain };
  return failedLook(read.whole ? "not-in-directory" : "directory-too-long");
}
