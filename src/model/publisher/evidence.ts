import type { Eligibility } from "../licence/clauses/eligibility.ts";

/**
 * Where the license has the wire check a publisher's listing: an association's trust.txt, by its domain, or a directory's page.
 */
export type EvidenceSource = { kind: "trust-txt" | "directory"; source: string };

/** The result of checking one source. It counts until `expires`, while its domain is verified. Times are UTC to the second. */
export type Evidence = EvidenceSource & {
  /** The domain that was found, or the last one that was checked. */
  domain: string;
  checked: string;
  expires?: string;
  problem?: EvidenceProblem;
};

/** Why a source doesn't show a listing, by stable code, with what to do about it. A site's answer is never quoted. */
export const EVIDENCE_PROBLEMS = {
  "no-trust-txt": "Your site has no trust.txt that we can read. Add one at /trust.txt, as plain text.",
  "not-claimed": "The trust.txt on your site doesn’t name the association. Add a line that begins with belongto=.",
  "association-unreadable": "We can’t read the association’s trust.txt. Try again later.",
  "not-a-member": "The association’s trust.txt doesn’t name your site. Ask the association to add it.",
  "directory-unreadable": "We can’t read the directory. Try again later.",
  "directory-too-long": "We can’t read all of the directory: it’s too long. Ask our desk to check it.",
  "not-in-directory": "The directory doesn’t link to your site. Ask its editors to add the link.",
} as const;
export type EvidenceProblem = keyof typeof EVIDENCE_PROBLEMS;

/** The sources that a license names, in its order. */
export const evidenceSources = ({
  associations = [],
  directory,
}: Pick<Eligibility, "associations" | "directory">): EvidenceSource[] => [
  ...associations.map((source) => ({ kind: "trust-txt" as const, source })),
  ...(directory === undefined ? [] : [{ kind: "directory" as const, source: directory }]),
];

/** Returns the result for a source; undefined if it was never checked. */
export const evidenceOf = (all: readonly Evidence[], { kind, source }: EvidenceSource): Evidence | undefined =>
  all.find((each) => each.kind === kind && each.source === source);

/** Whether evidence is current: something was found, for a domain that is verified. */
export const isEvident = (
  { domain, expires = "" }: Pick<Evidence, "domain" | "expires">,
  verified: readonly string[],
  now: string,
): boolean => expires > now && verified.includes(domain);
