import { republishUrl } from "../../../model/address.ts";
import { republishers } from "../../../model/licence/republishing.ts";
import type { Item } from "../../feed/item.ts";
import { storyWords } from "../../messages/language.ts";
import { withStop } from "../../sentence.ts";
import type { Site } from "../../site.ts";
import { Contact } from "../kit/footer.tsx";
import { FormerLicences } from "../kit/former-licences.tsx";
import { licenceMark, wordsMark } from "../kit/lang.ts";
import { Time } from "../kit/time.tsx";

type Props = { item: Item; site: Site };

/** How an editor takes the story: beside its picture if the screen is wide enough, otherwise under its byline. */
export function Republish({ item, site }: Props) {
  const who = republishers(item.terms);
  const words = storyWords(item, site);
  return (
    <aside
      class="rail stick rule flow"
      aria-label={words.say("frame.republish")}
      {...wordsMark(words.language, item.language)}
    >
      {who === "nobody" ? (
        <NotOurs item={item} site={site} />
      ) : (
        <>
          <a class="btn go big wide" href={republishUrl(site.origin, item.address)}>
            {words.say("story.republish")}
          </a>
          <p class="small">
            {words.say(`story.${who}`)} <a href="#terms">{words.say("story.terms")}</a>
          </p>
        </>
      )}
    </aside>
  );
}

function NotOurs({ item, site }: Props) {
  const { licensing } = site.masthead.publication.contacts;
  const words = storyWords(item, site);
  const address = <a href={`mailto:${licensing}`}>{licensing}</a>;
  return (
    <p class="small">
      {words.say(item.terms.excluded ? "story.notOurs" : "story.askFirst")}{" "}
      {item.canonical ? (
        words.parts("story.askPublisher", {
          publisher: <a href={item.canonical}>{words.say("story.publisher")}</a>,
          address,
        })
      ) : (
        <>
          {withStop(words.say("story.belongsTo", { holder: item.holder }))} {words.parts("story.write", { address })}
        </>
      )}
    </p>
  );
}

/** What the story's license says, below the story. */
export function LicencePanel({ item, site }: Props) {
  const { licensing, tips } = site.masthead.publication.contacts;
  const words = storyWords(item, site);
  const own = licenceMark(item.terms, site, words.language);
  return (
    <section id="terms" class="panel flow gap" {...wordsMark(words.language, item.language)} aria-labelledby="licence">
      <h2 id="licence" {...own}>
        {item.terms.excluded ? (
          item.licence.name
        ) : (
          <a rel="license" href={item.licence.terms}>
            {item.licence.name}
          </a>
        )}
      </h2>
      <p {...own}>{item.terms.statement}</p>
      {item.expires && (
        <p>{words.parts("story.until", { time: <Time at={item.expires} site={site} words={words} /> })}</p>
      )}
      {item.translate && <p>{words.say("story.noTranslation")}</p>}
      <FormerLicences former={item.formerLicences} site={site} words={words} />
      <p class="small">
        {republishers(item.terms) !== "nobody" && (
          <>
            <a href={republishUrl(site.origin, item.address)}>{words.say("story.take")}</a> ·{" "}
          </>
        )}
        <Contact of="foot.licensing" to={licensing} words={words} /> ·{" "}
        <Contact of="foot.tips" to={tips} words={words} />
      </p>
      <p class="small quiet">
        {item.rights}
        {!item.terms.excluded && ` · ${words.say("story.version", { number: item.licence.version })}`}
      </p>
    </section>
  );
}
