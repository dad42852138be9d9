import { type Republishers, republishers } from "../../../model/licence/republishing.ts";
import type { Item } from "../../feed/item.ts";
import { withStop } from "../../sentence.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { Top } from "./republish-page.tsx";

/** The republish page for readers who may not take the story: who may, in a sentence, and how to qualify. */
export const closedKitPage = (item: Item, site: Site): string =>
  page({
    site,
    title: `Republish: ${item.headline}`,
    feeds: [],
    ...(item.terms.excluded ? {} : { licence: item.licence.url }),
    children: (
      <div class="flow narrow">
        <Top item={item} />
        <Why who={republishers(item.terms)} item={item} site={site} />
      </div>
    ),
  });

function Why({ who, item, site }: { who: Republishers; item: Item; site: Site }) {
  const { licensing } = site.masthead.publication.contacts;
  const ask = <a href={`mailto:${licensing}`}>{licensing}</a>;
  if (who === "nobody")
    return (
      <p>
        {item.terms.excluded ? "This story isn’t ours to give away." : "To republish this story, ask first."}{" "}
        {withStop(`It belongs to ${item.holder}`)} Write to {ask}.
      </p>
    );
  if (who === "anyone") return <p>The full text of this story isn’t available here. To get it, write to {ask}.</p>;
  return (
    <>
      <p>
        This story may be republished by news publishers that have accepted its terms:{" "}
        <a href={item.licence.terms}>{item.licence.name}</a>.
      </p>
      <p class="row">
        <a class="btn go" href={`/sign-in?next=${encodeURIComponent(`/articles/${item.address}/republish`)}`}>
          Sign in
        </a>
        <a class="btn" href="/apply">
          Apply to republish
        </a>
      </p>
      <p class="small quiet">
        Already signed in? Your organization may need to{" "}
        <a href="/publisher/agreements">{spell("accept this license", site)}</a> first. Questions: {ask}
      </p>
    </>
  );
}
