import type { Item } from "../../feed/item.ts";
import type { Site } from "../../site.ts";
import { Time } from "./time.tsx";

const HOW_MUCH = {
  full: "Full text",
  summary: "Summary; full text for licensed publishers",
  link: "Headline and link",
} as const;

/** An article in a list. */
export function Story({ item, site }: { item: Item; site: Site }) {
  return (
    <article class="story">
      <p class="kicker">{item.section.name}</p>
      <h3 dir="auto" lang={item.language}>
        <a href={item.page}>{item.headline}</a>
      </h3>
      {item.summary && (
        <p dir="auto" lang={item.language}>
          {item.summary}
        </p>
      )}
      <p class="quiet">
        {item.byline} · <Time at={item.published} site={site} />
      </p>
      <p>
        <a class="tag" href={item.licence.terms}>
          {item.licence.name}
        </a>{" "}
        <span class="tag">{HOW_MUCH[item.shows]}</span>
      </p>
    </article>
  );
}
