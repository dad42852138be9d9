import { republishUrl } from "../../../model/address.ts";
import { type Republishers, republishers } from "../../../model/licence/republishing.ts";
import type { Item } from "../../feed/item.ts";
import { withStop } from "../../sentence.ts";
import type { Site } from "../../site.ts";
import { FormerLicences } from "../kit/former-licences.tsx";
import { spell } from "../kit/spell.ts";
import { Time } from "../kit/time.tsx";

type Props = { item: Item; site: Site };

/** How an editor takes the story: beside its picture, where the screen is wide enough, else under its byline. */
export function Republish({ item, site }: Props) {
  const who = republishers(item.terms);
  return (
    <aside class="rail stick rule flow" aria-label="Republish" lang="en">
      {who === "nobody" ? (
        <NotOurs item={item} site={site} />
      ) : (
        <>
          <a class="btn go big wide" href={republishUrl(site.origin, item.address)}>
            Republish this story
          </a>
          <p class="small">
            {spell(WHO[who], site)} <a href="#terms">All terms</a>
          </p>
        </>
      )}
    </aside>
  );
}

const WHO: Record<Exclude<Republishers, "nobody">, string> = {
  anyone: "Anyone may republish it. Text and credit are ready to paste.",
  publishers: "News publishers that have accepted its license may take it.",
};

function NotOurs({ item, site }: Props) {
  const { licensing } = site.masthead.publication.contacts;
  return (
    <p class="small">
      {item.terms.excluded ? "This story isn’t ours to give away." : "To republish this story, ask first."}{" "}
      {item.canonical ? (
        <>
          Ask <a href={item.canonical}>the original publisher</a>, or write to{" "}
        </>
      ) : (
        `${withStop(`It belongs to ${item.holder}`)} Write to `
      )}
      <a href={`mailto:${licensing}`}>{licensing}</a>.
    </p>
  );
}

/** What its licence says, at the end of the story. */
export function LicencePanel({ item, site }: Props) {
  const { licensing, tips } = site.masthead.publication.contacts;
  const who = republishers(item.terms);
  return (
    <section id="terms" class="panel flow gap" lang="en" aria-labelledby="licence">
      <h2 id="licence">
        {item.terms.excluded ? (
          item.licence.name
        ) : (
          <a rel="license" href={item.licence.terms}>
            {item.licence.name}
          </a>
        )}
      </h2>
      <p>{item.terms.statement}</p>
      {item.expires && (
        <p>
          Licensed only until <Time at={item.expires} site={site} />.
        </p>
      )}
      {item.translate && <p>It may not be translated.</p>}
      <FormerLicences former={item.formerLicences} site={site} />
      <p class="small">
        {who !== "nobody" && (
          <>
            <a href={republishUrl(site.origin, item.address)}>Get the text and pictures</a> ·{" "}
          </>
        )}
        Licensing: <a href={`mailto:${licensing}`}>{licensing}</a> · Tips: <a href={`mailto:${tips}`}>{tips}</a>
      </p>
      <p class="small quiet">
        {item.rights}
        {!item.terms.excluded && ` · version ${item.licence.version}`}
      </p>
    </section>
  );
}
