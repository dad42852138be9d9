import { raw } from "hono/html";
import { channel, channelAddress, isRetiredChannel, LATEST } from "../../../model/channel.ts";
import { isRightToLeft } from "../../../model/direction.ts";
import { getOwn } from "../../../model/get-own.ts";
import { publicUse } from "../../../model/licence/public-use.ts";
import { channelPageUrl } from "../../../model/page-address.ts";
import { correctionHead } from "../../corrections.ts";
import { withOffset } from "../../dates.ts";
import type { Item, ItemAuthor } from "../../feed/item.ts";
import { frameWords, langAmong, storyWords } from "../../messages/language.ts";
import type { Words } from "../../messages/words.ts";
import { pictureFigure } from "../../picture.ts";
import { newsArticle } from "../../schema-org/news-article.ts";
import { breadcrumbs, type Crumb } from "../../schema-org/page.ts";
import { withStop } from "../../sentence.ts";
import type { Site } from "../../site.ts";
import { directionOf, langMark, ownMark, wordsMark } from "../kit/lang.ts";
import { page } from "../kit/page.tsx";
import { Said } from "../kit/said.tsx";
import type { Share } from "../kit/share-tags.tsx";
import { ShortDay, Time } from "../kit/time.tsx";
import { LicencePanel, Republish } from "./republish-panel.tsx";

/** Renders an article's page with as much of it as the access may see. */
export const articlePage = (item: Item, site: Site): string =>
  page({
    site,
    words: frameWords(site),
    title: item.headline,
    titleLanguage: item.language,
    descriptionLanguage: item.language,
    ...(item.summary ? { description: item.summary } : {}),
    canonical: item.link,
    ...(item.terms.excluded ? {} : { licence: item.licence.url }),
    data: [newsArticle(item, site), breadcrumbs(crumbsOf(item, site), site)],
    share: shareOf(item),
    isNotFound: publicUse(item.terms).search === "deny",
    within: channelPageUrl(site.origin, channel("section", item.section.id).id),
    feeds: [{ title: site.masthead.publication.name, channel: LATEST.id }, ...ownFeeds(item, site)],
    children: (
      <article class="side read" lang={item.language} dir={isRightToLeft(item.language) ? "rtl" : undefined}>
        <Head item={item} site={site} />
        <Republish item={item} site={site} />
        <div>
          <Text item={item} site={site} />
          <Corrections item={item} site={site} />
          <LicencePanel item={item} site={site} />
          <Topics item={item} site={site} />
        </div>
      </article>
    ),
  });

function Head({ item, site }: { item: Item; site: Site }) {
  const words = storyWords(item, site);
  const own = langAmong(site.masthead.publication.language, words.language) ?? words.language;
  return (
    <header class="head all">
      <p class="kick" lang={own}>
        <ChannelName kind="section" of={item.section} site={site} />
      </p>
      <h1 dir={directionOf(item.language)}>{item.headline}</h1>
      {item.summary && item.body && (
        <p class="dek" dir={directionOf(item.language)}>
          {item.summary}
        </p>
      )}
      <div class="small" {...wordsMark(words.language, item.language)}>
        {item.authors.length === 0 ? (
          <p>
            <b>{item.byline}</b>
          </p>
        ) : (
          item.authors.map((author) => <Byline author={author} site={site} words={words} />)
        )}
        <Times item={item} site={site} words={words} />
      </div>
      <p class="paper">{item.page}</p>
    </header>
  );
}

const shareOf = ({ pictures = [], published, modified, section, authors, topics }: Item): Share => ({
  picture: pictures[0],
  story: {
    ...{ published, modified, section: section.name },
    authors: authors.map(({ url }) => url),
    tags: topics.map(({ name }) => name),
  },
});

/** The breadcrumbs to the story: its section, unless that is retired. */
const crumbsOf = ({ section, headline, page: url }: Item, { origin, masthead }: Site): Crumb[] => {
  const of = channel("section", section.id);
  const parents = isRetiredChannel(of, masthead) ? [] : [{ name: section.name, url: channelPageUrl(origin, of.id) }];
  return [...parents, { name: headline, url }];
};

/** The feeds of the story's section and authors, unless they are retired. */
const ownFeeds = ({ section, authors }: Item, { masthead }: Site) =>
  [
    { title: section.name, of: channel("section", section.id) },
    ...authors.map(({ id, name }) => ({ title: name, of: channel("author", id) })),
  ].flatMap(({ title, of }) => (isRetiredChannel(of, masthead) ? [] : [{ title, channel: of.id }]));

/** The name of a story's section or topic, linked unless it is retired. */
function ChannelName({ kind, of, site }: { kind: "section" | "topic"; of: { id: string; name: string }; site: Site }) {
  const shown = channel(kind, of.id);
  if (isRetiredChannel(shown, site.masthead)) return <>{of.name}</>;
  return <a href={channelPageUrl(site.origin, shown.id)}>{of.name}</a>;
}

function Byline({ author, site, words }: { author: ItemAuthor; site: Site; words: Words }) {
  const links = linksOf(author, site, words);
  return (
    <p>
      <b>{words.parts("story.by", { name: <AuthorName author={author} site={site} /> })}</b>
      <Post author={author} site={site} words={words} />
      <span class="quiet">
        {links.length > 0 && (
          <>
            {" · "}
            {words.parts("story.follow", { links: <Links links={links} /> })}
          </>
        )}
      </span>
    </p>
  );
}

/** An author's beat and affiliation, in the publication's language. */
function Post({ author: { beat, affiliation }, site, words }: { author: ItemAuthor; site: Site; words: Words }) {
  const post = `${beat ? `, ${beat}` : ""}, ${affiliation}`;
  return <Said mark={ownMark(site, words.language)}>{post}</Said>;
}

const Links = ({ links }: { links: readonly { label: string; url: string }[] }) => (
  <>
    {links.map(({ label, url }, at) => (
      <>
        {at > 0 && ", "}
        <a href={url}>{label}</a>
      </>
    ))}
  </>
);

/** An author's name, linked unless they are retired. */
function AuthorName({ author: { id, name }, site: { origin, masthead } }: { author: ItemAuthor; site: Site }) {
  const own = channel("author", id);
  if (isRetiredChannel(own, masthead)) return <>{name}</>;
  return (
    <a rel="author" href={channelPageUrl(origin, channelAddress(own.id, masthead))}>
      {name}
    </a>
  );
}

/** Where to follow an author. The author's own feed is on the author page. */
function linksOf({ id }: ItemAuthor, { masthead }: Site, words: Words): { label: string; url: string }[] {
  const { email, follow = [] } = getOwn(masthead.authors, id) ?? {};
  return [...follow, ...(email ? [{ label: words.say("story.email"), url: `mailto:${email}` }] : [])];
}

function Times({ item, site, words }: { item: Item; site: Site; words: Words }) {
  const last = item.corrections.at(-1);
  const timing = { site, words };
  return (
    <p class="quiet">
      <Time at={item.published} {...timing} />
      {last ? (
        <>
          {" "}
          · {words.parts("story.corrected", { day: <ShortDay at={last.at} {...timing} /> })} ·{" "}
          <a href="#corrections">{words.say("story.changed")}</a>
        </>
      ) : (
        item.modified !== item.published && (
          <> · {words.parts("story.updated", { time: <Time at={item.modified} {...timing} /> })}</>
        )
      )}
    </p>
  );
}

function Text({ item, site }: { item: Item; site: Site }) {
  const words = storyWords(item, site);
  const [lead] = item.pictures ?? [];
  const leads = lead && !item.body?.includes(lead.sha256);
  return (
    <>
      {leads && raw(pictureFigure(lead, true))}
      {item.body && (
        <div class="text" dir={directionOf(item.language)} {...noSnippetOf(item)}>
          {raw(item.body)}
        </div>
      )}
      {item.shows !== "link" && !item.body && (
        <>
          <p class="text" dir={directionOf(item.language)}>
            {item.summary}
          </p>
          <p class="closed small quiet gap" {...wordsMark(words.language, item.language)}>
            {words.say("story.summary")}
          </p>
        </>
      )}
      {item.shows === "link" && (
        <p class="text" {...wordsMark(words.language, item.language)}>
          {withStop(words.say("story.belongs", { holder: item.holder }))}{" "}
          <a href={item.link}>{words.say(item.canonical ? "story.readThere" : "story.askForIt")}</a>.
        </p>
      )}
    </>
  );
}

/** Google's attribute for text that AI answers may not use: search keeps the page, with a snippet of the surrounding text. */
const noSnippetOf = ({ terms }: Item) => (publicUse(terms).aiInput === "deny" ? { "data-nosnippet": "" } : {});

function Corrections({ item, site }: { item: Item; site: Site }) {
  const { corrections, language } = item;
  const words = storyWords(item, site);
  return corrections.length === 0 ? null : (
    <section
      id="corrections"
      class="note small gap"
      {...wordsMark(words.language, language)}
      aria-labelledby="corrections-head"
    >
      <h2 id="corrections-head">{words.count("story.corrections", corrections.length)}</h2>
      {corrections.map((each) => (
        <p dir="auto">
          <b>
            <time datetime={withOffset(each.at, each.zone)}>{correctionHead(each, words)}</time>
          </b>{" "}
          <Said mark={langMark(language, words.language)}>{each.note}</Said>
        </p>
      ))}
    </section>
  );
}

function Topics({ item, site }: { item: Item; site: Site }) {
  if (item.topics.length === 0) return null;
  const words = storyWords(item, site);
  const own = ownMark(site, words.language);
  const topics = item.topics.map((topic, at) => (
    <>
      {at > 0 && ", "}
      <ChannelName kind="topic" of={topic} site={site} />
    </>
  ));
  return (
    <p class="small gap" {...wordsMark(words.language, item.language)}>
      {words.parts("story.topics", {
        topics: <Said mark={own}>{topics}</Said>,
      })}
    </p>
  );
}
