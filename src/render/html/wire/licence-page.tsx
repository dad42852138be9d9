import { raw } from "hono/html";
import { offerUrl, termsUrl, versionUrl } from "../../../model/address.ts";
import { getOwn } from "../../../model/get-own.ts";
import type { Clause, Effect } from "../../../model/licence/clause.ts";
import { clauses, type LicenceVersion } from "../../../model/licence/licence.ts";
import type { LicenceText } from "../../../model/licence/licence-history.ts";
import { morePermissions } from "../../../model/licence/more-permissions.ts";
import { unaddressed } from "../../../model/licence/unaddressed.ts";
import { isRetired } from "../../../model/retired.ts";
import type { Site } from "../../site.ts";
import { FormerLicences } from "../kit/former-licences.tsx";
import { page } from "../kit/page.tsx";
import { Day } from "../kit/time.tsx";

type LicencePageProps = { id: string; licence: LicenceVersion; versions: readonly LicenceText[]; site: Site };

/** A licence's terms: what it says in a sentence, what you may, must and may not, its text, every clause, its versions. */
export function licencePage(shown: LicencePageProps): string {
  const { id, licence, site } = shown;
  const all = clauses(licence);
  const more = morePermissions(licence);
  const own = all.filter(({ id }) => !more.includes(id));
  const isNewest = getOwn(site.masthead.licences, id)?.version === licence.version;
  const isOffered = isNewest && !isRetired(site.masthead.retired, "licences", id);
  return page({
    site,
    title: isNewest ? licence.name : `${licence.name}, version ${licence.version}`,
    description: licence.statement,
    canonical: isNewest ? termsUrl(site.origin, id) : versionUrl(site.origin, id, licence.version),
    ...(licence.url ? { licence: licence.url } : {}),
    feeds: isOffered ? [{ title: licence.name, channel: `licence/${id}` }] : [],
    children: (
      <article class="flow">
        <div class="flow head">
          <p class="kick">Licence terms</p>
          <h1>{licence.name}</h1>
          <p class="dek">{licence.statement}</p>
          <p class="quiet mid">
            {all
              .filter(({ id }) => ABOVE.includes(id))
              .map(({ sentence }) => sentence)
              .join(" ")}{" "}
            Version {licence.version}.
          </p>
          {isOffered && <HowToBegin licence={licence} />}
        </div>
        <LicenceStatus {...shown} isNewest={isNewest} />
        {isNewest && <FormerLicences former={licence.former ?? []} site={site} />}
        {licence.url && (
          <p>
            The licence itself: <a href={licence.url}>{licence.url}</a>
          </p>
        )}
        <div class="terms three gap">
          <Side title="You may" className="may" clauses={own} effect="may" />
          <Side title="You must" className="must" clauses={own} effect="must" />
          <Side title="You may not" className="not" clauses={own} effect="mayNot" />
        </div>
        <More clauses={all.filter(({ id }) => more.includes(id))} />
        <div class="half gap">
          <Side title="Ask us before you" clauses={own} effect="ask" />
          <Side title="We also ask you to" clauses={own} effect="should" />
        </div>
        <Unaddressed licence={licence} />
        <div class="gap">
          <details class="fold">
            <summary>The full text of the licence</summary>
            <div class="text">{raw(licence.text)}</div>
          </details>
          <EveryClause all={all} />
          <Versions {...shown} />
        </div>
      </article>
    ),
  });
}

/** What somebody does who wants to use it. */
function HowToBegin({ licence }: { licence: LicenceVersion }) {
  if (licence.eligibility.who === "nobody" || licence.ended) return null;
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

/** Clauses whose sentences stand first, because they say for whom, where and of what the rest holds. */
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

/** Whether this text holds, and which one does. */
function LicenceStatus({ id, licence, site, isNewest }: LicencePageProps & { isNewest: boolean }) {
  const { origin, masthead } = site;
  const coming = getOwn(masthead.coming, id);
  const current = getOwn(masthead.licences, id);
  if (!isNewest)
    return (
      <p class="note">
        This is one of several texts of this licence. In force is{" "}
        <a href={termsUrl(origin, id)}>version {current?.version}</a>.
      </p>
    );
  return (
    <>
      {isRetired(masthead.retired, "licences", id) && (
        <p class="note">This licence is retired: no new story comes under it, and nobody can accept it any more.</p>
      )}
      {licence.ended && <p class="note">This licence has ended. Nothing is granted under it any more.</p>}
      {coming && (
        <p class="note">
          From <Day at={coming.since} site={site} /> another text holds:{" "}
          <a href={versionUrl(origin, id, coming.version)}>read version {coming.version}</a>.
        </p>
      )}
    </>
  );
}

/** What a Creative Commons licence gives beyond its own text (§7(b)): feeds lead here as ccREL's `morePermissions`. */
function More({ clauses: all }: { clauses: readonly Clause[] }) {
  if (all.length === 0) return null;
  return (
    <section class="flow gap" id="more">
      <h2>In addition you may</h2>
      <ul class="dots">
        {all.map(({ id, effect, words, sentence }) => (
          <li>
            <a class="words" href={`#${id}`}>
              {effect === "may" ? words.charAt(0).toUpperCase() + words.slice(1) : sentence}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the licence says nothing of, in the one place where that is told. */
function Unaddressed({ licence }: { licence: LicenceVersion }) {
  const nouns = unaddressed(licence);
  if (nouns.length === 0) return null;
  return (
    <p class="gap">
      Not addressed here: {nouns.join(", ")}. <a href={`mailto:${licence.contact}`}>Ask us</a>.
    </p>
  );
}

type SideProps = { title: string; className?: string; clauses: readonly Clause[]; effect: Effect };

function Side({ title, className, clauses: all, effect }: SideProps) {
  const mine = all.filter((clause) => clause.effect === effect);
  if (mine.length === 0) return null;
  return (
    <section class={className ?? "flow"}>
      <h2>{title}</h2>
      <ul class={className ? "ticks" : "dots"}>
        {mine.map(({ id, words }) => (
          <li>
            <a class="words" href={`#${id}`}>
              {words.charAt(0).toUpperCase() + words.slice(1)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The groups in the order of the page, by the first part of their clauses' ids. */
const GROUPS: Record<string, string> = {
  "public-text": "What everybody can read",
  grant: "What the licence grants",
  eligibility: "Who may use it",
  attribution: "Credit",
  search: "Search engines",
  integrity: "Changes",
  commercial: "Money",
  automation: "Automatic import",
  "machine-use": "Machines",
  assets: "Images",
  time: "Time",
  measurement: "Counting and telling",
  corrections: "Corrections and withdrawals",
  exceptions: "Exceptions",
};

const groupOf = ({ id }: Clause): string => GROUPS[id.split(".")[0] ?? ""] ?? "Who and when";

function EveryClause({ all }: { all: readonly Clause[] }) {
  const names = [...new Set(all.map(groupOf))];
  return (
    <details class="fold">
      <summary>Clause by clause, for software</summary>
      <p class="quiet mid">
        The same, with the names by which software knows each clause. A ✓ means that software can check whether a copy
        keeps it.
      </p>
      <div class="flow">
        {names.map((name) => (
          <section class="flow">
            <h2>{name}</h2>
            <ul class="plain small">
              {all
                .filter((clause) => groupOf(clause) === name)
                .map(({ id, sentence, checkable }) => (
                  <li id={id}>
                    {sentence}{" "}
                    <code>
                      {id}
                      {checkable && " ✓"}
                    </code>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}

function Versions({ id, versions, site }: LicencePageProps) {
  const { origin } = site;
  return (
    <details class="fold" id="versions">
      <summary>Versions</summary>
      <ul class="plain small flow">
        {[...versions].reverse().map(({ version, since, until, hash, neverInForce }) => (
          <li>
            <a href={versionUrl(origin, id, version)}>Version {version}</a>,{" "}
            {neverInForce ? "announced, but never in force" : <Span since={since} until={until} site={site} />} ·{" "}
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
