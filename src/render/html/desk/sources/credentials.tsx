import type { SourceJson } from "../../../../contract/source.ts";
import type { Mistake } from "../../../../model/mistake.ts";
import type { SourceKind } from "../../../../model/source/settings.ts";
import { Field } from "../../kit/forms.tsx";

type Words = { title: string; noun: string; without: string; button: string };

const WORDS: Readonly<Record<SourceKind, Words>> = {
  wordpress: {
    title: "Application password",
    noun: "password",
    without: "You need one only if the site hides its posts, or to get scheduled posts early, under embargo.",
    button: "Save password",
  },
  ghost: {
    title: "Content API key",
    noun: "key",
    without: "We can’t read a Ghost site without one.",
    button: "Save key",
  },
  feed: {
    title: "Password",
    noun: "password",
    without: "You need one only if the feed asks for one.",
    button: "Save password",
  },
};

/** The credentials for a source: whether there are any, and forms to enter, replace and remove them. They are never shown. */
export function Credentials({ source, mistakes }: { source: SourceJson; mistakes: readonly Mistake[] }) {
  const { id, kind, hasCredentials, credentialsDropped } = source;
  const { title, noun, without, button } = WORDS[kind];
  const address = `/desk/sources/${id}/credentials`;
  return (
    <section class="flow" aria-labelledby="credentials">
      <h2 id="credentials">{title}</h2>
      {credentialsDropped && (
        <div class="note warn">
          <p>The site’s address or kind changed, so we deleted its {noun}. Enter it again.</p>
        </div>
      )}
      <p>{hasCredentials ? `We have a ${noun} for this site. It’s encrypted and never shown.` : without}</p>
      <form class="flow" method="post" action={address} autocomplete="off">
        {kind === "ghost" ? <KeyField mistakes={mistakes} /> : <PasswordFields kind={kind} mistakes={mistakes} />}
        <button type="submit">{hasCredentials ? `Replace ${noun}` : button}</button>
      </form>
      {hasCredentials && (
        <form method="post" action={`${address}/remove`}>
          <button type="submit">Remove {noun}</button>
        </form>
      )}
    </section>
  );
}

const KeyField = ({ mistakes }: { mistakes: readonly Mistake[] }) => (
  <Field
    name="key"
    type="password"
    label="Content API key"
    hint="In Ghost, go to Settings, Integrations, Add custom integration. Not the Admin API key."
    autocomplete="off"
    mistakes={mistakes}
  />
);

const PasswordFields = ({ kind, mistakes }: { kind: SourceKind; mistakes: readonly Mistake[] }) => (
  <>
    <Field name="user" label="Username" autocomplete="off" mistakes={mistakes} />
    <Field
      name="password"
      type="password"
      label={WORDS[kind].title}
      {...(kind === "wordpress"
        ? { hint: "In WordPress, go to Users, Profile, Application Passwords. Not the password you sign in with." }
        : {})}
      autocomplete="off"
      mistakes={mistakes}
    />
  </>
);
