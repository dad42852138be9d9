import type { Decision } from "../../../model/publisher/publisher.ts";
import type { MailBlock, MailWords } from "./mail-words.ts";

/** The applicant's organization, the publication, and where the reader can continue. */
export type ApplicationMail = { organization: string; publication: string; link: string };

/** How a contact opens the application: by a one-time link that expires after some hours, or by signing in. */
export type ApplicationWay = { link: string; hours: number | undefined };

const WHY = (organization: string): string =>
  `You’re receiving this email because you’re the contact for ${organization}.`;

/** Returns the link as the last blocks of a mail; `then` says what happens when it expires or is opened. */
const onwards = ({ link, hours }: ApplicationWay, then = ""): MailBlock[] =>
  hours === undefined
    ? [{ link, label: "Sign in to see your application" }]
    : [
        { link, label: "Open your application page" },
        { text: `This link works once and expires in ${hours} hours.${then}` },
      ];

type WithWay = Omit<ApplicationMail, "link"> & { way: ApplicationWay };

/** To the contact: the application was received. */
export const receivedWords = ({ organization, publication, way }: WithWay): MailWords => ({
  subject: "We received your application",
  blocks: [
    { text: `${organization} applied to republish stories from ${publication}.` },
    {
      text: "Next, verify that you own your domain. Your application page shows each step and what’s left to do.",
    },
    ...onwards(
      way,
      " After that, select “find your application” on the application form, and we’ll send you a new one.",
    ),
  ],
  why: WHY(organization),
});

/** To the desk: somebody applied. */
export const arrivedWords = ({
  organization,
  domains,
  licences,
  link,
}: Omit<ApplicationMail, "publication"> & { domains: readonly string[]; licences: readonly string[] }): MailWords => ({
  subject: `New application: ${organization}`,
  blocks: [
    { text: `${organization} wants to republish our stories.` },
    {
      facts: [
        [domains.length === 1 ? "Domain" : "Domains", domains.join(", ")],
        ["Terms requested", licences.join(", ")],
      ],
    },
    { link, label: "Read the application" },
  ],
  why: "You’re receiving this email because this is the wire’s licensing address.",
});

/** To the contact, after some time: what is still missing that they can provide. */
export const incompleteWords = ({
  organization,
  publication,
  way,
  missing,
}: WithWay & { missing: readonly string[] }): MailWords => ({
  subject: "Your application isn’t complete yet",
  blocks: [
    {
      text: `${organization} applied to republish stories from ${publication}. Before we can decide, here’s what you need to do:`,
    },
    { list: missing },
    ...onwards(way),
  ],
  why: WHY(organization),
});

/** To whoever asked for it: a new link to an application's page. */
export const lostWords = ({ organization, way }: Omit<WithWay, "publication">): MailWords => ({
  subject: "Your application page",
  blocks: [
    { text: `Someone, probably you, asked for a link to the application page for ${organization}.` },
    ...onwards(way, " When you open it, the page gets a new address and the old one stops working."),
    { text: "If you didn’t ask for this, you can ignore this message." },
  ],
  why: WHY(organization),
});

const SUBJECTS: Record<Decision, (publication: string) => string> = {
  approve: (publication) => `You can republish stories from ${publication}`,
  refuse: () => "We can’t approve your application",
  suspend: () => "Your access is suspended",
  restore: () => "Your access is restored",
};

const MEANINGS: Record<Decision, (organization: string) => string> = {
  approve: (organization) => `${organization} is approved.`,
  refuse: (organization) => `We can’t approve the application from ${organization}.`,
  suspend: (organization) =>
    `We suspended access for ${organization}. Its keys won’t work until we restore it. Stories you already published under your agreement may stay up, unless we tell you to take one down.`,
  restore: (organization) => `We restored access for ${organization}. Its keys work again.`,
};

const NEXT: Record<Decision, (licences: string) => string> = {
  approve: (licences) =>
    `You’re approved for: ${licences}. Sign in with this email address, read and accept the terms, and take your first story from the library.`,
  refuse: () => "If you think this is a mistake, reply to this message.",
  suspend: () => "If you think this is a mistake, reply to this message.",
  restore: () => "You don’t need to do anything.",
};

/** To the contact: what the desk or the rules decided, and why. */
export const decidedWords = ({
  organization,
  publication,
  link,
  decision,
  reason,
  licences,
}: ApplicationMail & { decision: Decision; reason: string; licences: readonly string[] }): MailWords => ({
  subject: SUBJECTS[decision](publication),
  blocks: [
    { text: MEANINGS[decision](organization) },
    { quote: reason },
    { text: NEXT[decision](licences.join(", ")) },
    ...(decision === "refuse" ? [] : [{ link, label: "Sign in" }]),
  ],
  why: WHY(organization),
});
