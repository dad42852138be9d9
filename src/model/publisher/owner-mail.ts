import mailHosts from "email-providers/all.json" with { type: "json" };
import { getPublicSuffix } from "tldts";

/** Addresses that only whoever runs a domain has: RFC 2142 §4 and 5, and those that certificate authorities ask, too. */
export const OWNER_MAILBOXES = ["postmaster", "webmaster", "admin", "hostmaster"] as const;
export type OwnerMailbox = (typeof OWNER_MAILBOXES)[number];

/** Where anybody gets a mailbox, perhaps one of those. */
const MAIL_HOSTS: ReadonlySet<string> = new Set(mailHosts);

/**
 * Whether the owner of a domain can be asked by mail whose it is: not where anybody can have an address (gmail.com), nor where
 * anybody can have a domain below it (co.uk, github.io), by the public suffix list.
 */
export const hasOwnerMail = (domain: string): boolean =>
  !MAIL_HOSTS.has(domain) && getPublicSuffix(domain, { allowPrivateDomains: true }) !== domain;
