import { inWords } from "../../../model/in-words.ts";
import { PUBLISHER_KINDS } from "../../../model/licence/clauses/eligibility.ts";
import { CHANNELS } from "../../../model/licence/clauses/grant.ts";
import type { Mistake } from "../../../model/mistake.ts";
import { APPLICATION } from "../../../model/policy.ts";
import { offeredLicences } from "../../../model/retired.ts";
import type { Site } from "../../site.ts";
import { Choices, Field, Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";

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
    title: "Apply as a publisher",
    description: `Apply for the full text: it takes ${inWords(APPLICATION.formMinutes)} minutes.`,
    canonical: `${site.origin}/apply`,
    feeds: [],
    children: (
      <article class="full">
        <h1>Apply as a publisher</h1>
        <p class="lede">
          It takes {inWords(APPLICATION.formMinutes)} minutes. You get a private page that says how your application
          stands, and why.
        </p>
        {mistakes.length > 0 && (
          <Notice isWrong>
            <p>
              {mistakes.length === 1 ? "One thing isn’t right yet" : `${mistakes.length} things aren’t right yet`}. They
              are marked below; nothing was sent.
            </p>
          </Notice>
        )}
        <Form site={site} filled={filled} mistakes={mistakes} idempotencyKey={idempotencyKey} />
      </article>
    ),
  });

function Form({ site, filled, mistakes, idempotencyKey }: ApplyPageProps) {
  const of = (name: string) => filled[name]?.[0];
  const field = (name: string) => ({ name, value: of(name), mistakes });
  return (
    <form method="post" action="/apply" novalidate>
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <Field {...field("organization")} label="Organization" />
      <Field
        {...field("domains")}
        label="Domains where you publish"
        hint="As paper.example; several with spaces between. You will show that one of them is yours."
      />
      <Field {...field("kind")} label="What you are">
        {PUBLISHER_KINDS.map((kind) => (
          <option value={kind} selected={of("kind") === kind}>
            {KIND_NAMES[kind]}
          </option>
        ))}
      </Field>
      <Field
        {...field("country")}
        label="Where you are at home"
        hint="The country’s two letters, as US; or with its part, as US-CA."
      />
      <Field {...field("monthlyAudience")} label="Readers a month" type="number" />
      <Field {...field("evidence")} label="Where that figure can be checked" hint="A web address." type="url" />
      <Choices
        name="channels"
        label="Where you publish"
        options={CHANNELS.map((value) => ({ value, label: CHANNEL_NAMES[value] }))}
        chosen={filled.channels ?? []}
        mistakes={mistakes}
      />
      <Choices
        name="licences"
        label="Licences that you want"
        options={Object.entries(offeredLicences(site.masthead))
          .filter(([, { eligibility }]) => eligibility.who !== "nobody")
          .map(([value, { name }]) => ({ value, label: name }))}
        chosen={filled.licences ?? []}
        mistakes={mistakes}
      />
      <Field {...field("contact.name")} label="Who answers our questions" />
      <Field
        {...field("contact.email")}
        label="Their e-mail address"
        hint="No mail is sent by this page."
        type="email"
      />
      <Field {...field("accreditedBy")} label="Who accredited you as a news organization" required={false} />
      <Field {...field("memberOf")} label="Associations of which you are a member" required={false} />
      <Choices
        name="local"
        label="Reach"
        options={[{ value: "yes", label: "We serve a local community" }]}
        chosen={filled.local ?? []}
        mistakes={mistakes}
      />
      <button type="submit">Apply</button>
    </form>
  );
}
