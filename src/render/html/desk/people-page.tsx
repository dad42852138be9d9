import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { Time } from "../kit/time.tsx";
import type { FlashMessage } from "../publisher/flash.tsx";
import { FlashNotice } from "../publisher/flash.tsx";
import { Team, type TeamProps } from "../publisher/team-page.tsx";
import { deskTools } from "./tools.ts";

/** A publisher's person who asked for a sign-in link and hasn't signed in since. */
export type WaitingLine = { id: string; name: string; email: string; organization: string | null; askedAt: string };

type PeoplePageProps = TeamProps & { waiting: readonly WaitingLine[]; site: Site; flash: FlashMessage };

/** `/desk/people`: who is waiting for a sign-in link, and who signs in for the desk. */
export const deskPeoplePage = ({ waiting, site, flash, ...team }: PeoplePageProps): string =>
  page({
    site,
    title: "People",
    feeds: [],
    tools: deskTools("/desk/people", site),
    children: (
      <div class="flow">
        <h1>People</h1>
        {flash && <FlashNotice flash={flash} />}
        <Waiting waiting={waiting} site={site} />
        <h2>The desk</h2>
        <Team {...team} address="/desk/people" site={site} />
      </div>
    ),
  });

function Waiting({ waiting, site }: { waiting: readonly WaitingLine[]; site: Site }) {
  if (waiting.length === 0) return null;
  return (
    <section class="note warn flow" aria-labelledby="waiting">
      <h2 id="waiting">Waiting for a sign-in link</h2>
      <ul class="plain flow">
        {waiting.map(({ id, name, email, organization, askedAt }) => (
          <li>
            <b>{name}</b>, {organization ?? "the desk"}, <a href={`mailto:${email}`}>{email}</a>, asked{" "}
            <Time at={askedAt} site={site} />
            <form method="post" action={`/desk/people/${id}/link`}>
              <button type="submit" aria-label={`Create a sign-in link for ${name}`}>
                Create a sign-in link
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
