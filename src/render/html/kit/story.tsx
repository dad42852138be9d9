import type { Item } from "../../feed/item.ts";
import type { Site } from "../../site.ts";
import { ShortDay } from "./time.tsx";

const HOW_MUCH = { full: undefined, summary: "Summary; full text for licensed publishers", link: "Headline and link" };

/** An article in a list, with its picture, if it has one that may be shown. */
export function Story({ item, site }: { item: Item; site: Site }) {
  const [image] = item.images;
  return (
    <article class={image ? "story" : "story one"}>
      <div>
        <p class="kick">{item.section.name}</p>
        <h3 dir="auto" lang={item.language}>
          <a href={item.page}>{item.headline}</a>
        </h3>
        {item.summary && (
          <p class="quiet" dir="auto" lang={item.language}>
            {item.summary}
          </p>
        )}
        <p class="meta">
          {item.byline} · <ShortDay at={item.published} site={site} />
          <Terms item={item} site={site} />
        </p>
      </div>
      {image && <img src={image.url} alt="" width={image.width} height={image.height} loading="lazy" />}
    </article>
  );
}

/** Says the exception alone: another licence than the usual one, and less than the full text. */
function Terms({ item, site }: { item: Item; site: Site }) {
  const howMuch = HOW_MUCH[item.shows];
  const isUsual = item.licence.id === site.masthead.publication.licence;
  return (
    <>
      {!isUsual && (
        <> · {item.terms.excluded ? item.licence.name : <a href={item.licence.terms}>{item.licence.name}</a>}</>
      )}
      {howMuch && ` · ${howMuch}`}
    </>
  );
}
