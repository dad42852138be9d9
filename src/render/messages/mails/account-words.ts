import type { MailWords } from "./mail-words.ts";

/** A sign-in link; `organization` is null for desk staff. */
export const signInWords = ({
  organization,
  publication,
  link,
  minutes,
}: {
  organization: string | null;
  publication: string;
  link: string;
  minutes: number;
}): MailWords => ({
  subject: `Sign in to ${publication}`,
  blocks: [
    { text: `Here is your link to sign in ${organization === null ? "to the desk" : `for ${organization}`}.` },
    { link, label: "Sign in" },
    {
      text: `The link works once and expires in ${minutes} minutes. It opens a page with one button, and nothing happens until you select it. If you didn’t ask for this link, you can ignore this message.`,
    },
  ],
  why: "You’re receiving this email because someone entered this address on our sign-in page.",
});

/** Our own words start a sentence with a capital; a name or an address stays as it is. */
const atStart = (by: string): string => by.replace(/^software /, "Software ");

/** Somebody was added to a team. */
export const invitedWords = ({
  organization,
  publication,
  by,
  link,
}: {
  organization: string | null;
  publication: string;
  by: string;
  link: string;
}): MailWords => ({
  subject:
    organization === null ? `You can sign in to the desk at ${publication}` : `You can sign in for ${organization}`,
  blocks: [
    {
      text:
        organization === null
          ? `${atStart(by)} added you to the desk at ${publication}.`
          : `${atStart(by)} gave you access to ${publication} for ${organization}. You can take stories from the library and see what needs action.`,
    },
    { text: "To sign in, enter this email address on our sign-in page. We’ll send you a link. There’s no password." },
    { link, label: "Go to the sign-in page" },
  ],
  why: `You’re receiving this email because ${by} entered this address.`,
});

/** The terms of a license changed; until `deadline`, the accepted version still applies. */
export const termsWords = (about: {
  organization: string;
  licence: string;
  accepted: number;
  version: number;
  deadline: string;
  text: string;
  link: string;
}): MailWords => ({
  subject: `New terms: ${about.licence}`,
  blocks: [
    {
      text: `We changed the terms of “${about.licence}.” ${about.organization} accepted version ${about.accepted}; version ${about.version} is now in force.`,
    },
    {
      text: `Read and accept the new version by ${about.deadline}. Until then, the version you accepted still applies to you. After that, your keys will no longer open stories under these terms.`,
    },
    { link: about.text, label: "Read what changed" },
    { link: about.link, label: "Accept the new version" },
  ],
  why: `You’re receiving this email because you’re on the team at ${about.organization}, which accepted these terms.`,
});

/** A key was made or revoked. The mail doesn't contain the key or its last characters. */
export const keyWords = ({
  isMade,
  organization,
  name,
  by,
  at,
  link,
}: {
  isMade: boolean;
  organization: string;
  name: string;
  by: string;
  at: string;
  link: string;
}): MailWords => ({
  subject: isMade ? `New key: ${name}` : `Key revoked: ${name}`,
  blocks: [
    {
      text: isMade
        ? `On ${at}, ${by} created the key “${name}” for ${organization}.`
        : `On ${at}, ${by} revoked the key “${name}” for ${organization}. Software that uses it can no longer read licensed stories.`,
    },
    {
      text: isMade
        ? "If you weren’t expecting this, revoke the key now and tell us."
        : "Anyone on your team who manages keys can create a new one. If you weren’t expecting this, ask your team.",
    },
    { link, label: "See your keys" },
  ],
  why: `You’re receiving this email because you’re on the team at ${organization}.`,
});

/** Asks the owner of a domain, at an address that only the owner has, whether it belongs to that publisher. */
export const verifyWords = ({
  organization,
  publication,
  domain,
  link,
  days,
}: {
  organization: string;
  publication: string;
  domain: string;
  link: string;
  days: number;
}): MailWords => ({
  subject: `Does ${domain} belong to ${organization}?`,
  blocks: [
    {
      text: `${organization} applied to republish stories from ${publication}, and says it owns ${domain}. Mail to this address goes to whoever runs that domain, so we’re asking you to confirm.`,
    },
    { link, label: `Confirm that ${domain} belongs to ${organization}` },
    {
      text: `The link works once and expires in ${days} days. It opens a page with one button, and nothing happens until you select it. If you don’t recognize this application, ignore this message, and the domain stays unverified.`,
    },
  ],
  why: `You’re receiving this email because ${organization} listed ${domain} in its application.`,
});

/** A domain can no longer be verified; `problem` gives the reason in a sentence. */
export const failingWords = ({
  organization,
  domain,
  problem,
  until,
  link,
}: {
  organization: string;
  domain: string;
  problem: string;
  until: string;
  link: string;
}): MailWords => ({
  subject: `We can no longer verify ${domain}`,
  blocks: [
    {
      text: `We check from time to time that ${domain} still belongs to ${organization}. This time we couldn’t confirm it.`,
    },
    { quote: problem },
    {
      text: `The last verification is valid until ${until}. Put the code back, or verify the domain another way, before then; otherwise, your keys will stop opening licensed stories. We’ll check again every day.`,
    },
    { link, label: "See the steps" },
  ],
  why: `You’re receiving this email because you’re the contact for ${organization}.`,
});
