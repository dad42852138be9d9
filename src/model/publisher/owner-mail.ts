import mailHosts from "email-providers/all.json" with { type: "json" };
import { getPublicSuffix } from "tldts";

/** Mailboxes that only a domain's operator has: RFC 2142 §4 and §5, and the ones that certificate authorities use. */
export const OWNER_MAILBOXES = ["postmaster", "webmaster", "admin", "hostmaster"] as const;
export type OwnerMailbox = (typeof OWNER_MAILBOXES)[number];

/** Domains where anyone can get a mailbox, perhaps one of those. */
const MAIL_HOSTS: ReadonlySet<string> = new Set(mailHosts);

/**
 * Whether mail can reach a domain's owner: not if anyone can have a mailbox there (gmail.com), nor if anyone can have a domain
 * below it (co.uk, github.io), by the public suffix list.
 */
export const hasOwnerMail = (domain: string): boolean =>
  !MAIL_HOSTS.has(domain) && getPublicSuffix(domain, { allowPrivateDomains: true }) !== domain;
