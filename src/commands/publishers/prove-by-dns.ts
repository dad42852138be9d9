import { z } from "zod";
import { PROOF } from "../../model/policy.ts";
import { proofRecord } from "../../model/publisher/proof.ts";
import { type Fetch, userAgent, withTimeout } from "../../sources/outbound.ts";
import type { Proof } from "./prove-domain.ts";
import { readSiteText, type TextKind } from "./read-site.ts";

/** The DNS resolver over HTTPS (RFC 8484); a Worker has no other way to query DNS. */
const RESOLVER = "cloudflare-dns.com";
const JSON_KIND: TextKind = { accept: "application/dns-json", type: /^application\/(?:dns-)?json\s*(?:;.*)?$/i };
const USER_AGENT = userAgent("checks whether a publisher's domain is its own; asks for one TXT record");

const Answer = z.object({
  Status: z.int(),
  Answer: z.array(z.object({ type: z.int(), data: z.string() })).optional(),
});

type DnsRequest = { domain: string; token: string; fetch: Fetch; timeoutMs?: number };

/**
 * Looks for the token in the TXT records of `_commonwire.` and the domain. Never queries the domain's own servers, only the
 * resolver, at one address, which may not redirect. Safe to run twice: it only reads.
 */
export async function proveByDns({ domain, token, fetch, timeoutMs = PROOF.dnsTimeoutMs }: DnsRequest): Promise<Proof> {
  const address = `https://${RESOLVER}/dns-query?name=${encodeURIComponent(proofRecord(domain))}&type=TXT`;
  const site = { fetch, userAgent: USER_AGENT, hosts: new Set([RESOLVER]), redirects: 0, most: PROOF.dnsBytes };
  const read = await withTimeout(timeoutMs, (signal) => readSiteText(address, JSON_KIND, { ...site, signal }));
  if (!read.ok || !read.whole) return NOT_FOUND;
  const texts = textsIn(read.text);
  if (texts.includes(token)) return { ok: true, by: "dns" };
  return texts.some((text) => text.startsWith("commonwire-")) ? { ok: false, problem: "dns-wrong-token" } : NOT_FOUND;
}

const NOT_FOUND = { ok: false, problem: "not-found" } as const;

/** Returns the texts of a response's TXT records; none if it isn't a DNS response. */
function textsIn(json: string): string[] {
  const answer = Answer.safeParse(parseJson(json));
  if (!answer.success || answer.data.Status !== 0) return [];
  // RFC 1035 §3.2.2: the type of a TXT record is 16.
  return (answer.data.Answer ?? []).filter(({ type }) => type === 16).map(({ data }) => textOf(data));
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Joins the quoted strings of a record into its text (RFC 7208 §3.3). Some resolvers leave out the quotation marks. */
const textOf = (data: string): string =>
  (data.startsWith('"') ? [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part).join("") : data).trim();
