import { inWords } from "../../../model/in-words.ts";
import { PUBLISHER_KINDS } from "../../../model/licence/clauses/eligibility.ts";
import { CHANNELS } from "../../../model/licence/clauses/grant.ts";
import type { Mistake } from "../../../model/mistake.ts";
import { APPLICATION } from "../../../model/policy.ts";
import { offeredLicences } from "../../../model/retired.ts";
import type { Site } from "../../site.ts";
import { Choices, Field, Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";

/** What stood in the form: names to values, as they were sent. */
export type FormFields = Readonly<Record<string, readonly string[]>>;

type ApplyPageProps = { site: Site; filled: FormFields; mistakes: readonly Mistake[]; idempotencyKey: string };

const KIND_NAMES: Record<(typeof PUBLISHER_KINDS)[number], string> = {
  newspaper: "Newspaper",
  magazine: "Magazine",
  broadcaster: "Broadcaster",
  digital: "News site",
  newsletter: "Newsletter",
  agency: "News agency",
  nonprofit: "Nonprofit newsroom",
  education: "School or university",
};

const CHANNEL_NAMES: Record<(typeof CHANNELS)[number], string> = {
  web: "On the web",
  app: "In apps",
  newsletter: "In newsletters",
  social: "On social media",
  print: "In print",
  broadcast: "On air",
};

/** The form with which a publisher applies. It works without JavaScript, and keeps what was filled in when something is wrong. */
export const applyPage = ({ site, filled, mistakes, idempotencyKey }: ApplyPageProps): string =>
  page({
    site,
    title: "Apply to republish",
    description: `Apply for the full text: it takes ${inWords(APPLICATION.formMinutes)} minutes.`,
    canonical: `${site.origin}/apply`,
    feeds: [],
    children: (
      <div class="narrow flow">
        <h1>Apply to republish</h1>
        <p class="note small">
          {spell("This is for the full text under licenses for publishers.", site)} Creative Commons stories need no
          application: open one and copy it.
        </p>
        {mistakes.length > 0 && (
          <Notice isWrong>
            <p>
              Your application wasn’t sent. Fix{" "}
              {mistakes.length === 1 ? "the field that is marked" : `the ${mistakes.length} fields that are marked`}{" "}
              below.
            </p>
          </Notice>
        )}
        <Form site={site} filled={filled} mistakes={mistakes} idempotencyKey={idempotencyKey} />
      </div>
    ),
  });

function Form({ site, filled, mistakes, idempotencyKey }: ApplyPageProps) {
  const of = (name: string) => filled[name]?.[0];
  const field = (name: string) => ({ name, value: of(name), mistakes });
  return (
    <form class="flow" method="post" action="/apply" novalidate>
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <Field {...field("organization")} label="Organization" autocomplete="organization" />
      <Field
        {...field("domains")}
        label="Domains where you publish"
        hint="For example paper.example. You’ll verify that you own it. Separate several with spaces."
      />
      <Field {...field("kind")} label="Type of publisher">
        {PUBLISHER_KINDS.map((kind) => (
          <option value={kind} selected={of("kind") === kind}>
            {KIND_NAMES[kind]}
          </option>
        ))}
      </Field>
      <Field
        {...field("country")}
        label="Country"
        autocomplete="country"
        hint="Its two-letter code, for example US; or with its state or province, for example US-CA."
      />
      <Field {...field("monthlyAudience")} label="Monthly readers" type="number" />
      <Field {...field("evidence")} label="Link to your audience figures" type="url" />
      <Choices
        name="channels"
        label="Where you publish"
        options={CHANNELS.map((value) => ({ value, label: CHANNEL_NAMES[value] }))}
        chosen={filled.channels ?? []}
        mistakes={mistakes}
      />
      <Choices
        name="licences"
        label={spell("Licenses you’re applying for", site)}
        options={Object.entries(offeredLicences(site.masthead))
          .filter(([, { eligibility }]) => eligibility.who !== "nobody")
          .map(([value, { name }]) => ({ value, label: name }))}
        chosen={filled.licences ?? []}
        mistakes={mistakes}
      />
      <Field {...field("contact.name")} label="Contact person" autocomplete="name" />
      <Field {...field("contact.email")} label="Work email address" type="email" autocomplete="email" />
      <Field {...field("accreditedBy")} label="Accredited by" required={false} />
      <Field {...field("memberOf")} label="Member of (associations)" required={false} />
      <Choices
        name="local"
        label="Reach"
        options={[{ value: "yes", label: "We serve a local community" }]}
        chosen={filled.local ?? []}
        mistakes={mistakes}
      />
      <p class="row">
        <button class="go big" type="submit">
          Apply
        </button>{" "}
        <span class="help">About {inWords(APPLICATION.formMinutes)} minutes.</span>
      </p>
    </form>
  );
}
