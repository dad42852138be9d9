import { termsUrl } from "../../../model/address.ts";
import { stopOnce } from "../../sentence.ts";
import type { Site } from "../../site.ts";
import { spell } from "./spell.ts";

/** The foot of every page: who speaks here, on what terms, and where to write. */
export function Footer({ site }: { site: Site }) {
  const { publication } = site.masthead;
  const { tips, licensing, corrections } = publication.contacts;
  return (
    <footer class="foot">
      <div class="wrap">
        <p class="cite">
          {publication.footer === undefined ? (
            <>
              <a href={publication.homePage}>{publication.name}</a>
              {stopOnce(publication.name, ".")} Our stories may be republished under{" "}
              <a href={termsUrl(site.origin, publication.licence)}>clear terms</a>.
            </>
          ) : (
            <>
              {publication.footer} <a href={publication.homePage}>{new URL(publication.homePage).host}</a>
            </>
          )}
        </p>
        <p>
          Tips: <Mail to={tips} />
          {corrections && (
            <>
              {" "}
              · Corrections: <Mail to={corrections} />
            </>
          )}{" "}
          · Licensing: <Mail to={licensing} />
        </p>
        <nav aria-label="More">
          {publication.about && (
            <>
              <a href="/about">About us</a> ·{" "}
            </>
          )}
          <a href="/#licences">{spell("License terms", site)}</a> · <a href="/feeds">Feeds</a> ·{" "}
          <a href="/archive">Archive</a> · <a href="/withdrawn">Withdrawn stories</a> · <a href="/docs">Developers</a>
        </nav>
      </div>
    </footer>
  );
}

const Mail = ({ to }: { to: string }) => <a href={`mailto:${to}`}>{to}</a>;
