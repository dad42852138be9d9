import type { KeyTodo } from "../../../contract/key-todo.ts";
import type { PublisherJson } from "../../../contract/publisher.ts";
import type { OwnRecallJson } from "../../../contract/recall.ts";
import { versionUrl } from "../../../model/address.ts";
import { PROOF, RETENTION } from "../../../model/policy.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { Day, ShortDay } from "../kit/time.tsx";
import { type ApplicationStep, ApplicationSteps } from "./application-steps.tsx";
import { type FlashMessage, FlashNotice } from "./flash.tsx";
import { KeyTodos } from "./key-todos.tsx";
import { KeyFields, KeyTerms } from "./keys.tsx";
import { OwnerQuestion } from "./owner-question.tsx";
import { RecallTodo } from "./todo.tsx";

type ApplicationPageProps = {
  view: PublisherJson;
  recalls: readonly OwnRecallJson[];
  keys: readonly KeyTodo[];
  /** The names of the recalled stories. */
  names: ReadonlyMap<string, string>;
  site: Site;
  flash: FlashMessage;
  /** Once its people sign in, this page only shows the application. */
  isReadOnly: boolean;
};

/** A publisher's status, in words for the publisher. */
export const STATUS: Record<PublisherJson["status"], string> = {
  applied: "Your application is in progress",
  approved: "You’re approved",
  refused: "Your application was refused",
  suspended: "Your access is suspended",
  left: "Account closed",
};

/** Renders a publisher's application page: its status and reasons, its domains, what it can accept, its first key. */
export const applicationPage = (
  { view, recalls, keys, names, site, flash, isReadOnly }: ApplicationPageProps,
  address: string,
): string =>
  page({
    site,
    title: "Your application",
    feeds: [],
    children: (
      <article class="mid flow">
        <p class="quiet small">{view.application.organization}</p>
        <h1>{STATUS[view.status]}</h1>
        {(view.status === "applied" || view.status === "approved") && <ApplicationSteps at={stepOf(view)} />}
        <p class="quiet">
          Bookmark this page. Anyone with its address can {isReadOnly ? "see your application" : "act for you"}.
        </p>
        {flash && <FlashNotice flash={flash} />}
        {view.reason && <Notice>{view.reason}</Notice>}
        <KeyTodos keys={keys} site={site} />
        {isReadOnly && (
          <Notice>
            <p>
              This page shows your application. To change anything, <a href="/sign-in?next=/publisher">sign in</a>.
            </p>
          </Notice>
        )}
        {recalls.map((recall) => (
          <RecallTodo
            recall={recall}
            name={names.get(recall.slug)}
            address={address}
            mayReport={!isReadOnly}
            site={site}
          />
        ))}
        <Domains view={view} address={isReadOnly ? undefined : address} site={site} />
        {view.licences.map((licence) => (
          <Licence licence={licence} view={view} site={site} address={address} isReadOnly={isReadOnly} />
        ))}
        {view.status === "approved" && !isReadOnly && view.keys.length === 0 && <Begin address={address} />}
        {view.status !== "left" && !isReadOnly && <Leave action={`${address}/leave`} />}
      </article>
    ),
  });

/** Returns an applicant's next step; undefined once any license is accepted. */
function stepOf({ domains, licences }: PublisherJson): ApplicationStep | undefined {
  if (!domains.some(({ state, vouchedUntil }) => state === "proved" || vouchedUntil !== undefined)) return "site";
  const isDone = licences.some(({ accepted }) => accepted !== null);
  return isDone ? undefined : "terms";
}

type DomainsProps = { view: PublisherJson; address: string | undefined; site: Site };

/**
 * A publisher's domains, with the proofs that they are its own. With an `address`, forms post below it; without one, only the
 * state is shown.
 */
export function Domains({ view, address, site }: DomainsProps) {
  return (
    <section class="flow">
      <h2>Verify a domain</h2>
      {view.domains.map(({ domain, state, token, file, record, todo, expires, vouchedUntil }) => (
        <section class="panel flow">
          <h3>
            {domain}:{" "}
            {state === "proved" ? (
              <span class="mark good">
                verified
                {expires && (
                  <>
                    {" "}
                    until <ShortDay at={expires} site={site} />
                  </>
                )}
              </span>
            ) : (
              <span class="mark">not verified yet</span>
            )}
            {vouchedUntil && state !== "proved" && (
              <>
                {" "}
                <span class="mark care">
                  Vouched for until <ShortDay at={vouchedUntil} site={site} />
                </span>
              </>
            )}
          </h3>
          {todo && <p>{todo}</p>}
          <p>
            Put this line in a text file at <code>{file}</code>:
          </p>
          <pre>{token}</pre>
          <p>Or put this in the head of your home page:</p>
          <pre>{`<meta name="commonwire" content="${token}">`}</pre>
          {record && (
            <p>
              Or put the code from the text file in a DNS TXT record named <code>{record}</code>.
            </p>
          )}
          {address && state !== "proved" && <OwnerQuestion domain={domain} action={`${address}/ask-owner`} />}
        </section>
      ))}
      {address && (
        <form method="post" action={`${address}/proofs`}>
          <button type="submit">Check now</button>
        </form>
      )}
    </section>
  );
}

const VERDICTS = { for: "✓", against: "✕", open: "…" } as const;
const VERDICT_NAMES = { for: "Meets the requirement", against: "Doesn’t meet it yet" } as const;

type ReasonsProps = {
  licence: Pick<PublisherJson["licences"][number], "reasons" | "approved">;
  status: PublisherJson["status"];
  site: Site;
};

/** Reasons for and against, each with what can be done about it. */
export function Reasons({ licence: { reasons, approved }, status, site }: ReasonsProps) {
  const open = approved || status === "refused" ? "Reviewed" : "Under review";
  return (
    <ul class="plain">
      {reasons.map(({ verdict, sentence, todo, source }) => (
        <li>
          <span aria-hidden="true">{VERDICTS[verdict]} </span>
          <span class="unseen">
            {verdict === "open" ? (todo === undefined ? open : "Needs action") : VERDICT_NAMES[verdict]}:{" "}
          </span>
          {spell(sentence, site)}
          {todo && <strong> {spell(todo, site)}</strong>}
          {source && (
            <>
              {" "}
              <a href={source} rel="noopener noreferrer nofollow">
                {source}
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

type LicenceProps = {
  licence: PublisherJson["licences"][number];
  view: PublisherJson;
  site: Site;
  address: string;
  isReadOnly: boolean;
};

function Licence({ licence, view, site, address, isReadOnly }: LicenceProps) {
  return (
    <section class="flow">
      <h2>{licence.name}</h2>
      <Reasons licence={licence} status={view.status} site={site} />
      {isAccepted(licence) ? (
        <p>
          You accepted version {licence.accepted}.
          <Until licence={licence} view={view} site={site} />
        </p>
      ) : (
        !isReadOnly && <Acceptance licence={licence} site={site} address={address} mayAccept />
      )}
    </section>
  );
}

function Until({ licence, view, site }: Omit<LicenceProps, "address" | "isReadOnly">) {
  const held = view.agreements.find((each) => each.licence === licence.id && each.ended === undefined);
  return held ? (
    <>
      {" "}
      Your agreement runs until <Day at={held.expires} site={site} />.
    </>
  ) : null;
}

/** Whether the accepted version needs no replacement: it is in force, or differs from that in wording only. */
export const isAccepted = ({
  accepted,
  acceptBefore,
}: Pick<LicenceProps["licence"], "accepted" | "acceptBefore">): boolean =>
  accepted !== null && acceptBefore === undefined;

/** Whether a license that was applied for has been retired since. */
export const isRetired = ({ reasons }: Pick<LicenceProps["licence"], "reasons">): boolean =>
  reasons.some(({ code }) => code === "retired");

type AcceptanceProps = Omit<LicenceProps, "view" | "isReadOnly"> & { mayAccept: boolean };

/** The one version that can be accepted, with its hash, which is sent back with the acceptance. */
export function Acceptance({ licence, site, address, mayAccept }: AcceptanceProps) {
  if (isRetired(licence)) return <p>{spell("This license is retired and can no longer be accepted.", site)}</p>;
  if (!licence.approved) return <p>You can accept it once you’re approved for it.</p>;
  if (!mayAccept)
    return (
      <p>
        To accept the terms, sign in, or use a key with the <code>manage</code> scope.
      </p>
    );
  return (
    <form method="post" action={`${address}/agreements`}>
      <p>
        Read <a href={versionUrl(site.origin, licence.id, licence.version)}>version {licence.version} of the terms</a>,
        SHA-256 <code class="code">{licence.hash}</code>.
      </p>
      {licence.acceptBefore && (
        <p>
          You accepted an earlier version, which stays valid until <Day at={licence.acceptBefore} site={site} />.
        </p>
      )}
      <input type="hidden" name="licence" value={licence.id} />
      <input type="hidden" name="version" value={String(licence.version)} />
      <input type="hidden" name="hash" value={licence.hash} />
      <button type="submit">Accept for your organization</button>
    </form>
  );
}

/** One-time actions on an application's page: the contact signs in, or its software gets a first key. */
function Begin({ address }: { address: string }) {
  return (
    <>
      <section class="flow">
        <h2>Sign in</h2>
        <p>
          If you’re the contact, sign in here the first time. A domain must have been verified within the last{" "}
          {PROOF.freshHours} hours. Once you’re signed in, you can find stories to republish, invite your team and
          create keys.
        </p>
        <form method="post" action={`${address}/sign-in`}>
          <button class="go" type="submit">
            Sign in as the contact
          </button>
        </form>
      </section>
      <details class="fold">
        <summary>Or get your first key, for software</summary>
        <div class="flow">
          <p>
            Your software sends it with every request. You can create one key on this page. To create more, someone on
            your team must sign in.
          </p>
          <KeyTerms />
          <form class="flow" method="post" action={`${address}/keys`}>
            <KeyFields />
          </form>
        </div>
      </details>
    </>
  );
}

/** Closes a publisher's account. */
export function Leave({ action }: { action: string }) {
  return (
    <section class="flow">
      <h2>Close account</h2>
      <p>
        Your keys stop working and your agreements end right away. We delete your data {RETENTION.applicantDays} days
        later.
      </p>
      <form method="post" action={action}>
        <button type="submit">Close account</button>
      </form>
    </section>
  );
}
