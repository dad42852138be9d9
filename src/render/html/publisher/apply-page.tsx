import type { Child } from "hono/jsx";
import { LEAVE_SCRIPT_PATH, termsUrl } from "../../../model/address.ts";
import { inWords } from "../../../model/in-words.ts";
import { PUBLISHER_KINDS } from "../../../model/licence/clauses/eligibility.ts";
import type { LicenceVersion } from "../../../model/licence/licence.ts";
import type { FormMistake, Mistake } from "../../../model/mistake.ts";
import { APPLICATION } from "../../../model/policy.ts";
import { AUDIENCE_KINDS } from "../../../model/publisher/application.ts";
import { listCountries } from "../../../model/publisher/countries.ts";
import { appliableLicences, applicationNeeds, type Need } from "../../../model/publisher/needs.ts";
import { eligibilityRule } from "../../../model/publisher/rule.ts";
import { offeredLicences } from "../../../model/retired.ts";
import type { Site } from "../../site.ts";
import { Choices, Field, Notice } from "../kit/forms.tsx";
import { page } from "../kit/page.tsx";
import { spell, spelledMistake } from "../kit/spell.ts";
import { ApplicationSteps } from "./application-steps.tsx";
import { AUDIENCE_OPTIONS, formMistakes, KIND_OPTIONS } from "./apply-words.ts";

/** The form's values by name, as they were sent. */
export type FormFields = Readonly<Record<string, readonly string[]>>;

type Licences = readonly [id: string, licence: LicenceVersion][];
type ApplyPageProps = {
  site: Site;
  filled: FormFields;
  mistakes: readonly Mistake[];
  idempotencyKey: string;
  /** Shown above a form that can't be accepted now; the values are kept. */
  notice?: string;
};

const frame = (site: Site, children: Child): string =>
  page({
    site,
    title: "Apply to republish",
    description: `Apply for the full text: it takes ${inWords(APPLICATION.formMinutes)} minutes.`,
    canonical: `${site.origin}/apply`,
    feeds: [],
    script: LEAVE_SCRIPT_PATH,
    children,
  });

/** Whether any of the publication's licenses is open to everyone, so that its stories need no application. */
const isAnyOpen = ({ masthead }: Site): boolean =>
  Object.keys(offeredLicences(masthead)).length > appliableLicences(masthead).length &&
  Object.values(offeredLicences(masthead)).some(
    ({ eligibility, publicText }) => publicText === "full" && eligibility.who !== "nobody",
  );

/**
 * Renders the application form, one step at a time: the licenses, if there are several, then the applicant. It works without
 * JavaScript, and keeps the values when something is wrong.
 */
export function applyPage(props: ApplyPageProps): string {
  const { site, filled } = props;
  const all = appliableLicences(site.masthead);
  const chosen = all.length === 1 ? all : all.filter(([id]) => filled.licences?.includes(id));
  return frame(
    site,
    <div class="side">
      <div class="narrow flow">
        <h1>Apply to republish</h1>
        <ApplyBody {...props} all={all} chosen={chosen} />
      </div>
      {all.length > 0 && <WhatYouGet licences={chosen.length > 0 ? chosen : all} site={site} />}
    </div>,
  );
}

type BodyProps = ApplyPageProps & { all: Licences; chosen: Licences };

function ApplyBody(props: BodyProps) {
  const { all, chosen, site } = props;
  if (all.length === 0) return <NothingToApplyFor site={site} />;
  if (chosen.length === 0) return <ChooseLicences {...props} />;
  return (
    <>
      <ApplicationSteps at="publication" />
      <Rules licences={chosen} site={site} />
      <WhatIsWrong {...props} />
      <Form {...props} />
    </>
  );
}

const NothingToApplyFor = ({ site }: { site: Site }) => (
  <p class="note">
    You don’t need to apply. <a href="/">Open a story and copy it</a>
    {spell(". Each one says what its license asks of you.", site)}
  </p>
);

const OpenLicences = ({ site }: { site: Site }) =>
  isAnyOpen(site) ? (
    <>
      {" "}
      <b>{spell("You don’t need to apply for stories under an open license:", site)}</b>{" "}
      <a href="/">open one and copy it</a>.
    </>
  ) : null;

/** Who may use each chosen license, shown before anything is filled in. */
function Rules({ licences, site }: { licences: Licences; site: Site }) {
  return (
    <div class="note small flow">
      {licences.map(([id, licence]) => (
        <p>
          {licences.length > 1 && <b>{licence.name}: </b>}
          {eligibilityRule(licence.eligibility)} {licences.length === 1 && <OpenLicences site={site} />}
          {licences.length > 1 && <a href={termsUrl(site.origin, id)}>Read its terms</a>}
        </p>
      ))}
      {licences.length > 1 && (
        <p>
          <OpenLicences site={site} />
        </p>
      )}
    </div>
  );
}

/** The first step if there are several licenses: each with who may use it. */
function ChooseLicences({ all, site, filled, mistakes }: BodyProps) {
  const isSent = filled.choose !== undefined || mistakes.length > 0;
  const wrong: Mistake[] = isSent ? [{ field: "licences", problem: spell("Choose at least one license.", site) }] : [];
  return (
    <>
      {isAnyOpen(site) && (
        <p class="note small">
          <OpenLicences site={site} />
        </p>
      )}
      <form class="flow" method="get" action="/apply">
        <Choices
          name="licences"
          label={spell("Which license do you need?", site)}
          options={all.map(([value, { name, eligibility }]) => ({
            value,
            label: `${name}. ${eligibilityRule(eligibility)}`,
          }))}
          chosen={filled.licences ?? []}
          mistakes={wrong}
        />
        <p class="row">
          <button class="go big" type="submit" name="choose" value="yes">
            Continue
          </button>
        </p>
      </form>
    </>
  );
}

function WhatIsWrong({ mistakes, filled, notice }: ApplyPageProps) {
  const count = formMistakes(mistakes, isEmptyIn(filled)).length;
  if (notice !== undefined)
    return (
      <Notice isWrong>
        <p>{notice}</p>
      </Notice>
    );
  if (count === 0) return null;
  return (
    <Notice isWrong>
      <p>Your application wasn’t sent. Fix the {count === 1 ? "field" : `${count} fields`} marked below.</p>
    </Notice>
  );
}

const isEmptyIn =
  (filled: FormFields) =>
  (field: string): boolean =>
    (filled[field] ?? []).every((value) => value.trim() === "");

function Form({ filled, mistakes: found, idempotencyKey, chosen, all, notice, site }: BodyProps) {
  const mistakes = formMistakes(found, isEmptyIn(filled)).map((each) => spelledMistake(each, site));
  const field = (name: string) => ({ name, value: filled[name]?.[0], mistakes });
  const needs = applicationNeeds(chosen.map(([, { eligibility }]) => eligibility));
  const isChanged = found.length > 0 || notice !== undefined;
  return (
    <form class="flow" method="post" action="/apply" novalidate data-guarded={isChanged ? "changed" : "unchanged"}>
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      {chosen.map(([id]) => (
        <input type="hidden" name="licences" value={id} />
      ))}
      <Field {...field("organization")} label="Publication" autocomplete="organization" />
      <Field
        {...field("domains")}
        label="Website"
        autocomplete="url"
        hint="For example, paper.example. You’ll verify that you own it. If you have several, put spaces between them."
      />
      <Facts field={field} needs={needs} filled={filled} mistakes={mistakes} />
      <div class="pair">
        <Field {...field("contact.name")} label="Contact person" autocomplete="name" />
        <Field {...field("contact.email")} label="Work email address" type="email" autocomplete="email" />
      </div>
      <p class="row">
        <button class="go big" type="submit">
          Continue
        </button>{" "}
        <span class="help">About {inWords(APPLICATION.formMinutes)} minutes. Next, you’ll verify your site.</span>
      </p>
      {all.length > 1 && (
        <p class="small">
          <a href="/apply">{spell("Choose other licenses", site)}</a>
        </p>
      )}
    </form>
  );
}

type FactsProps = {
  field: (name: string) => { name: string; value: string | undefined; mistakes: readonly FormMistake[] };
  needs: ReadonlySet<Need>;
  filled: FormFields;
  mistakes: readonly FormMistake[];
};

/** The facts that the chosen licenses' conditions require, and nothing else. */
function Facts({ field, needs, filled, mistakes }: FactsProps) {
  const value = (name: string) => filled[name]?.[0];
  return (
    <>
      {(needs.has("country") || needs.has("kind")) && (
        <div class="pair">
          {needs.has("country") && (
            <Field {...field("country")} label="Country" autocomplete="country">
              <option value="">Choose a country</option>
              {listCountries().map(({ code, name }) => (
                <option value={code} selected={value("country") === code}>
                  {name}
                </option>
              ))}
            </Field>
          )}
          {needs.has("kind") && (
            <Field {...field("kind")} label="Type of publisher">
              <option value="">Choose a type</option>
              {PUBLISHER_KINDS.map((kind) => (
                <option value={kind} selected={value("kind") === kind}>
                  {KIND_OPTIONS[kind]}
                </option>
              ))}
            </Field>
          )}
        </div>
      )}
      {(needs.has("audience") || needs.has("evidence")) && (
        <Audience field={field} value={value} isEvidenceRequired={needs.has("evidence")} />
      )}
      {needs.has("accredited") && <Field {...field("accreditedBy")} label="Accredited by" required={false} />}
      {needs.has("membership") && <Field {...field("memberOf")} label="Member of" required={false} />}
      {needs.has("local") && (
        <Choices
          name="local"
          label="Community"
          options={[{ value: "yes", label: "We serve a local community" }]}
          chosen={filled.local ?? []}
          mistakes={mistakes}
        />
      )}
    </>
  );
}

type AudienceProps = Pick<FactsProps, "field"> & {
  value: (name: string) => string | undefined;
  isEvidenceRequired: boolean;
};

/** The number of readers, and what the figure counts. */
const Audience = ({ field, value, isEvidenceRequired }: AudienceProps) => (
  <>
    <div class="pair">
      <Field {...field("monthlyAudience")} label="Monthly readers" autocomplete="off" />
      <Field {...field("audience.kind")} label="What the figure counts">
        <option value="">Choose one</option>
        {AUDIENCE_KINDS.map((kind) => (
          <option value={kind} selected={value("audience.kind") === kind}>
            {AUDIENCE_OPTIONS[kind]}
          </option>
        ))}
      </Field>
      <Field {...field("audience.period")} label="Period" hint="For example, October 2026." autocomplete="off" />
      <Field {...field("audience.source")} label="Source" hint="For example, Google Analytics." autocomplete="off" />
    </div>
    <Field
      {...field("evidence")}
      label="Link to your audience figures"
      type="url"
      autocomplete="off"
      required={isEvidenceRequired}
    />
  </>
);

/** What an approved publisher gets, next to the form. */
const WhatYouGet = ({ licences, site }: { licences: Licences; site: Site }) => (
  <aside class="rule flow" aria-labelledby="get">
    <h2 id="get">What you get</h2>
    <ul class="dots flow">
      <li>
        {spell("The full text of every story under the license, ready to paste or delivered to your software", site)}
      </li>
      <li>Pictures with captions and credits</li>
      <li>A notice on your page when a story you took is corrected or withdrawn</li>
    </ul>
    <p class="small">
      {licences.length === 1 && licences[0] && (
        <>
          <a href={termsUrl(site.origin, licences[0][0])}>Read the terms</a> ·{" "}
        </>
      )}
      Already applied? <a href="/sign-in">Sign in</a>, or <a href="/apply/find">find your application</a>
    </p>
  </aside>
);
