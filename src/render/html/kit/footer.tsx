import { termsUrl } from "../../../model/address.ts";
import type { TextKey } from "../../messages/message.ts";
import type { Words } from "../../messages/words.ts";
import { stopOnce } from "../../sentence.ts";
import type { Site } from "../../site.ts";
import { ownMark } from "./lang.ts";

type Props = { site: Site; words: Words };

/** The footer of every page: the publisher, the terms, and whom to contact. */
export function Footer({ site, words }: Props) {
  const { contacts, about } = site.masthead.publication;
  const { tips, licensing, corrections } = contacts;
  return (
    <footer class="foot">
      <div class="wrap">
        <Cite site={site} words={words} />
        <p>
          <Contact of="foot.tips" to={tips} words={words} />
          {corrections && (
            <>
              {" "}
              · <Contact of="foot.corrections" to={corrections} words={words} />
            </>
          )}{" "}
          · <Contact of="foot.licensing" to={licensing} words={words} />
        </p>
        <nav aria-label={words.say("foot.more")}>
          {about && (
            <>
              <a href="/about">{words.say("foot.about")}</a> ·{" "}
            </>
          )}
          <a href="/#licences">{words.say("foot.licences")}</a> · <a href="/feeds">{words.say("foot.feeds")}</a> ·{" "}
          <a href="/archive">{words.say("frame.archive")}</a> · <a href="/withdrawn">{words.say("foot.withdrawn")}</a> ·{" "}
          <a href="/docs">{words.say("foot.developers")}</a>
        </nav>
      </div>
    </footer>
  );
}

/** The publisher, in the publication's own words if it has set any. */
function Cite({ site, words }: Props) {
  const { name, homePage, footer, licence } = site.masthead.publication;
  const own = ownMark(site, words.language);
  if (footer !== undefined)
    return (
      <p class="cite" {...own}>
        {footer} <a href={homePage}>{new URL(homePage).host}</a>
      </p>
    );
  const terms = <a href={termsUrl(site.origin, licence)}>{words.say("foot.clearTerms")}</a>;
  return (
    <p class="cite">
      <a href={homePage} {...own}>
        {name}
      </a>
      {stopOnce(name, ".")} {words.parts("foot.terms", { terms })}
    </p>
  );
}

type ContactProps = { of: TextKey; to: string; words: Words };

/** A contact address with its purpose. */
export const Contact = ({ of, to, words }: ContactProps) => (
  <>{words.parts(of, { address: <a href={`mailto:${to}`}>{to}</a> })}</>
);
