import type { KeyTodo } from "../../../contract/key-todo.ts";
import type { PublisherJson } from "../../../contract/publisher.ts";
import type { OwnRecallJson } from "../../../contract/recall.ts";
import { versionUrl } from "../../../model/address.ts";
import { PROOF, RETENTION } from "../../../model/policy.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { Day } from "../kit/time.tsx";
import { KeyTodos } from "./key-todos.tsx";
import { KeyFields, KeyTerms } from "./keys.tsx";
import { RecallTodo } from "./todo.tsx";

/** What just happened, to be told first: a key that is shown once, or why something didn't work. */
export type FlashMessage = { key: string } | { problem: string } | undefined;

type ApplicationPageProps = {
  view: PublisherJson;
  recalls: readonly OwnRecallJson[];
  keys: readonly KeyTodo[];
  site: Site;
  flash: FlashMessage;
};

const STATUS: Record<PublisherJson["status"], string> = {
  applied: "Your application is open",
  approved: "You are approved",
  refused: "Your application was refused",
  suspended: "You are suspended",
  left: "You have left",
};

/** A publisher's own page: how its application stands and why, its domains, what it can accept, its first key. */
export const applicationPage = ({ view, recalls, keys, site, flash }: ApplicationPageProps, address: string): string =>
  page({
    site,
    title: "Your application",
    feeds: [],
    children: (
      <article class="full">
        <p class="kicker">{view.application.organization}</p>
        <h1>{STATUS[view.status]}</h1>
        <p class="quiet">This page is private: keep its address, it acts for you.</p>
        {flash && <FlashNotice flash={flash} />}
        {view.reason && <Notice>{view.reason}</Notice>}
        <KeyTodos keys={keys} site={site} />
        {recalls.map((recall) => (
          <RecallTodo recall={recall} address={address} mayReport site={site} />
        ))}
        <Domains view={view} address={address} />
        {view.licences.map((licence) => (
          <Licence licence={licence} view={view} site={site} address={address} />
        ))}
        {view.status === "approved" && <FirstKey address={address} />}
        {view.status !== "left" && <Leave address={address} />}
      </article>
    ),
  });

export function FlashNotice({ flash }: { flash: NonNullable<FlashMessage> }) {
  if ("problem" in flash) return <Notice isWrong>{flash.problem}</Notice>;
  return (
    <Notice>
      <p>Your key. It is shown here once and never again:</p>
      <pre>{flash.key}</pre>
    </Notice>
  );
}

function Domains({ view, address }: { view: PublisherJson; address: string }) {
  return (
    <section>
      <h2>1. Show that a domain is yours</h2>
      {view.domains.map(({ domain, state, token, file, todo }) => (
        <section class="panel">
          <h3>
            {domain}: {state === "proved" ? "proved" : "not proved yet"}
          </h3>
          {todo && <p>{todo}</p>}
          <p>
            Put this line into a text file at <code>{file}</code>:
          </p>
          <pre>{token}</pre>
          <p>or this into the head of your home page:</p>
          <pre>{`<meta name="commonwire" content="${token}">`}</pre>
        </section>
      ))}
      <form method="post" action={`${address}/proofs`}>
        <button type="submit">Look now</button>
      </form>
    </section>
  );
}

const VERDICTS = { for: "✓", against: "✕", open: "…" } as const;
const VERDICT_NAMES = { for: "speaks for you", against: "speaks against you", open: "still open" } as const;

/** Reasons for and against, each with what can be done about it. */
export function Reasons({ reasons }: { reasons: PublisherJson["licences"][number]["reasons"] }) {
  return (
    <ul class="reasons">
      {reasons.map(({ verdict, sentence, todo }) => (
        <li class={verdict}>
          <span aria-hidden="true">{VERDICTS[verdict]} </span>
          <span class="unseen">{VERDICT_NAMES[verdict]}: </span>
          {sentence}
          {todo && <strong> {todo}</strong>}
        </li>
      ))}
    </ul>
  );
}

type LicenceProps = { licence: PublisherJson["licences"][number]; view: PublisherJson; site: Site; address: string };

function Licence({ licence, view, site, address }: LicenceProps) {
  return (
    <section>
      <h2>2. {licence.name}</h2>
      <Reasons reasons={licence.reasons} />
      {licence.accepted === licence.version ? (
        <p>
          You accepted version {licence.version}, until <Until licence={licence} view={view} site={site} />.
        </p>
      ) : (
        <Acceptance licence={licence} site={site} address={address} mayAccept />
      )}
    </section>
  );
}

function Until({ licence, view, site }: Omit<LicenceProps, "address">) {
  const held = view.agreements.find((each) => each.licence === licence.id && each.ended === undefined);
  return held ? <Day at={held.expires} site={site} /> : null;
}

/** Whether a licence that was applied for is retired by now. */
export const isRetired = ({ reasons }: Pick<LicenceProps["licence"], "reasons">): boolean =>
  reasons.some(({ code }) => code === "retired");

type AcceptanceProps = Omit<LicenceProps, "view"> & { mayAccept: boolean };

/** The one text that can be accepted, with its hash, which is sent back with the acceptance. */
export function Acceptance({ licence, site, address, mayAccept }: AcceptanceProps) {
  if (isRetired(licence)) return <p>It is retired, so nobody can accept it any more.</p>;
  if (!licence.approved) return <p>You can accept it once you are approved for it.</p>;
  if (!mayAccept)
    return (
      <p>
        To accept its text, sign in with a key of scope <code>manage</code>.
      </p>
    );
  return (
    <form method="post" action={`${address}/agreements`}>
      <p>
        Read <a href={versionUrl(site.origin, licence.id, licence.version)}>version {licence.version} of the terms</a>,
        SHA-256 <code class="hash">{licence.hash}</code>.
      </p>
      {licence.acceptBefore && (
        <p>
          An older text is accepted, and counts until <Day at={licence.acceptBefore} site={site} />.
        </p>
      )}
      <input type="hidden" name="licence" value={licence.id} />
      <input type="hidden" name="version" value={String(licence.version)} />
      <input type="hidden" name="hash" value={licence.hash} />
      <button type="submit">Accept this text for the organization</button>
    </form>
  );
}

function FirstKey({ address }: { address: string }) {
  return (
    <section>
      <h2>3. Get a key</h2>
      <p>
        Your software sends it with every request, so give it a key that may read. To add webhooks, or to get keys at{" "}
        <a href="/publisher">your publisher’s page</a>, get another one for yourself that may manage.
      </p>
      <p>
        A key is given for a domain that was proved within the last {PROOF.freshHours} hours: if you lose one, prove the
        domain again.
      </p>
      <KeyTerms />
      <form method="post" action={`${address}/keys`}>
        <KeyFields />
      </form>
    </section>
  );
}

function Leave({ address }: { address: string }) {
  return (
    <section>
      <h2>Leave</h2>
      <p>Your keys and agreements end at once. What you told us is deleted {RETENTION.applicantDays} days later.</p>
      <form method="post" action={`${address}/leave`}>
        <button type="submit">Leave</button>
      </form>
    </section>
  );
}
