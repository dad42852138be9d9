import { FEED_TYPES, withdrawnUrl } from "../../../model/address.ts";
import { KILLED_TITLE, type KillNotice } from "../../feed/notice.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { Time } from "../kit/time.tsx";

/** The page at a killed story's address: that it was withdrawn, when and why, and what holders of a copy must do. */
export const withdrawnPage = (notice: KillNotice, site: Site): string =>
  page({
    site,
    title: KILLED_TITLE,
    feeds: [],
    children: (
      <article class="mid flow">
        <p class="kick">{KILLED_TITLE}</p>
        <h1>This story was withdrawn</h1>
        <p>
          {site.masthead.publication.name} withdrew it on <Time at={notice.at} site={site} />. Its text is no longer
          available here.
        </p>
        <section class="note stop flow">
          <h2>Why</h2>
          <p>{notice.reason}</p>
        </section>
        <Holders site={site} />
      </article>
    ),
  });

function Holders({ site: { origin, masthead } }: { site: Site }) {
  const { licensing } = masthead.publication.contacts;
  return (
    <>
      <h2>If you published a copy</h2>
      <p>
        Please take it down now, wherever you show it. <a href="/publisher">Sign in</a> to see when your copy must be
        down, and to tell us that it is. Questions: <a href={`mailto:${licensing}`}>{licensing}</a>.
      </p>
      <p class="quiet">
        For software, every withdrawn story is listed as{" "}
        <a type={FEED_TYPES.atom} href={withdrawnUrl(origin, "atom")}>
          Atom
        </a>{" "}
        and as{" "}
        <a type={FEED_TYPES.json} href={withdrawnUrl(origin, "json")}>
          JSON
        </a>
        .
      </p>
    </>
  );
}
