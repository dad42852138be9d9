import type { PublisherJson } from "../../../contract/publisher.ts";
import { VOUCH } from "../../../model/policy.ts";
import type { Site } from "../../site.ts";
import { Field } from "../kit/forms.tsx";
import { spell } from "../kit/spell.ts";
import { ShortDay } from "../kit/time.tsx";

/** Forms to vouch for a domain that its publisher can't verify, for a limited time, and to undo that. */
export function Vouch({ view, site }: { view: PublisherJson; site: Site }) {
  return (
    <section class="flow">
      <h2>Vouch for a domain</h2>
      <p class="quiet mid">
        For a publisher that can’t add the code to its site. The domain shows as vouched for, never as verified, and
        vouching alone doesn’t approve anyone. {spell("Some licenses still need a verified domain.", site)}
      </p>
      {view.domains
        .filter(({ state }) => state !== "proved")
        .map(({ domain, vouchedUntil }) =>
          vouchedUntil === undefined ? (
            <VouchForm address={`/desk/publishers/${view.id}/vouch`} domain={domain} />
          ) : (
            <WithdrawForm
              address={`/desk/publishers/${view.id}/unvouch`}
              domain={domain}
              until={vouchedUntil}
              site={site}
            />
          ),
        )}
      {view.domains.every(({ state }) => state === "proved") && <p>All their domains are verified.</p>}
    </section>
  );
}

type VouchFormProps = { address: string; domain: string };

const VouchForm = ({ address, domain }: VouchFormProps) => (
  <form class="panel flow" method="post" action={address}>
    <h3>{domain}</h3>
    <input type="hidden" name="domain" value={domain} />
    <div class="pair">
      <Field name="reason" id={`vouch-${domain}`} label="Reason (for the log)" mistakes={[]} />
      <Field
        name="days"
        id={`days-${domain}`}
        label={`Days (at most ${VOUCH.maxDays})`}
        type="number"
        value={String(VOUCH.days)}
        mistakes={[]}
      />
    </div>
    <button type="submit" aria-label={`Vouch for it: ${domain}`}>
      Vouch for it
    </button>
  </form>
);

const WithdrawForm = ({ address, domain, until, site }: VouchFormProps & { until: string; site: Site }) => (
  <form class="panel flow" method="post" action={address}>
    <h3>
      {domain}{" "}
      <span class="mark care">
        Vouched for until <ShortDay at={until} site={site} />
      </span>
    </h3>
    <input type="hidden" name="domain" value={domain} />
    <Field name="reason" id={`unvouch-${domain}`} label="Reason (for the log)" mistakes={[]} />
    <button type="submit" aria-label={`Stop vouching: ${domain}`}>
      Stop vouching
    </button>
  </form>
);
