import { z } from "zod";
import { LENGTH } from "./policy.ts";

/** The problems that a domain can have, by stable code: what each means, and what is allowed instead. */
export const DOMAIN_PROBLEMS = {
  "not-a-domain": {
    meaning: "This isn't a domain name.",
    allowed: "a domain name, such as paper.example",
  },
  scheme: {
    meaning: "The address begins with something other than `https://` or `http://`.",
    allowed: "only the domain, such as paper.example, or its HTTPS address",
  },
  "user-info": {
    meaning: "There is a user name before the domain, or this is an email address.",
    allowed: "only the domain, such as paper.example, with no @ before it",
  },
  port: {
    meaning: "There is a port after the domain.",
    allowed: "only the domain, such as paper.example, without a port",
  },
  path: {
    meaning: "There is a path, a query or a fragment after the domain.",
    allowed: "only the domain, such as paper.example, with nothing after it",
  },
  "ip-address": {
    meaning: "This is an IP address, or would be read as one.",
    allowed: "a domain name, such as paper.example, instead of an IP address",
  },
  "one-label": {
    meaning: "This is a single word. Publishers' domains have at least two parts.",
    allowed: "the full name, with its ending, such as paper.example",
  },
  "special-use": {
    meaning: "Domains with this ending don't work on the public internet.",
    allowed: "a public domain, such as paper.example",
  },
  underscore: {
    meaning: "This has an underscore, which a site's name can't have.",
    allowed: "letters, digits and hyphens, as in paper.example",
  },
  "too-long": {
    meaning: "The domain is longer than 253 characters, or one of its parts is longer than 63.",
    allowed: "a domain of at most 253 characters, with no more than 63 between dots",
  },
} as const;
export type DomainProblem = keyof typeof DOMAIN_PROBLEMS;

/**
 * A domain as people type or paste it, `https://Paper.Example./` too, given as its lower-case ASCII host. What is wrong
 * with another is in the issue's message, and its code in `params.code`.
 */
export const Domain = z
  .string()
  .overwrite(asHost)
  .superRefine((text, ctx) => {
    const code = domainProblem(text);
    if (code !== undefined) ctx.addIssue({ code: "custom", message: DOMAIN_PROBLEMS[code].allowed, params: { code } });
  });

/** The problem with a domain as somebody typed it; undefined if there is none. */
export function domainProblem(text: string): DomainProblem | undefined {
  const read = readDomain(text);
  return read.ok ? undefined : read.problem;
}

/** The intended host; anything that can't be a host stays as it is. */
function asHost(text: string): string {
  const read = readDomain(text);
  return read.ok ? read.host : text;
}

type DomainResult = { ok: true; host: string } | { ok: false; problem: DomainProblem };
const refuse = (problem: DomainProblem): DomainResult => ({ ok: false, problem });

/** The parts of what was typed. The URL parser would forgive too much: it drops tabs, and takes `\` for `/`. */
const TYPED = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#\\]*@)?([^/?#\\@]*)(.*)$/i;

function readDomain(typed: string): DomainResult {
  // Longer than any name: anything beyond that isn't examined.
  if (typed.length > LENGTH.typedDomain) return refuse("too-long");
  const text = typed.trim();
  const [, scheme = "https", user, place, behind] = /\s/u.test(text) ? [] : (TYPED.exec(text) ?? []);
  if (place === undefined) return refuse("not-a-domain");
  if (!/^https?$/i.test(scheme)) return refuse("scheme");
  if (isIpv6(place)) return refuse("ip-address");
  const [, name = "", port] = /^([^:]*)(:\d*)?$/.exec(place) ?? [];
  // Problems with the name itself come first, because fixing the rest wouldn't help.
  const read = readName(name);
  if (!read.ok) return read;
  if (user !== undefined) return refuse("user-info");
  if (port !== undefined) return refuse("port");
  return behind === "" || behind === "/" ? read : refuse("path");
}

/** An IPv6 address, with or without its brackets, its zone and a port. */
function isIpv6(place: string): boolean {
  if (/^\[.*\](?::\d*)?$/.test(place)) return true;
  const [address = ""] = place.split("%");
  return address.includes(":") && URL.canParse(`https://[${address}]/`);
}

/** Names that are read as an IPv4 address: the URL standard's "ends in a number". */
const ENDS_IN_NUMBER = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/i;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/** A name in any script as its host. The URL parser maps letters (UTS #46) and knows every spelling of an IPv4 address. */
function readName(name: string): DomainResult {
  // It would undo percent-encoding, which nobody types.
  if (name === "" || name.includes("%")) return refuse("not-a-domain");
  const address = `https://${name}/`;
  if (!URL.canParse(address)) return refuse(ENDS_IN_NUMBER.test(name) ? "ip-address" : "not-a-domain");
  const { hostname } = new URL(address);
  if (IPV4.test(hostname)) return refuse("ip-address");
  // RFC 1034 §3.1: the dot at the end is the root; the name is the same without it.
  const host = hostname.replace(/\.$/, "");
  const problem = hostProblem(host);
  return problem === undefined ? { ok: true, host } : refuse(problem);
}

/** RFC 1123 §2.1: letters, digits, and hyphens between them. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
/** RFC 3696 §2: no ending is of digits. Those that exist are of letters, or in the ASCII form of another script. */
const ENDING = /^(?:[a-z]{2,}|xn--[a-z0-9-]+)$/;

function hostProblem(host: string): DomainProblem | undefined {
  const labels = host.split(".");
  const ending = labels.at(-1) ?? "";
  if (host.length > 253 || labels.some(({ length }) => length > 63)) return "too-long";
  if (host.includes("_")) return "underscore";
  if (!labels.every((label) => LABEL.test(label))) return "not-a-domain";
  if (SPECIAL.has(ending)) return "special-use";
  if (labels.length === 1) return "one-label";
  return ENDING.test(ending) ? undefined : "not-a-domain";
}

/** Endings that lead nowhere in public. `example` (RFC 6761 §6.5) isn't among them: documentation and tests live on it. */
const SPECIAL = new Set([
  // RFC 6761 §6.2 to §6.4; localdomain is what many systems call themselves.
  ...["localhost", "localdomain", "test", "invalid"],
  // RFC 6762 §3; what people use instead, in its appendix G; and what ICANN keeps free for that: internal, corp, home, mail.
  ...["local", "internal", "intranet", "private", "corp", "home", "lan", "mail"],
  // RFC 7686, RFC 9476; and home.arpa (RFC 8375) with all that is there for the network's own use (RFC 3172).
  ...["onion", "alt", "arpa"],
]);

/** The hosts that may answer for a domain: itself and its `www.`; for a `www.` domain, itself and its parent. */
export function family(domain: string): ReadonlySet<string> {
  const other = domain.startsWith("www.") ? domain.slice("www.".length) : `www.${domain}`;
  return new Set(domainProblem(other) === undefined ? [domain, other] : [domain]);
}
