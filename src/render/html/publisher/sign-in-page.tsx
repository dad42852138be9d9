import type { Child } from "hono/jsx";
import { inWords } from "../../../model/in-words.ts";
import type { Mistake } from "../../../model/mistake.ts";
import { MAIL, SIGN_IN } from "../../../model/policy.ts";
import { withStop } from "../../sentence.ts";
import type { Site } from "../../site.ts";
import { Field, Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";

/** The frame that the sign-in pages share. */
const signInFrame = (site: Site, title: string, children: Child): string =>
  page({
    site,
    title,
    feeds: [],
    current: "/sign-in",
    children: <div class="narrow flow">{children}</div>,
  });

type SignInPageProps = { site: Site; filled: string; mistakes: readonly Mistake[] };

/** `/sign-in`: where to ask for a sign-in link. */
export const signInPage = ({ site, filled, mistakes }: SignInPageProps): string =>
  signInFrame(
    site,
    "Sign in",
    <>
      <h1>Sign in</h1>
      <p>For publishers and for our desk. You sign in with a link; there is no password.</p>
      <form class="flow" method="post" action="/sign-in" novalidate>
        <Field
          name="email"
          label="Email address"
          type="email"
          autocomplete="email"
          value={filled}
          mistakes={mistakes}
        />
        <button class="go big" type="submit">
          Ask for a link
        </button>
      </form>
      <p class="quiet small">The link works once and expires in {SIGN_IN.linkMinutes} minutes.</p>
      <p class="small">
        No account yet? <a href="/apply">Apply to republish</a>. You don’t need one for stories that are free for
        everyone.
      </p>
    </>,
  );

/** The answer, which is the same whether or not anybody has that address. */
export const askedPage = (site: Site, hasMail: boolean): string => (hasMail ? mailedPage(site) : passedOnPage(site));

const mailedPage = (site: Site): string =>
  signInFrame(
    site,
    "Check your email",
    <>
      <h1>Check your email</h1>
      <Notice>
        <p>If you have an account with this address, we’re sending you a link to sign in.</p>
      </Notice>
      <p>
        It should arrive within a few minutes. The link works once and expires in {SIGN_IN.linkMinutes} minutes. If it
        doesn’t arrive, check your spam folder, or write to{" "}
        <a href={`mailto:${site.masthead.publication.contacts.licensing}`}>
          {site.masthead.publication.contacts.licensing}
        </a>
        . We send at most {inWords(MAIL.signInsPerHour)} links an hour to one address.
      </p>
    </>,
  );

const passedOnPage = (site: Site): string =>
  signInFrame(
    site,
    "Ask for your link",
    <>
      <h1>Ask for your link</h1>
      <Notice>
        <p>
          If you have an account with this address, your team’s contact and our desk can now see that you want to sign
          in.
        </p>
      </Notice>
      <p>
        This wire doesn’t send email, so one of them will give you a link. Call your team’s contact, or write to{" "}
        <a href={`mailto:${site.masthead.publication.contacts.licensing}`}>
          {site.masthead.publication.contacts.licensing}
        </a>
        . The link works once and expires in {SIGN_IN.linkMinutes} minutes.
      </p>
    </>,
  );

type LinkPageProps = { site: Site; link: { name: string; organization: string | null }; action: string };

/** The page behind a sign-in link: one button, because software also opens links, but only people press buttons. */
export const linkPage = ({ site, link: { name, organization }, action }: LinkPageProps): string =>
  signInFrame(
    site,
    "Sign in",
    <>
      <h1>Sign in as {name}</h1>
      <p>
        {withStop(`For ${organization ?? "our desk"}`)} You’ll stay signed in on this device for {SIGN_IN.sessionDays}{" "}
        days, or until you sign out.
      </p>
      <form method="post" action={action}>
        <button class="go big" type="submit">
          Sign in
        </button>
      </form>
      <p class="quiet small">Not you? Close this page. Nothing happens until you select the button.</p>
    </>,
  );

/** The page for a link that no longer works, and what to do. */
export const refusedLinkPage = (site: Site, why: string): string =>
  signInFrame(
    site,
    "This link doesn’t work",
    <>
      <h1>This link doesn’t work</h1>
      <p>{why}</p>
      <p>
        <a class="btn" href="/sign-in">
          Ask for a new link
        </a>
      </p>
    </>,
  );
