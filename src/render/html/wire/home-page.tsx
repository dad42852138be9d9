import { termsUrl } from "../../../model/address.ts";
import { LATEST } from "../../../model/channel.ts";
import { getOwn } from "../../../model/get-own.ts";
import { monthsUrl, withdrawnPageUrl } from "../../../model/page-address.ts";
import { offeredLicences } from "../../../model/retired.ts";
import { correctionHead } from "../../corrections.ts";
import type { Item } from "../../feed/item.ts";
import type { KillNotice } from "../../feed/notice.ts";
import { frameWords, storyWords } from "../../messages/language.ts";
import type { Words } from "../../messages/words.ts";
import { collectionPage, organization } from "../../schema-org/page.ts";
import type { Site } from "../../site.ts";
import { Contact } from "../kit/footer.tsx";
import { directionOf, langMark, licenceMark } from "../kit/lang.ts";
import { page } from "../kit/page.tsx";
import { StoryPicture } from "../kit/picture.tsx";
import { Said } from "../kit/said.tsx";
import { Kicker, Story } from "../kit/story.tsx";
import { Time } from "../kit/time.tsx";
import { WithdrawnStory } from "../kit/withdrawn-story.tsx";

/** The content of the home page; `older` is the link to further stories. */
export type HomePage = { items: readonly Item[]; notices: readonly KillNotice[]; older: string | undefined };

/** Renders the home page: the newest stories, how to republish them, corrections and withdrawals, and the licenses. */
export function homePage({ items, notices, older }: HomePage, site: Site): string {
  const { publication } = site.masthead;
  const words = frameWords(site);
  const [lead, ...rest] = items;
  return page({
    site,
    words,
    title: publication.name,
    titleLanguage: publication.language,
    descriptionLanguage: publication.language,
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
        <h1 class="unseen">{words.say("home.title", { name: publication.name })}</h1>
        {lead ? <Lead item={lead} site={site} /> : <NothingYet words={words} />}
        <div class="side gap">
          <section aria-labelledby="latest" class="rule">
            <h2 id="latest">{words.say("home.latest")}</h2>
            {rest.map((item) => (
              <Story item={item} site={site} heading="h3" />
            ))}
            <nav class="pages small" aria-label={words.say("home.more")}>
              <a href={monthsUrl(site.origin)}>{words.say("frame.archive")}</a>
              {older && (
                <a class="btn" rel="next" href={older}>
                  {words.say("home.older")}
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
  const words = frameWords(site);
  return (
    <article class={picture ? "lead two" : "lead"}>
      {picture && <StoryPicture picture={picture} place="lead" />}
      <div class="head" lang={item.language}>
        <Kicker item={item} site={site} around={item.language} />
        <h2 dir={directionOf(item.language)}>
          <a href={item.page}>{item.headline}</a>
        </h2>
        {item.summary && (
          <p class="dek" dir={directionOf(item.language)}>
            {item.summary}
          </p>
        )}
        <p class="meta" lang={words.language}>
          {item.byline} · <Time at={item.published} site={site} words={words} />
          {picture && (
            <>
              <br />
              {words.say("home.picture", { credit: picture.credit })}
            </>
          )}
        </p>
      </div>
    </article>
  );
}

const NothingYet = ({ words }: { words: Words }) => (
  <section class="blank flow">
    <h2>{words.say("home.empty")}</h2>
    <p class="quiet">{words.say("home.emptyText")}</p>
  </section>
);

function Republish({ site }: { site: Site }) {
  const { publication } = site.masthead;
  const words = frameWords(site);
  const offered = getOwn(offeredLicences(site.masthead), publication.licence);
  return (
    <section class="rule flow" aria-labelledby="republish">
      <h2 id="republish">{words.say("home.run")}</h2>
      {offered && <p {...licenceMark(offered, site, words.language)}>{offered.statement}</p>}
      <p>{words.say("home.runHow", { button: words.say("story.republish") })}</p>
      <p class="small">
        {offered && (
          <>
            <a href={termsUrl(site.origin, publication.licence)}>{words.say("home.terms")}</a> ·{" "}
          </>
        )}
        <a href="/sign-in">{words.say("home.library")}</a> ·{" "}
        <Contact of="home.questions" to={publication.contacts.licensing} words={words} />
      </p>
    </section>
  );
}

function Licences({ site }: { site: Site }) {
  const words = frameWords(site);
  return (
    <section class="rule flow" aria-labelledby="licences">
      <h2 id="licences">{words.say("home.licences")}</h2>
      <ul class="plain small flow">
        {Object.entries(offeredLicences(site.masthead)).map(([id, licence]) => (
          <li>
            <a href={termsUrl(site.origin, id)} {...licenceMark(licence, site, words.language)}>
              {licence.name}
            </a>
            <br />
            <span class="quiet">{words.say(`home.${licence.publicText}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type CorrectedProps = { items: readonly Item[]; notices: readonly KillNotice[]; site: Site };

/** Recent corrections of these stories, and withdrawals, which are named by day, never by headline. */
function Corrected({ items, notices, site }: CorrectedProps) {
  const words = frameWords(site);
  const corrected = items.filter(({ corrections }) => corrections.length > 0);
  if (corrected.length + notices.length === 0) return null;
  return (
    <section class="rule" aria-labelledby="corrected">
      <h2 id="corrected">{words.say("home.corrected")}</h2>
      {corrected.map((item) => (
        <CorrectedStory item={item} site={site} />
      ))}
      {notices.map((notice) => (
        <WithdrawnStory notice={notice} site={site} heading="h3" />
      ))}
      <p class="small">
        <a href={withdrawnPageUrl(site.origin)}>{words.say("home.allWithdrawn")}</a>
      </p>
    </section>
  );
}

/** A correction is part of its story, so it is in the story's language. */
function CorrectedStory({ item, site }: { item: Item; site: Site }) {
  const last = item.corrections.at(-1);
  const words = storyWords(item, site);
  return (
    <article class="story one">
      <h3 dir={directionOf(item.language)} lang={item.language}>
        <a href={`${item.page}#corrections`}>{item.headline}</a>
      </h3>
      {last && (
        <p class="small" {...langMark(item.language, frameWords(site).language)}>
          <Said mark={langMark(words.language, item.language)}>{correctionHead(last, words)}</Said> {last.note}
        </p>
      )}
    </article>
  );
}
