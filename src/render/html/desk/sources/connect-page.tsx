import type { Child } from "hono/jsx";
import type { Mistake } from "../../../../model/mistake.ts";
import { SOURCES } from "../../../../model/policy.ts";
import type { SourceKind } from "../../../../model/source/settings.ts";
import type { Site } from "../../../site.ts";
import { page } from "../../kit/page.tsx";
import { deskTools } from "../tools.ts";
import { ConnectForm, type FilledForm } from "./connect-form.tsx";

/** A refused form: its kind, the values entered, and what is wrong with them. */
export type RefusedForm = { kind: SourceKind; filled: FilledForm; mistakes: readonly Mistake[] };

/** Steps to take in the CMS; the steps here come between them. */
type Guide = { title: string; before: readonly Child[]; after: readonly Child[]; never: string };

const CHECK_NOW = (
  <>
    Stories arrive within {SOURCES.minutes} minutes. To get them right away, select <b>Create a check-now address</b> on
    the source’s page, and have the site send a POST request there when a post changes.
  </>
);

const GUIDES: Readonly<Record<SourceKind, Guide>> = {
  wordpress: {
    title: "Connect your WordPress site",
    before: [
      "No plug-in is needed. Posts that everyone can read need no password, either.",
      "Mark the pictures that belong to the site: in the media library, write the credit into each caption, as in “(Photo by Ana Ruiz/The Paper)”.",
    ],
    after: [
      <>
        If you want scheduled posts early, under embargo, or if the site hides its posts, go to <b>Users</b>,{" "}
        <b>Profile</b>, <b>Application Passwords</b> in WordPress and create a password. Enter it on the source’s page
        with the username.
      </>,
      <>{CHECK_NOW} In WordPress, a webhook plug-in can do that.</>,
    ],
    never:
      "Drafts, private posts and posts with a password are never taken. A story that is unpublished or deleted there is withheld here.",
  },
  ghost: {
    title: "Connect your Ghost site",
    before: [
      <>
        In Ghost, go to <b>Settings</b>, <b>Integrations</b>, <b>Add custom integration</b>. Copy the Content API key
        and the API URL.
      </>,
      "Write the credit into the caption of each picture, as in “Photo by Ana Ruiz/The Paper”.",
    ],
    after: [
      <>
        Enter the key on the source’s page, under <b>Content API key</b>, and select <b>Save key</b>.
      </>,
      <>
        {CHECK_NOW} In Ghost, add a webhook to the same integration for each of <b>Post published</b>,{" "}
        <b>Published post updated</b>, <b>Post unpublished</b> and <b>Post deleted</b>.
      </>,
    ],
    never:
      "Drafts and posts for members are never taken. A story that is unpublished or deleted there is withheld here.",
  },
  feed: {
    title: "Connect any feed",
    before: [
      "Find the address of the RSS, Atom or JSON feed on the site. The site’s own address works, too, if its home page links to the feed.",
      "Set the feed to full text in the CMS. We don’t take summaries.",
    ],
    after: [
      <>
        If the feed asks for a username and a password, enter them on the source’s page under <b>Password</b>.
      </>,
      CHECK_NOW,
    ],
    never:
      "A story that drops off the feed as newer ones come in stays here. To withdraw one, have the feed mark it as deleted, or withhold it at the desk.",
  },
};

type ConnectPageProps = { site: Site; refused?: RefusedForm | undefined };

/** `/desk/connect`: how to connect a CMS, step by step, with the form for it. */
export const connectPage = ({ site, refused }: ConnectPageProps): string =>
  page({
    site,
    title: "Connect your CMS",
    feeds: [],
    tools: deskTools("/desk/sources", site),
    children: (
      <article class="flow">
        <p class="quiet small">
          <a href="/desk/sources">Sources</a>
        </p>
        <h1>Connect your CMS</h1>
        <p class="mid">
          Keep writing where you write now. What you publish, edit or unpublish there is updated here, too. If your
          content folder has a <code>sources.yaml</code> file, add the site there instead: each time the folder is
          published, the file replaces what is set here.
        </p>
        {(["wordpress", "ghost", "feed"] as const).map((kind) => (
          <Connect kind={kind} site={site} refused={refused?.kind === kind ? refused : undefined} />
        ))}
      </article>
    ),
  });

function Connect({ kind, site, refused }: ConnectPageProps & { kind: SourceKind }) {
  const { title, before, after, never } = GUIDES[kind];
  return (
    <section class="flow" aria-labelledby={kind}>
      <h2 id={kind}>{title}</h2>
      <ol class="dots">
        {before.map((step) => (
          <li>{step}</li>
        ))}
        <li>
          Fill in this form, and select <b>Connect</b>.
        </li>
        {after.map((step) => (
          <li>{step}</li>
        ))}
        <li>
          On the source’s page, watch the first import. It says what was left out and why. If something fails, it says
          what to do.
        </li>
      </ol>
      <p class="mid quiet">{never} A picture whose credit doesn’t say that it’s yours is left out, with a warning.</p>
      <ConnectForm kind={kind} site={site} filled={refused?.filled ?? {}} mistakes={refused?.mistakes ?? []} />
    </section>
  );
}
