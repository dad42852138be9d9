import { raw } from "hono/html";
import { feedUrl } from "../../../model/address.ts";
import { channel, channelAddress, isRetiredChannel, LATEST } from "../../../model/channel.ts";
import { getOwn } from "../../../model/get-own.ts";
import { figure } from "../../body.ts";
import { correctionHead } from "../../corrections.ts";
import { creditBlock } from "../../credit/html.ts";
import { creditPlain } from "../../credit/plain.ts";
import { withOffset } from "../../dates.ts";
import type { Item, ItemAuthor } from "../../feed/item.ts";
import { newsArticle } from "../../schema-org/news-article.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { Time } from "../kit/time.tsx";

/** An article's page, with as much of it as the access may see. */
export const articlePage = (item: Item, site: Site): string =>
  page({
    site,
    title: item.headline,
    ...(item.summary ? { description: item.summary } : {}),
    canonical: item.link,
    licence: item.licence.url,
    data: newsArticle(item, site),
    feeds: [{ title: site.masthead.publication.name, channel: LATEST.id }, ...ownFeeds(item, site)],
    children: (
      <article class="full" lang={item.language}>
        <p class="kicker">
          <ChannelName kind="section" of={item.section} site={site} />
        </p>
        <h1 dir="auto">{item.headline}</h1>
        <div class="byline" lang="en">
          {item.authors.length === 0 ? (
            <p>{item.byline}</p>
          ) : (
            item.authors.map((author) => <Byline author={author} site={site} />)
          )}
          <Times item={item} site={site} />
        </div>
        <Text item={item} />
        <Corrections item={item} />
        <Licence item={item} site={site} />
        {item.shows === "full" && <CreditToCopy item={item} site={site} />}
        {item.topics.length > 0 && (
          <p class="quiet" lang="en">
            Topics:{" "}
            {item.topics.map((topic, at) => (
              <>
                {at > 0 && ", "}
                <ChannelName kind="topic" of={topic} site={site} />
              </>
            ))}
          </p>
        )}
      </article>
    ),
  });

/** The feeds of its section and authors, unless they are retired. */
const ownFeeds = ({ section, authors }: Item, { masthead }: Site) =>
  [
    { title: section.name, of: channel("section", section.id) },
    ...authors.map(({ id, name }) => ({ title: name, of: channel("author", id) })),
  ].flatMap(({ title, of }) => (isRetiredChannel(of, masthead) ? [] : [{ title, channel: of.id }]));

/** What an article is in, by name, with its feed unless it is retired. */
function ChannelName({ kind, of, site }: { kind: "section" | "topic"; of: { id: string; name: string }; site: Site }) {
  const shown = channel(kind, of.id);
  if (isRetiredChannel(shown, site.masthead)) return <>{of.name}</>;
  return <a href={feedUrl(site.origin, shown.id, "rss")}>{of.name}</a>;
}

function Byline({ author, site }: { author: ItemAuthor; site: Site }) {
  const links = linksOf(author, site);
  return (
    <p>
      <strong>{author.name}</strong>
      {author.beat && `, ${author.beat}`}
      <span class="quiet">
        {" "}
        {author.affiliation}
        {links.length > 0 && " · Follow: "}
        {links.map(({ label, url }, at) => (
          <>
            {at > 0 && ", "}
            <a href={url}>{label}</a>
          </>
        ))}
      </span>
    </p>
  );
}

/** Where an author can be followed; a retired one's feed is offered no more. */
function linksOf({ id }: ItemAuthor, { origin, masthead }: Site): { label: string; url: string }[] {
  const { email, follow = [] } = getOwn(masthead.authors, id) ?? {};
  const own = channel("author", id);
  return [
    ...(isRetiredChannel(own, masthead)
      ? []
      : [{ label: "RSS", url: feedUrl(origin, channelAddress(own.id, masthead), "rss") }]),
    ...follow,
    ...(email ? [{ label: "e-mail", url: `mailto:${email}` }] : []),
  ];
}

function Times({ item, site }: { item: Item; site: Site }) {
  return (
    <p class="times">
      Posted <Time at={item.published} site={site} />
      {item.modified !== item.published && (
        <>
          {" "}
          · Updated <Time at={item.modified} site={site} />
        </>
      )}
    </p>
  );
}

function Text({ item }: { item: Item }) {
  const [lead] = item.images;
  const leads = lead && !item.body?.includes(lead.sha256);
  return (
    <>
      {item.body && <Sizes />}
      {leads && raw(figure(lead))}
      {item.body && (
        <div class="text" dir="auto">
          {raw(item.body)}
        </div>
      )}
      {item.shows !== "link" && !item.body && (
        <p class="text" dir="auto">
          {item.summary}
        </p>
      )}
      {item.shows === "link" && (
        <p class="text" lang="en">
          This story belongs to {item.holder}.{" "}
          <a href={item.link}>{item.canonical ? "Read it where it was published" : "Ask for it"}</a>.
        </p>
      )}
    </>
  );
}

function Corrections({ item: { corrections } }: { item: Item }) {
  return corrections.length === 0 ? null : (
    <section lang="en" aria-labelledby="corrections">
      <h2 id="corrections">Corrections</h2>
      {corrections.map((each) => (
        <p dir="auto">
          <strong>
            <time datetime={withOffset(each.at, each.zone)}>{correctionHead(each)}</time>
          </strong>{" "}
          {each.note}
        </p>
      ))}
    </section>
  );
}

/** Text size without a script: the style sheet looks at what is chosen. */
function Sizes() {
  return (
    <fieldset class="sizes" lang="en">
      <legend>Text size</legend>
      {["normal", "large", "largest"].map((size, at) => (
        <label>
          <input type="radio" name="size" id={`size-${size}`} aria-label={size} checked={at === 0} />
          <span aria-hidden="true">A</span>
        </label>
      ))}
    </fieldset>
  );
}

function Licence({ item, site }: { item: Item; site: Site }) {
  const { contacts } = site.masthead.publication;
  const { tips, licensing } = contacts;
  return (
    <aside class="panel" lang="en" aria-labelledby="licence">
      <h2 id="licence">
        <a rel="license" href={item.licence.terms}>
          {item.licence.name}
        </a>
      </h2>
      <p>{item.terms.statement}</p>
      {item.shows === "summary" && (
        <p>
          The full text goes to publishers that have accepted these terms. <a href="/apply">Apply</a>.
        </p>
      )}
      {item.expires && (
        <p>
          Licensed only until <Time at={item.expires} site={site} />.
        </p>
      )}
      {item.translate && <p>Not to be translated.</p>}
      <p class="quiet">
        {item.rights}
        {!item.terms.excluded && ` · version ${item.licence.version}`}
      </p>
      <p class="quiet">
        Licensing: <a href={`mailto:${licensing}`}>{licensing}</a> · Tips: <a href={`mailto:${tips}`}>{tips}</a>
      </p>
    </aside>
  );
}

/** The credit that a copy has to show, ready to be taken: as text and as HTML. */
function CreditToCopy({ item, site }: { item: Item; site: Site }) {
  return (
    <details lang="en">
      <summary>Credit for your copy</summary>
      <p class="quiet">As text:</p>
      <pre>{creditPlain(item, site)}</pre>
      <p class="quiet">As HTML:</p>
      <pre>{creditBlock(item, site)}</pre>
    </details>
  );
}
