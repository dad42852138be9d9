import { termsUrl } from "../../../model/address.ts";
import { LATEST } from "../../../model/channel.ts";
import { getOwn } from "../../../model/get-own.ts";
import { monthsUrl, withdrawnPageUrl } from "../../../model/page-address.ts";
import { offeredLicences } from "../../../model/retired.ts";
import { correctionHead } from "../../corrections.ts";
import type { Item } from "../../feed/item.ts";
import type { KillNotice } from "../../feed/notice.ts";
import { collectionPage, organization } from "../../schema-org/page.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { StoryPicture } from "../kit/picture.tsx";
import { spell } from "../kit/spell.ts";
import { Kicker, Story } from "../kit/story.tsx";
import { Time } from "../kit/time.tsx";
import { WithdrawnStory } from "../kit/withdrawn-story.tsx";

const PUBLIC_TEXT = {
  full: "Full text for everyone.",
  summary: "A summary for everyone; the full text for licensed publishers.",
  link: "Headline and link only.",
} as const;

/** What the home page shows; `older` is where its stories go on. */
export type HomePage = { items: readonly Item[]; notices: readonly KillNotice[]; older: string | undefined };

/** The home page: the newest stories, how to republish them, what was corrected and withdrawn, the licences. */
export function homePage({ items, notices, older }: HomePage, site: Site): string {
  const { publication } = site.masthead;
  const [lead, ...rest] = items;
  return page({
    site,
    title: publication.name,
    description: publication.description,
    canonical: `${site.origin}/`,
    older,
    data: [organization(site), collectionPage({ name: publication.name, url: `${site.origin}/` }, items, site)],
    share: { picture: lead?.pictures?.[0] },
    feeds: [{ title: publication.name, channel: LATEST.id }],
    isFront: true,
    current: "/",
    children: (
      <>
        <h1 class="unseen">{publication.name}: latest stories</h1>
        {lead ? <Lead item={lead} site={site} /> : <NothingYet />}
        <div class="side gap">
          <section aria-labelledby="latest" class="rule">
            <h2 id="latest">Latest</h2>
            {rest.map((item) => (
              <Story item={item} site={site} heading="h3" />
            ))}
            <nav class="pages small" aria-label="More stories">
              <a href={monthsUrl(site.origin)}>Archive</a>
              {older && (
                <a class="btn" rel="next" href={older}>
                  Older stories
                </a>
              )}
            </nav>
          </section>
          <div class="flow">
            <Republish site={site} />
            <Licences site={site} />
            <Corrected items={items} notices={notices} site={site} />
          </div>
        </div>
      </>
    ),
  });
}

function Lead({ item, site }: { item: Item; site: Site }) {
  const [picture] = item.pictures ?? [];
  return (
    <article class={picture ? "lead two" : "lead"}>
      {picture && <StoryPicture picture={picture} place="lead" />}
      <div class="head" lang={item.language}>
        <Kicker item={item} site={site} />
        <h2 dir="auto">
          <a href={item.page}>{item.headline}</a>
        </h2>
        {item.summary && (
          <p class="dek" dir="auto">
            {item.summary}
          </p>
        )}
        <p class="meta" lang="en">
          {item.byline} · <Time at={item.published} site={site} />
          {picture && (
            <>
              <br />
              Picture: {picture.credit}
            </>
          )}
        </p>
      </div>
    </article>
  );
}

const NothingYet = () => (
  <section class="blank flow">
    <h2>No stories yet</h2>
    <p class="quiet">Stories appear here as soon as they are published.</p>
  </section>
);

function Republish({ site }: { site: Site }) {
  const { publication } = site.masthead;
  const offered = getOwn(offeredLicences(site.masthead), publication.licence);
  return (
    <section class="rule flow" aria-labelledby="republish">
      <h2 id="republish">Run our stories in your paper</h2>
      {offered && <p>{offered.statement}</p>}
      <p>Open a story, select “Republish this story”, and copy it with its credit.</p>
      <p class="small">
        {offered && (
          <>
            <a href={termsUrl(site.origin, publication.licence)}>Read the terms</a> ·{" "}
          </>
        )}
        <a href="/sign-in">Sign in to the library</a> · Questions:{" "}
        <a href={`mailto:${publication.contacts.licensing}`}>{publication.contacts.licensing}</a>
      </p>
    </section>
  );
}

function Licences({ site }: { site: Site }) {
  return (
    <section class="rule flow" aria-labelledby="licences">
      <h2 id="licences">{spell("Licenses", site)}</h2>
      <ul class="plain small flow">
        {Object.entries(offeredLicences(site.masthead)).map(([id, licence]) => (
          <li>
            <a href={termsUrl(site.origin, id)}>{licence.name}</a>
            <br />
            <span class="quiet">{PUBLIC_TEXT[licence.publicText]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type CorrectedProps = { items: readonly Item[]; notices: readonly KillNotice[]; site: Site };

/** What was corrected lately among the stories here, and what was withdrawn: a withdrawn story is named by its day, never by its headline. */
function Corrected({ items, notices, site }: CorrectedProps) {
  const corrected = items.filter(({ corrections }) => corrections.length > 0);
  if (corrected.length + notices.length === 0) return null;
  return (
    <section class="rule" aria-labelledby="corrected">
      <h2 id="corrected">Corrected and withdrawn</h2>
      {corrected.map((item) => (
        <CorrectedStory item={item} />
      ))}
      {notices.map((notice) => (
        <WithdrawnStory notice={notice} site={site} heading="h3" />
      ))}
      <p class="small">
        <a href={withdrawnPageUrl(site.origin)}>All withdrawn stories</a>
      </p>
    </section>
  );
}

function CorrectedStory({ item }: { item: Item }) {
  const last = item.corrections.at(-1);
  return (
    <article class="story one">
      <h3 dir="auto" lang={item.language}>
        <a href={`${item.page}#corrections`}>{item.headline}</a>
      </h3>
      {last && (
        <p class="small">
          {correctionHead(last)} {last.note}
        </p>
      )}
    </article>
  );
}
