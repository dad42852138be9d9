import type { Child } from "hono/jsx";
import type { Site } from "../../site.ts";
import { Time } from "../kit/time.tsx";

/** A log entry as the page shows it. */
export type LogPageLine = {
  number: number;
  at: string;
  by: string;
  action: string;
  publisher: string | null;
  article: string | null;
  /** The publisher's name: null if it is gone, undefined if it wasn't looked up. */
  organization: string | null | undefined;
  headline: string | null;
  reason: string | null;
};

type Line = Omit<LogPageLine, "number">;

/** A log entry of one story or publisher, on its own page: who did what, why and when. */
export const LogLine = ({ line, site }: { line: Line; site: Site }) => (
  <li>
    <LogSentence line={line} />
    {whyOf(line)}
    <br />
    <span class="quiet small">
      <Time at={line.at} site={site} />
    </span>
  </li>
);

/** Returns the desk's reason, or for a correction the note to readers. */
export const whyOf = ({ action, reason }: Pick<Line, "action" | "reason">): string =>
  reason ? ` ${action === "correct" ? "Note" : "Reason"}: ${reason}` : "";

/** The verb phrase of each action, between who did it and what it was done to. */
const VERBS: Partial<Record<string, string>> = {
  correct: "corrected",
  fix: "fixed a typo in",
  relicense: "changed the license of",
  withhold: "withheld",
  restore: "restored",
  expire: "ended the term of",
  kill: "killed",
  approve: "approved",
  refuse: "refused",
  suspend: "suspended",
  "correct-audience": "corrected the audience figure for",
  vouch: "vouched for a domain for",
  "withdraw-vouch": "stopped vouching for a domain for",
  accept: "accepted terms for",
  leave: "closed the account for",
  "reset-address": "created a new application address for",
  "invite-person": "invited someone to join",
  "remove-person": "removed someone from",
  "make-contact": "chose a new contact for",
  "end-session": "signed someone out at",
  "make-sign-in-link": "created a sign-in link for someone at",
  "sign-in": "signed in for",
  "give-key": "created a key for",
  "rotate-key": "replaced a key for",
  "revoke-key": "revoked a key for",
  "revoke-found-key": "revoked a leaked key for",
  "make-webhook": "added a webhook for",
  "change-webhook": "changed a webhook for",
  "rotate-webhook": "replaced a webhook’s secret for",
  "delete-webhook": "deleted a webhook for",
  "resend-delivery": "sent a message again to",
  "send-mail": "sent a message by hand to",
  "acknowledge-by-mail": "used an emailed link to report on the copy held by",
  "verify-domain-by-mail": "confirmed a domain by email for",
  "ask-domain-by-mail": "requested an email to a domain’s owner for",
};

/** Actions on the wire as a whole. */
const WIRE: Partial<Record<string, string>> = {
  "back up": "made a backup",
  restore: "restored the wire from a backup",
};

/** A sentence that says who did what: `Maria approved The Daily Paper.` */
export function LogSentence({ line }: { line: Line }) {
  const { action, publisher, article } = line;
  const who = <b>{nameOf(line)}</b>;
  if (action === "acknowledge")
    return (
      <>
        {who} recorded an answer from <Publisher line={line} /> about its copy of <Article line={line} isLast />
      </>
    );
  const wire = article === null && publisher === null ? WIRE[action] : undefined;
  if (wire !== undefined) return sentence(who, `${wire}.`);
  const verb = VERBS[action] ?? "made a change to";
  // A publisher that acted on itself is named only once.
  if (article === null && line.by === publisher)
    return sentence(who, `${verb.replace(/ (?:for|of|to|at|from)$/, "")}.`);
  return sentence(
    who,
    <>
      {verb} {article === null ? <Publisher line={line} /> : <Article line={line} isLast />}
      {article === null && "."}
    </>,
  );
}

const sentence = (who: Child, what: Child) => (
  <>
    {who} {what}
  </>
);

/** Returns who did it. A publisher's own software acts under the publisher's id; the wire also acts on its own. */
const nameOf = ({ by, publisher, organization }: Line): string =>
  by === publisher ? (organization ?? "A publisher") : by;

const Publisher = ({ line: { publisher, organization } }: { line: Line }) => {
  if (publisher === null) return <>the desk</>;
  if (organization === null) return <>a former publisher</>;
  return <a href={`/desk/publishers/${publisher}`}>{organization ?? "a publisher"}</a>;
};

/** A story's headline. At the end of a sentence, the period goes inside the quotation marks. */
const Article = ({ line: { article, headline }, isLast = false }: { line: Line; isLast?: boolean }) => (
  <>
    “
    <a class="hl" href={`/desk/articles/${article}`} dir="auto">
      {headline ?? article}
    </a>
    {isLast && "."}”
  </>
);
