import { inWords, sizeInWords } from "../in-words.ts";
import { PROOF } from "../policy.ts";

/** The name of the TXT record for a domain's token, an underscored name (RFC 8552). */
export const proofRecord = (domain: string): string => `_commonwire.${domain}`;

/** Why a domain isn't proved, by stable code, and what to do about it. A site's answer is never quoted. */
export const PROOF_PROBLEMS = {
  "dns-wrong-token":
    "The TXT record is there but has a different code. Copy the code again. DNS changes can take a while to appear.",
  "wrong-token":
    "The file or the tag is there but has a different code. Copy the code again. In the file, put it on a line by itself, without spaces.",
  "too-large": `The file is larger than ${sizeInWords(PROOF.fileBytes)}, or the head of your home page doesn't end within its first ${sizeInWords(PROOF.pageBytes)}. Put the code in a file of its own.`,
  "not-text":
    "The address returns the wrong type of content. Serve the file as text/plain in UTF-8 and the home page as text/html.",
  "redirects-elsewhere": `The address redirects to another site, to HTTP, to a port, or more than ${inWords(PROOF.redirects)} times. Serve the file or page from the domain itself or its www subdomain.`,
  refused:
    "Your site blocked our request. Allow requests whose User-Agent begins with Commonwire, at least for the file.",
  failing: "Your site returned an error (status 500 or higher). Try again once it’s working.",
  slow: "Your site took too long to answer. Try again, or use the file, which loads faster than a home page.",
  unreachable:
    "We can't connect to this domain over HTTPS. Check that it has an address in DNS and a certificate that browsers accept.",
  "not-found":
    "We found no file at /.well-known/commonwire.txt, no tag in the head of your home page and no TXT record. Add one of them.",
  "not-public": "This isn't a public domain. Enter the domain of your publication's own site, such as paper.example.",
} as const;
export type ProofProblem = keyof typeof PROOF_PROBLEMS;
