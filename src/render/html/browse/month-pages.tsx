import { LATEST } from "../../../model/channel.ts";
import type { Month } from "../../../model/month.ts";
import { monthsUrl, monthUrl } from "../../../model/page-address.ts";
import { humanMonth } from "../../dates.ts";
import type { Item } from "../../feed/item.ts";
import { frameWords } from "../../messages/language.ts";
import { breadcrumbs, collectionPage } from "../../schema-org/page.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { Story } from "../kit/story.tsx";
import { spanInWords } from "../kit/time.tsx";
import { type Pager, PagerNav } from "./pager.tsx";

const nameOf = ({ from }: Month, site: Site): string =>
  humanMonth(from, site.masthead.publication.timeZone, frameWords(site).locale);

/** Renders the archive: every month with stories, by year, latest first. */
export function monthsPage(months: readonly Month[], site: Site): string {
  const words = frameWords(site);
  const years = Map.groupBy(months, ({ name }) => name.slice(0, 4));
  return page({
    site,
    words,
    title: words.say("frame.archive"),
    description: words.say("archive.about", { publication: site.masthead.publication.name }),
    canonical: monthsUrl(site.origin),
    current: monthsUrl(site.origin),
    feeds: [],
    children: (
      <div class="flow">
        <h1>{words.say("frame.archive")}</h1>
        <p class="quiet mid">
          {words.parts("archive.text", { feeds: <a href="/feeds">{words.say("archive.feeds")}</a> })}
        </p>
        {months.length === 0 && <p>{words.say("archive.none")}</p>}
        {[...years].map(([year, some]) => (
          <section class="rule" aria-labelledby={`in-${year}`}>
            <h2 id={`in-${year}`}>{year}</h2>
            <ul class="links">
              {some.map((month) => (
                <li>
                  <a href={monthUrl(site.origin, month.name)}>{nameOf(month, site)}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    ),
  });
}

/** A page of a month, with links to adjacent pages: of the same month, or else of the nearest month with stories. */
export type MonthPage = Pager & { month: Month; items: readonly Item[]; canonical: string };

/** Renders a page of a month's stories. */
export function monthPage({ month, items, canonical, newer, older }: MonthPage, site: Site): string {
  const name = nameOf(month, site);
  const isFirst = canonical === monthUrl(site.origin, month.name);
  const words = frameWords(site);
  const span = spanInWords(items, site, words);
  return page({
    site,
    title: isFirst || span === "" ? name : `${name}, ${span}`,
    words,
    description: words.say("archive.month", { publication: site.masthead.publication.name, month: name }),
    canonical,
    newer,
    older,
    current: monthsUrl(site.origin),
    data: [
      collectionPage({ name, url: canonical }, items, site),
      breadcrumbs(
        [
          { name: words.say("frame.archive"), url: monthsUrl(site.origin) },
          { name, url: monthUrl(site.origin, month.name) },
        ],
        site,
      ),
    ],
    feeds: [{ title: site.masthead.publication.name, channel: LATEST.id }],
    children: (
      <>
        <div class="row">
          <h1 class="serif title">{name}</h1>
          <a class="push small" href={monthsUrl(site.origin)}>
            {words.say("archive.all")}
          </a>
        </div>
        <section class="gap" aria-label={words.say("list.stories")}>
          {items.map((item) => (
            <Story item={item} site={site} heading="h2" />
          ))}
          {items.length === 0 && <p class="quiet">{words.say("list.gone")}</p>}
          <PagerNav newer={newer} older={older} label={span} words={words} />
        </section>
      </>
    ),
  });
}
