import { FEED_TYPES, withdrawnUrl } from "../../../model/address.ts";
import type { KillNotice } from "../../feed/notice.ts";
import { frameWords } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { ownMark } from "./lang.ts";
import { ShortDay } from "./time.tsx";

type Props = { notice: KillNotice; site: Site; heading: "h2" | "h3" };

/** A withdrawn story in a list, named by its day and reason, never by its headline. */
export function WithdrawnStory({ notice, site, heading: Heading }: Props) {
  const words = frameWords(site);
  const day = (at: string) => <ShortDay at={at} site={site} words={words} />;
  return (
    <article class="story one">
      <Heading>
        <a href={notice.page}>{words.parts("withdrawn.story", { day: day(notice.published) })}</a>
      </Heading>
      <p class="small" {...ownMark(site, words.language)}>
        {notice.reason}
      </p>
      <p class="meta">{words.parts("withdrawn.at", { day: day(notice.at) })}</p>
    </article>
  );
}

/** The feeds of withdrawn stories: links for the placeholders `atom` and `json`. */
export const withdrawnFeeds = ({ origin }: Site, json = "JSON") => ({
  atom: (
    <a type={FEED_TYPES.atom} href={withdrawnUrl(origin, "atom")}>
      Atom
    </a>
  ),
  json: (
    <a type={FEED_TYPES.json} href={withdrawnUrl(origin, "json")}>
      {json}
    </a>
  ),
});
