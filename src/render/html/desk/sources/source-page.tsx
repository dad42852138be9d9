import type { SourceJson, SourcePostJson } from "../../../../contract/source.ts";
import type { Mistake } from "../../../../model/mistake.ts";
import type { Site } from "../../../site.ts";
import { Notice } from "../../kit/forms.tsx";
import { page } from "../../kit/page.tsx";
import { Cell, Table } from "../../kit/table.tsx";
import { Time } from "../../kit/time.tsx";
import { deskTools } from "../tools.ts";
import { Credentials } from "./credentials.tsx";

type SourcePageProps = {
  source: SourceJson;
  posts: readonly SourcePostJson[];
  /** The URL that triggers a check, shown only once. */
  lookAddress?: string | undefined;
  problem?: string | undefined;
  /** What is wrong with the password or key that was entered. */
  mistakes?: readonly Mistake[] | undefined;
  site: Site;
};

/** `/desk/sources/{id}`: the state of a source, its waiting posts and its report. */
export const sourcePage = ({ source, posts, lookAddress, problem, mistakes = [], site }: SourcePageProps): string =>
  page({
    site,
    title: `Source ${source.id}`,
    feeds: [],
    tools: deskTools("/desk/sources", site),
    children: (
      <article class="flow">
        <h1>{source.id}</h1>
        {problem && <Notice isWrong>{problem}</Notice>}
        <Standing source={source} site={site} />
        {lookAddress && (
          <Notice>
            Have the site send a POST to <code>{lookAddress}</code> when something changes. This address is shown once.
          </Notice>
        )}
        <form method="post" action={`/desk/sources/${source.id}/look`}>
          <button type="submit">Check now</button>
        </form>
        <form method="post" action={`/desk/sources/${source.id}/look-address`}>
          <button type="submit">Create a check-now address</button>
        </form>
        <Credentials source={source} mistakes={mistakes} />
        <h2>Posts</h2>
        {posts.length === 0 ? (
          <p class="quiet">None yet.</p>
        ) : (
          <Table label="Posts, with those that need attention first" head={["Post", "State", "What to know"]}>
            {posts.map((post) => (
              <PostRow post={post} source={source.id} />
            ))}
          </Table>
        )}
      </article>
    ),
  });

function Standing({ source, site }: { source: SourceJson; site: Site }) {
  const { failure, failingSince, phase, progress, posts, visited, address, id } = source;
  const known = Object.values(posts).reduce((sum, count) => sum + count, 0);
  return (
    <section class="flow">
      {failure !== null && (
        <section class="note warn flow">
          <h2>We can’t read this site</h2>
          <p>{failure.words}</p>
          {failingSince && (
            <p>
              Since <Time at={failingSince} site={site} />. Nothing will be withdrawn in the meantime.
            </p>
          )}
          {failure.code === "many-gone" && (
            <form method="post" action={`/desk/sources/${id}/confirm-gone`}>
              <button type="submit">Confirm they’re gone and withhold the stories</button>
            </form>
          )}
        </section>
      )}
      <p>
        <a href={address}>{address}</a>,{" "}
        {visited === null ? (
          "never read"
        ) : (
          <>
            last read <Time at={visited} site={site} />
          </>
        )}
        .
      </p>
      {phase === "import" && (
        <p>
          First import: {known} of {progress.total ?? "its"} posts.
        </p>
      )}
      <p>
        {posts.taken ?? 0} taken, {posts.waiting ?? 0} waiting, {posts["left-out"] ?? 0} left out by rule,{" "}
        {posts.refused ?? 0} refused, {posts.withheld ?? 0} withheld because they’re no longer public there
        {(posts.reported ?? 0) > 0 && <>, {posts.reported} no longer public there and waiting for your decision</>}.
      </p>
    </section>
  );
}

const STATES: Record<SourcePostJson["state"], string> = {
  taking: "Being taken",
  taken: "Taken",
  waiting: "Waiting for the desk",
  "left-out": "Left out",
  refused: "Refused",
  withheld: "Withheld",
  reported: "No longer public there, still live here",
};

function PostRow({
  post: { post, url, edit, title, article, state, reason, warnings },
  source,
}: {
  post: SourcePostJson;
  source: string;
}) {
  return (
    <tr>
      <td>
        <a class="who hl" href={url} dir="auto">
          {title || url}
        </a>
        {edit !== null && (
          <>
            <br />
            <a class="quiet" href={edit}>
              Edit on the site
            </a>
          </>
        )}
      </td>
      <Cell label="State">
        {state === "waiting" ? (
          <a href={`/desk/sources/${source}/posts/${encodeURIComponent(post)}`}>{STATES[state]}</a>
        ) : (
          STATES[state]
        )}
        {article !== null && state !== "waiting" && state !== "refused" && (
          <>
            {" "}
            (<a href={`/desk/articles/${article}`}>the story</a>)
          </>
        )}
        {state === "reported" && (
          <form method="post" action={`/desk/sources/${source}/posts/${encodeURIComponent(post)}/withhold`}>
            <button type="submit">Withhold</button>
          </form>
        )}
      </Cell>
      <Cell {...(reason !== null || warnings.length > 0 ? { label: "What to know" } : {})}>
        {reason}
        {warnings.length > 0 && (
          <ul>
            {warnings.map((warning) => (
              <li dir="auto">{warning}</li>
            ))}
          </ul>
        )}
      </Cell>
    </tr>
  );
}
