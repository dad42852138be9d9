import { inWords, kilobytes } from "../in-words.ts";
import { PROOF } from "../policy.ts";

/** The name of the TXT record that may hold a domain's token, as RFC 8552 has names of that kind. */
export const proofRecord = (domain: string): string => `_commonwire.${domain}`;

/** Why a domain isn't proved, by its stable code, and what to do about it. Never more: what a site answered is quoted nowhere. */
export const PROOF_PROBLEMS = {
  "dns-wrong-token":
    "The TXT record is there, but holds another code. Copy the code again; DNS may take a while to show a change.",
  "wrong-token":
    "The file or the tag is there, but holds another token. Copy the token again: in the file, a line of its own without spaces around it.",
  "too-large": `The file is larger than ${kilobytes(PROOF.fileBytes)}, or the head of the home page doesn't end in its first ${kilobytes(PROOF.pageBytes)}. Put the token into a file of its own.`,
  "not-text":
    "The address answers with something else than it has to. Serve the file as text/plain in UTF-8, the home page as text/html.",
  "redirects-elsewhere": `The address redirects to another site, to http, to a port, or more than ${inWords(PROOF.redirects)} times. Let it answer at the domain itself, or at its www.`,
  refused:
    "The site doesn't let our request through. Allow requests whose User-Agent begins with Commonwire, at least for the file.",
  failing: "The site answers with an error of its own, a status of 500 or more. Try again once it works.",
  slow: "The site took too long to answer. Try again, or use the file, which costs a site less than its home page.",
  unreachable:
    "There is no answer at https:// and the domain. Look whether it has an address in DNS and a certificate that browsers accept.",
  "not-found":
    "There is no file /.well-known/commonwire.txt, no tag in the head of the home page, and no TXT record. Add one of them.",
  "not-public":
    "This is no domain that everyone can reach. Name the domain of the publication's own site, as paper.example.",
} as const;
export type ProofProblem = keyof typeof PROOF_PROBLEMS;
