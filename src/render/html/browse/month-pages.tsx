import { LATEST } from "../../../model/channel.ts";
import type { Month } from "../../../model/month.ts";
import { monthsUrl, monthUrl } from "../../../model/page-address.ts";
import { humanMonth } from "../../dates.ts";
import type { Item } from "../../feed/item.ts";
import { breadcrumbs, collectionPage } from "../../schema-org/page.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { Story } from "../kit/story.tsx";
import { spanInWords } from "../kit/time.tsx";
import { type Pager, PagerNav } from "./pager.tsx";

const nameOf = ({ from }: Month, { masthead: { publication } }: Site): string =>
  humanMonth(from, publication.timeZone, publication.language);

/** The archive: every month that has stories, by year, the latest first. */
export function monthsPage(months: readonly Month[], site: Site): string {
  const years = Map.groupBy(months, ({ name }) => name.slice(0, 4));
  return page({
    site,
    title: "Archive",
    description: `Every story from ${site.masthead.publication.name}, by month.`,
    canonical: monthsUrl(site.origin),
    current: monthsUrl(site.origin),
    feeds: [],
    children: (
      <div class="flow">
        <h1>Archive</h1>
        <p class="quiet mid">
          Every story, by month. For sections, topics and authors see <a href="/feeds">all feeds</a>.
        </p>
        {months.length === 0 && <p>No stories yet.</p>}
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

/** A page of a month, with the pages beside it: of the same month, else of the nearest that has stories. */
export type MonthPage = Pager & { month: Month; items: readonly Item[]; canonical: string };

/** The stories of a month, a page of them. */
export function monthPage({ month, items, canonical, newer, older }: MonthPage, site: Site): string {
  const name = nameOf(month, site);
  const isFirst = canonical === monthUrl(site.origin, month.name);
  const span = spanInWords(items, site);
  return page({
    site,
    title: isFirst || span === "" ? name : `${name}, ${span}`,
    description: `Stories that ${site.masthead.publication.name} published in ${name}.`,
    canonical,
    newer,
    older,
    current: monthsUrl(site.origin),
    data: [
      collectionPage({ name, url: canonical }, items, site),
      breadcrumbs(
        [
          { name: "Archive", url: monthsUrl(site.origin) },
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
            All months
          </a>
        </div>
        <section class="gap" aria-label="Stories">
          {items.map((item) => (
            <Story item={item} site={site} heading="h2" />
          ))}
          {items.length === 0 && <p class="quiet">No stories here anymore.</p>}
          <PagerNav newer={newer} older={older} label={span} />
        </section>
      </>
    ),
  });
}
