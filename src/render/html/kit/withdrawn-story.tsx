import type { KillNotice } from "../../feed/notice.ts";
import type { Site } from "../../site.ts";
import { ShortDay } from "./time.tsx";

type Props = { notice: KillNotice; site: Site; heading: "h2" | "h3" };

/** A withdrawn story in a list: named by its day and the reason, never by its headline. */
export function WithdrawnStory({ notice, site, heading: Heading }: Props) {
  return (
    <article class="story one">
      <Heading>
        <a href={notice.page}>
          A story published <ShortDay at={notice.published} site={site} />
        </a>
      </Heading>
      <p class="small">{notice.reason}</p>
      <p class="meta">
        Withdrawn <ShortDay at={notice.at} site={site} />
      </p>
    </article>
  );
}
