import { FEED_TYPES, withdrawnUrl } from "../../../model/address.ts";
import { withdrawnPageUrl } from "../../../model/page-address.ts";
import type { KillNotice } from "../../feed/notice.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { WithdrawnStory } from "../kit/withdrawn-story.tsx";
import { PagerNav } from "./pager.tsx";

type WithdrawnList = { notices: readonly KillNotice[]; canonical: string; older: string | undefined };

/** Every story that was withdrawn after its release, named by its day and the reason, never by its headline. */
export const withdrawnListPage = ({ notices, canonical, older }: WithdrawnList, site: Site): string =>
  page({
    site,
    title: "Withdrawn stories",
    canonical,
    older,
    current: withdrawnPageUrl(site.origin),
    feeds: [],
    children: (
      <div class="flow mid">
        <h1>Withdrawn stories</h1>
        <p class="quiet">
          Stories that were taken down after they were published, and why. If you hold a copy of one, please take it
          down. For software, the same list is available as{" "}
          <a type={FEED_TYPES.atom} href={withdrawnUrl(site.origin, "atom")}>
            Atom
          </a>{" "}
          and{" "}
          <a type={FEED_TYPES.json} href={withdrawnUrl(site.origin, "json")}>
            JSON
          </a>
          .
        </p>
        {notices.length === 0 && <p>No stories have been withdrawn.</p>}
        <div>
          {notices.map((notice) => (
            <WithdrawnStory notice={notice} site={site} heading="h2" />
          ))}
        </div>
        <PagerNav older={older} label="" />
      </div>
    ),
  });
