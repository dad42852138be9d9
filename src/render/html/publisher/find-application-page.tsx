import type { Child } from "hono/jsx";
import type { Mistake } from "../../../model/mistake.ts";
import { MAIL } from "../../../model/policy.ts";
import type { Site } from "../../site.ts";
import { Field, Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";

const frame = (site: Site, title: string, children: Child): string =>
  page({ site, title, feeds: [], children: <div class="narrow flow">{children}</div> });

/** `/apply/find`: asks for a new link to an application page whose address was lost. */
export const findApplicationPage = ({
  site,
  filled,
  mistakes,
}: {
  site: Site;
  filled: string;
  mistakes: readonly Mistake[];
}): string =>
  frame(
    site,
    "Find your application",
    <>
      <h1>Find your application</h1>
      <p>Enter the email address from your application. We’ll send you a link to your application page.</p>
      <form class="flow" method="post" action="/apply/find" novalidate>
        <Field
          name="email"
          label="Email address"
          type="email"
          autocomplete="email"
          value={filled}
          mistakes={mistakes}
        />
        <button class="go big" type="submit">
          Send the link
        </button>
      </form>
    </>,
  );

/** The answer, which is the same whether or not there is an application. */
export const foundApplicationPage = (site: Site, hasMail: boolean): string =>
  frame(
    site,
    "Check your email",
    <>
      <h1>{hasMail ? "Check your email" : "Our desk will write to you"}</h1>
      <Notice>
        <p>
          If this address is on an application, {hasMail ? "we’re emailing" : "our desk will email"} you a link to its
          page.
        </p>
      </Notice>
      <p>
        The link works once and expires in {MAIL.applicationLinkHours} hours. If it doesn’t arrive, write to{" "}
        <a href={`mailto:${site.masthead.publication.contacts.licensing}`}>
          {site.masthead.publication.contacts.licensing}
        </a>
        .
      </p>
    </>,
  );
