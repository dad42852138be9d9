import { withdrawnPageUrl } from "../../../model/page-address.ts";
import type { KillNotice } from "../../feed/notice.ts";
import { frameWords } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { WithdrawnStory, withdrawnFeeds } from "../kit/withdrawn-story.tsx";
import { PagerNav } from "./pager.tsx";

type WithdrawnList = { notices: readonly KillNotice[]; canonical: string; older: string | undefined };

/** Renders the stories withdrawn after their release, named by day and reason, never by headline. */
export function withdrawnListPage({ notices, canonical, older }: WithdrawnList, site: Site): string {
  const words = frameWords(site);
  return page({
    site,
    words,
    title: words.say("withdrawn.title"),
    canonical,
    older,
    current: withdrawnPageUrl(site.origin),
    feeds: [],
    children: (
      <div class="flow mid">
        <h1>{words.say("withdrawn.title")}</h1>
        <p class="quiet">{words.parts("withdrawn.text", withdrawnFeeds(site))}</p>
        {notices.length === 0 && <p>{words.say("withdrawn.none")}</p>}
        <div>
          {notices.map((notice) => (
            <WithdrawnStory notice={notice} site={site} heading="h2" />
          ))}
        </div>
        <PagerNav older={older} label="" words={words} />
      </div>
    ),
  });
}
