import type { SourceKind } from "./settings.ts";

/** Why a source couldn't be read, for an editor: what happened and what to do. A failing source withdraws nothing. */
export const FAILURES = {
  unreachable: [
    "The site isn't responding.",
    "Open its address in a browser; if it opens there, ask the host whether requests are blocked.",
  ],
  slow: ["The site takes too long to respond.", "Contact the site's host. We'll try again later."],
  "too-large": ["The site's response is too large for us to read.", "Ask the host what the site is sending."],
  "not-found": ["We found nothing at this address.", "Check the address of the site in the source's settings."],
  "rest-disabled": [
    "The site has no REST API.",
    "Turn it on in the security plug-in, or connect the site's feed instead.",
  ],
  closed: [
    "The site's REST API requires signing in.",
    "Allow public access to posts in the security plug-in, or enter an application password.",
  ],
  unauthorized: [
    "The site asks for a password.",
    "Ask whoever runs the site to let our requests through. For WordPress, you can enter an application password.",
  ],
  "bad-credentials": [
    "The site rejected the user name and application password.",
    "Create a new application password on the site, and enter it here.",
  ],
  "no-key": [
    "There is no Content API key for this site.",
    "In Ghost, open Settings, Integrations, Add custom integration. Copy the Content API key and enter it here.",
  ],
  "bad-key": [
    "The site rejected the Content API key.",
    "In Ghost, open Settings, Integrations. Copy the Content API key again and enter it here.",
  ],
  "no-content-api": [
    "We couldn’t find the Content API for Ghost 5 or later at this address.",
    "Enter the API URL that Ghost shows next to the Content API key. If the site runs an older version of Ghost, update it.",
  ],
  forbidden: ["The site rejects requests from the wire.", "Ask the host to allow the user agent Commonwire."],
  challenge: [
    "A firewall is blocking us with a browser check.",
    "Ask whoever runs the firewall to allow the user agent Commonwire.",
  ],
  "login-wall": [
    "The site is asking us to sign in.",
    "Make the posts readable without signing in. For WordPress, you can enter an application password.",
  ],
  "rate-limited": [
    "The site is limiting our requests.",
    "You don't need to do anything. If this continues, set a longer interval.",
  ],
  failing: ["The site reported an error.", "Contact the site's host. We'll try again later."],
  "not-json": [
    "The site responds with a web page instead of data.",
    "Check the address, and whether a plug-in or a cache is handling it.",
  ],
  malformed: ["The site's response can't be read.", "Turn off plug-in error messages (WP_DEBUG_DISPLAY) on the site."],
  unexpected: [
    "The site's response isn't what this kind of source sends.",
    "Check what kind of source this is, and check the site's plug-ins.",
  ],
  moved: [
    "The site redirects the wire to another address.",
    "If the new address is yours, set it as the source's address.",
  ],
  "other-site": [
    "A different site answers at this address.",
    "Check whether the domain is still yours before you change anything.",
  ],
  "wrong-clock": [
    "The site's clock is wrong.",
    "Ask the host to correct it. Until then, we can't tell new edits from old ones.",
  ],
  empty: [
    "The site says it has no posts, but it used to have some.",
    "Look at the site. If the posts are really gone, withhold the stories at the desk.",
  ],
  "many-gone": [
    "Many posts seem to have disappeared at the same time.",
    "Look at the site. If the posts are gone, confirm it here. Otherwise, find out what's hiding them.",
  ],
  "malformed-feed": [
    "The feed can't be read.",
    "Check it with a feed validator, and ask whoever runs the site to fix it.",
  ],
  "not-a-feed": [
    "There is no feed at this address, and no page that links to one.",
    "Open the site, find the link to its RSS, Atom or JSON feed, and enter that address.",
  ],
  "guid-reused": [
    "The feed gives the same guid to different stories.",
    "We keep the first story and skip the others. Give each its own guid, or connect the site through its API.",
  ],
  "no-full-text": ["The feed has only summaries.", "Set the feed to full text on the site."],
  "no-secrets-key": [
    "We can't decrypt this source's password or key.",
    "Set SECRETS_KEY back to its earlier value, or enter the password or key again.",
  ],
  unsafe: ["We can't fetch this address for security reasons.", "Enter an https address at a public domain."],
} as const satisfies Record<string, readonly [string, string]>;

export type FailureCode = keyof typeof FAILURES;
export const FAILURE_CODES = Object.keys(FAILURES);

/** A failure with its detail: a status, or a URL without its query. Never the answer itself. */
export type SourceFailure = { code: FailureCode; detail: string };

/** What to do if the source is a feed rather than an API. */
const OF_FEEDS: Partial<Record<FailureCode, string>> = {
  "too-large": "Ask whoever runs the site for a feed with fewer stories.",
  "not-found": "Check the address of the feed in the source's settings.",
  unauthorized: "Enter the user name and password for the feed, or remove the protection in front of it.",
  forbidden: "Ask the host to allow the user agent Commonwire to read the feed.",
  challenge: "Ask whoever runs the firewall to allow the user agent Commonwire to read the feed.",
  "login-wall": "Make the feed readable without signing in.",
  empty: "Look at the feed. If it's meant to be empty, go to the desk and withhold the stories that shouldn't be out.",
};

/** Returns the failure as sentences: what happened, and what to do for that kind of source. */
export function failureSentence({ code, detail }: SourceFailure, kind: SourceKind): string {
  const [what, todo] = FAILURES[code];
  const advice = (kind === "feed" ? OF_FEEDS[code] : undefined) ?? todo;
  return [what, detail === "" ? "" : `(${detail})`, advice].filter(Boolean).join(" ");
}

/** Thrown when a source fails; caught in one place, where the source is polled. */
export class SourceFailed extends Error {
  readonly failure: SourceFailure;
  /** The site's retry delay, in seconds from now. */
  readonly retryAfter: number | undefined;
  constructor(code: FailureCode, detail = "", retryAfter?: number) {
    super(code);
    this.failure = { code, detail };
    this.retryAfter = retryAfter;
  }
}
