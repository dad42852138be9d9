import type { KillNotice } from "../../feed/notice.ts";
import { frameWords } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { ownMark } from "../kit/lang.ts";
import { page } from "../kit/page.tsx";
import { Said } from "../kit/said.tsx";
import { Time } from "../kit/time.tsx";
import { withdrawnFeeds } from "../kit/withdrawn-story.tsx";

/** Renders the page at a killed story's address: when and why it was withdrawn, and what holders of a copy must do. */
export function withdrawnPage(notice: KillNotice, site: Site): string {
  const words = frameWords(site);
  const { name } = site.masthead.publication;
  const own = ownMark(site, words.language);
  return page({
    site,
    words,
    title: words.say("notice.killed"),
    feeds: [],
    children: (
      <article class="mid flow">
        <p class="kick">{words.say("notice.killed")}</p>
        <h1>{words.say("withdrawn.this")}</h1>
        <p>
          {words.parts("withdrawn.when", {
            publication: <Said mark={own}>{name}</Said>,
            time: <Time at={notice.at} site={site} words={words} />,
          })}
        </p>
        <section class="note stop flow">
          <h2>{words.say("withdrawn.why")}</h2>
          <p {...own}>{notice.reason}</p>
        </section>
        <Holders site={site} />
      </article>
    ),
  });
}

function Holders({ site }: { site: Site }) {
  const words = frameWords(site);
  const { licensing } = site.masthead.publication.contacts;
  return (
    <>
      <h2>{words.say("withdrawn.copy")}</h2>
      <p>
        {words.parts("withdrawn.copyText", {
          signIn: <a href="/publisher">{words.say("withdrawn.signIn")}</a>,
          address: <a href={`mailto:${licensing}`}>{licensing}</a>,
        })}
      </p>
      <p class="quiet">{words.parts("withdrawn.software", withdrawnFeeds(site))}</p>
    </>
  );
}
