import { raw } from "hono/html";
import { offerUrl, termsUrl, versionUrl } from "../../../model/address.ts";
import { getOwn } from "../../../model/get-own.ts";
import { clauses, type LicenceVersion } from "../../../model/licence/licence.ts";
import type { LicenceText } from "../../../model/licence/licence-history.ts";
import { unaddressed } from "../../../model/licence/unaddressed.ts";
import { isRetired } from "../../../model/retired.ts";
import { instant } from "../../../model/time.ts";
import { licenceLanguage } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { FormerLicences } from "../kit/former-licences.tsx";
import { licenceMark } from "../kit/lang.ts";
import { page } from "../kit/page.tsx";
import { spell, spelled } from "../kit/spell.ts";
import { Day } from "../kit/time.tsx";
import { EveryClause } from "./licence-clauses.tsx";
import { Sides } from "./licence-sides.tsx";

type LicencePageProps = { id: string; licence: LicenceVersion; versions: readonly LicenceText[]; site: Site };

/** Renders a license's terms: a one-sentence summary, what you may, must and may not do, its text, every clause, its versions. */
export function licencePage(shown: LicencePageProps): string {
  const { id, licence, site } = shown;
  const isNewest = getOwn(site.masthead.licences, id)?.version === licence.version;
  const isOffered = isNewest && !licence.ended && !isRetired(site.masthead.retired, "licences", id);
  const own = licenceMark(licence, site, "en");
  return page({
    site,
    titleLanguage: licenceLanguage(licence, site),
    ...(licence.ended ? {} : { descriptionLanguage: licenceLanguage(licence, site) }),
    title: isNewest ? licence.name : `${licence.name}, version ${licence.version}`,
    description: licence.ended ? spell(ENDED, site) : licence.statement,
    canonical: isNewest ? termsUrl(site.origin, id) : versionUrl(site.origin, id, licence.version),
    ...(licence.url && !licence.ended ? { licence: licence.url } : {}),
    feeds: isOffered ? [{ title: licence.name, channel: `licence/${id}` }] : [],
    children: (
      <article class="flow">
        <div class="flow head">
          <p class="kick">{spell("License terms", site)}</p>
          <h1 {...own}>{licence.name}</h1>
          {licence.ended ? <Ended {...shown} /> : <Summary licence={licence} site={site} />}
          {isOffered && <HowToBegin licence={licence} />}
        </div>
        <LicenceStatus {...shown} isNewest={isNewest} />
        {isNewest && <FormerLicences former={licence.former ?? []} site={site} />}
        {licence.ended ? <PastTerms licence={licence} site={site} /> : <Terms licence={licence} site={site} />}
        <div class="gap">
          <details class="fold">
            <summary>
              {licence.ended ? "The full text, as it was" : spell("The full text of the license", site)}
            </summary>
            <div class="text" {...own}>
              {raw(licence.text)}
            </div>
          </details>
          <EveryClause all={spelled(clauses(licence), site)} isPast={licence.ended === true} site={site} />
          <Versions {...shown} />
        </div>
      </article>
    ),
  });
}

const ENDED = "This license has ended. It no longer grants anything.";

/** When the license ended, in place of its terms. */
function Ended({ id, licence, site }: LicencePageProps) {
  const { effective } = getOwn(site.masthead.licences, id) ?? licence;
  return (
    <>
      <p class="dek">{spell(ENDED, site)}</p>
      <p class="quiet mid">
        {effective?.to && (
          <>
            It ended on <Day at={instant(Date.parse(effective.to))} site={site} />.{" "}
          </>
        )}
        Version {licence.version}. <a href={`mailto:${licence.contact}`}>Ask us</a> if you want to republish a story.
      </p>
    </>
  );
}

/** What the license is, who may use it, where, and what it covers. */
function Summary({ licence, site }: { licence: LicenceVersion; site: Site }) {
  const above = clauses(licence).filter(({ id }) => ABOVE.includes(id));
  return (
    <>
      <p class="dek" {...licenceMark(licence, site, "en")}>
        {licence.statement}
      </p>
      <p class="quiet mid">
        {above.map(({ sentence }) => sentence).join(" ")} Version {licence.version}.
      </p>
    </>
  );
}

function Terms({ licence, site }: { licence: LicenceVersion; site: Site }) {
  return (
    <>
      {licence.url && (
        <p>
          {spell("The license itself:", site)} <a href={licence.url}>{licence.url}</a>
        </p>
      )}
      <Sides licence={licence} clauses={spelled(clauses(licence), site)} />
      <Unaddressed licence={licence} />
    </>
  );
}

/** The terms of an ended license, folded. */
function PastTerms({ licence, site }: { licence: LicenceVersion; site: Site }) {
  return (
    <details class="fold">
      <summary>What it said until it ended</summary>
      <p>It said: “{licence.statement}”</p>
      <Sides licence={licence} clauses={spelled(clauses(licence), site)} isPast />
    </details>
  );
}

/** The first step for somebody who wants to use the license. */
function HowToBegin({ licence }: { licence: LicenceVersion }) {
  if (licence.eligibility.who === "nobody") return null;
  return licence.eligibility.who !== "anyone" ? (
    <p class="row">
      <a class="btn go big" href="/apply">
        Apply to republish
      </a>{" "}
      <a href="/sign-in">Approved? Sign in to accept</a>
    </p>
  ) : (
    <p class="row">
      <a class="btn go big" href="/">
        Open a story and copy it
      </a>
    </p>
  );
}

/** Clauses that come first, because they define who, where and what the others cover. */
const ABOVE = [
  "public-text",
  "grant.territories",
  "grant.languages",
  "eligibility.who",
  "eligibility.kinds",
  "eligibility.regions",
  "eligibility.approval",
  "eligibility.excluded",
  "exceptions.notOurs",
  "effective.to",
];

/** Whether this version is in force, and otherwise which one is. */
function LicenceStatus({ id, licence, site, isNewest }: LicencePageProps & { isNewest: boolean }) {
  const { origin, masthead } = site;
  const coming = getOwn(masthead.coming, id);
  const current = getOwn(masthead.licences, id);
  if (!isNewest)
    return (
      <p class="note">
        {spell("This isn’t the current version of this license.", site)}{" "}
        {licence.ended ? (
          <>
            The last one was <a href={termsUrl(origin, id)}>version {current?.version}</a>.
          </>
        ) : (
          <>
            <a href={termsUrl(origin, id)}>Version {current?.version}</a> is in force.
          </>
        )}
      </p>
    );
  return (
    <>
      {isRetired(masthead.retired, "licences", id) && (
        <p class="note">
          {spell("This license is retired: no new stories use it, and it can no longer be accepted.", site)}
        </p>
      )}
      {coming && (
        <p class="note">
          A new version takes effect on <Day at={coming.since} site={site} />:{" "}
          <a href={versionUrl(origin, id, coming.version)}>read version {coming.version}</a>.
        </p>
      )}
    </>
  );
}

/** What the license doesn't mention, in the only place that says so. */
function Unaddressed({ licence }: { licence: LicenceVersion }) {
  const nouns = unaddressed(licence);
  if (nouns.length === 0) return null;
  return (
    <p class="gap">
      Not addressed here: {nouns.join(", ")}. <a href={`mailto:${licence.contact}`}>Ask us</a>.
    </p>
  );
}

function Versions({ id, licence, versions, site }: LicencePageProps) {
  const { origin } = site;
  const { effective } = getOwn(site.masthead.licences, id) ?? licence;
  const end = licence.ended && effective?.to ? instant(Date.parse(effective.to)) : undefined;
  return (
    <details class="fold" id="versions">
      <summary>Versions</summary>
      <ul class="plain small flow">
        {[...versions].reverse().map(({ version, since, until, hash, neverInForce }) => (
          <li>
            <a href={versionUrl(origin, id, version)}>Version {version}</a>,{" "}
            {neverInForce ? "announced but never in force" : <Span since={since} until={until ?? end} site={site} />} ·{" "}
            <a href={offerUrl(origin, id, version)}>for software</a>
            <br />
            <span class="code">SHA-256 {hash}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Span({ since, until, site }: { since: string; until: string | undefined; site: Site }) {
  return (
    <>
      from <Day at={since} site={site} />
      {until && (
        <>
          {" "}
          to <Day at={until} site={site} />
        </>
      )}
    </>
  );
}
