import type { Child } from "hono/jsx";
import { articleUrl } from "../../../model/address.ts";
import { deadlineOf, type Recall } from "../../../model/article/recall.ts";
import type { MailLinkPurpose } from "../../../model/mail/mail.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { Time } from "../kit/time.tsx";
import { Acknowledge } from "./todo.tsx";

/** A valid link from a mail, as its page shows it. */
type Link = { purpose: MailLinkPurpose; about: string; organization: string | null; email: string };

type LinkPageProps = {
  link: Link;
  /** The recall that is being acknowledged. */
  recall?: (Recall & { reason: string }) | undefined;
  site: Site;
  action: string;
  problem: string | undefined;
};

const frame = (site: Site, title: string, children: Child): string =>
  page({ site, title, feeds: [], children: <div class="narrow flow">{children}</div> });

/** Renders the page behind a link in a mail: a single form, because software also opens links, but only people press buttons. */
export function mailLinkPage(props: LinkPageProps): string {
  const { link, site } = props;
  const [title, content] = PAGES[link.purpose](props);
  return frame(
    site,
    title,
    <>
      <h1>{title}</h1>
      {props.problem && <Notice isWrong>{props.problem}</Notice>}
      {content}
      <p class="quiet small">Nothing happens until you select the button.</p>
    </>,
  );
}

const PAGES: Record<MailLinkPurpose, (props: LinkPageProps) => [title: string, content: Child]> = {
  acknowledge: ({ link, recall, site, action }) => [
    "Status of your copy",
    <>
      {recall && <RecallFacts recall={recall} site={site} />}
      <p>
        Answer for {link.organization ?? "your publication"}. We’ll record that the answer came through the link sent to{" "}
        {link.email}.
      </p>
      <Acknowledge action={action} id={link.about} />
    </>,
  ],
  "verify-domain": ({ link, action }) => [
    `Does ${link.about} belong to ${link.organization ?? "this publisher"}?`,
    <>
      <p>
        If you confirm, we’ll treat {link.organization ?? "this publisher"} as the owner of {link.about}. It can then be
        approved to republish our stories on that site.
      </p>
      <Button action={action}>Yes, {link.about} is theirs</Button>
      <p>If you don’t recognize this request, close this page.</p>
    </>,
  ],
  "open-application": ({ link, action }) => [
    "Open your application page",
    <>
      <p>
        When you open it, the application page for {link.organization ?? "your publication"} gets a new address and the
        old one stops working. Bookmark the new one.
      </p>
      <Button action={action}>Open the page</Button>
    </>,
  ],
  unsubscribe: ({ link, action }) => [
    "Unsubscribe from new stories?",
    <>
      <p>We’ll stop sending {link.email} a list of new stories. You’ll still hear about corrections and withdrawals.</p>
      <Button action={action}>Unsubscribe</Button>
    </>,
  ],
};

const Button = ({ action, children }: { action: string; children?: Child }) => (
  <form method="post" action={action}>
    <button class="go big" type="submit">
      {children}
    </button>
  </form>
);

function RecallFacts({ recall, site }: { recall: Recall & { reason: string }; site: Site }) {
  const deadline = deadlineOf(recall);
  return (
    <dl class="facts">
      <dt>Story</dt>
      <dd>
        <a href={articleUrl("", recall.article)}>{articleUrl(site.origin, recall.article)}</a>
      </dd>
      <dt>Withdrawn</dt>
      <dd>
        <Time at={recall.at} site={site} />
      </dd>
      <dt>Reason</dt>
      <dd>{recall.reason}</dd>
      {deadline && (
        <>
          <dt>Take down by</dt>
          <dd>
            <Time at={deadline} site={site} />
          </dd>
        </>
      )}
    </dl>
  );
}

const DONE: Record<MailLinkPurpose, { title: string; text: (link: Link) => string }> = {
  acknowledge: {
    title: "Thank you",
    text: () => "We recorded your answer. If it changes, sign in and answer again.",
  },
  "verify-domain": {
    title: "Confirmed",
    text: ({ about, organization }) => `${about} is verified as the domain of ${organization ?? "the publisher"}.`,
  },
  "open-application": { title: "Opened", text: () => "Your application page has a new address." },
  unsubscribe: {
    title: "Unsubscribed",
    text: ({ email }) =>
      `We no longer send ${email} a list of new stories. To get it again, sign in and choose how often on the Team page.`,
  },
};

/** The page after the form was sent. */
export const mailLinkDonePage = (site: Site, link: Link): string => {
  const { title, text } = DONE[link.purpose];
  return frame(
    site,
    title,
    <>
      <h1>{title}</h1>
      <Notice>
        <p>{text(link)}</p>
      </Notice>
    </>,
  );
};

/** The page for a link that no longer works: why, and what to do. */
export const refusedMailLinkPage = (site: Site, why: string): string =>
  frame(
    site,
    "This link doesn’t work",
    <>
      <h1>This link doesn’t work</h1>
      <p>{why}</p>
      <p>
        <a class="btn" href="/sign-in">
          Sign in
        </a>
      </p>
    </>,
  );
