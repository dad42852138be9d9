import type { Digest } from "../../../model/mail/mail.ts";
import type { Mistake } from "../../../model/mistake.ts";
import type { PersonRole } from "../../../model/publisher/person.ts";
import type { Site } from "../../site.ts";
import { Field } from "../kit/forms.tsx";
import { Cell, Table } from "../kit/table.tsx";
import { ShortDay, Time } from "../kit/time.tsx";
import { DigestChoice } from "./digest-choice.tsx";
import { type TabFrame, tabPage } from "./tab-page.tsx";

export type TeamMember = {
  id: string;
  name: string;
  email: string;
  role: PersonRole;
  askedAt: string | null;
  seenAt: string | null;
};
export type TeamSession = {
  id: string;
  person: string;
  name: string;
  agent: string | null;
  created: string;
  seen: string;
};

export type TeamProps = {
  people: readonly TeamMember[];
  sessions: readonly TeamSession[];
  /** Whether the visitor may invite and remove people: a publisher's contact may, and so may the desk for its own. */
  mayInvite: boolean;
  /** The visitor's own session, which has no button to end it: they sign out instead. */
  ownSession: string | undefined;
  /** The person whose other sessions the visitor may end, even without permission to invite. */
  ownPerson: string | undefined;
  filled: { name: string; email: string };
  mistakes: readonly Mistake[];
  /** Whether the wire itself notifies invited people; otherwise the visitor has to. */
  hasMail: boolean;
  /** How often the visitor gets a list of new stories; software gets none. */
  digest?: { chosen: Digest; email: string };
};

/** `/publisher/team`: who signs in for a publisher, and where they are signed in. */
export const teamPage = ({
  people,
  sessions,
  mayInvite,
  ownSession,
  ownPerson,
  filled,
  mistakes,
  hasMail,
  digest,
  ...frame
}: TabFrame & TeamProps) =>
  tabPage(
    "team",
    frame,
    <>
      <Team
        address="/publisher/team"
        {...{ people, sessions, mayInvite, ownSession, ownPerson, filled, mistakes, hasMail, site: frame.site }}
      />
      {hasMail && digest && <DigestChoice {...digest} />}
    </>,
  );

type Addressed = TeamProps & { address: string; site: Site };

/** People with their actions and sessions, and the form that invites. `address` is the page's own. */
export function Team(props: Addressed) {
  const { people, mayInvite, address, site } = props;
  return (
    <>
      {people.length === 0 ? (
        <p class="quiet">Nobody has been invited yet. People who can sign in appear here.</p>
      ) : (
        <Table label="People" head={["Person", "Role", "Last seen", ...(mayInvite ? ["Manage"] : [])]}>
          {people.map((person) => (
            <Member person={person} mayInvite={mayInvite} address={address} site={site} />
          ))}
        </Table>
      )}
      {mayInvite ? <Invite {...props} /> : <p class="quiet">Your team’s contact invites and removes people.</p>}
      <Sessions {...props} />
    </>
  );
}

const ROLES: Record<PersonRole, string> = { contact: "Contact", member: "Member", desk: "Desk" };

type MemberProps = { person: TeamMember; mayInvite: boolean; address: string; site: Site };

function Member({ person, mayInvite, address, site }: MemberProps) {
  const { name, email, role, seenAt, askedAt } = person;
  const isWaiting = askedAt !== null && (seenAt === null || seenAt < askedAt);
  return (
    <tr>
      <td>
        <span class="who">{name}</span>
        <br />
        <a href={`mailto:${email}`}>{email}</a>
        {isWaiting && (
          <>
            <br />
            <span class="mark care">
              Asked for a link <Time at={askedAt} site={site} />
            </span>
          </>
        )}
      </td>
      <Cell label="Role">{ROLES[role]}</Cell>
      <Cell label="Last seen">{seenAt === null ? "Never" : <ShortDay at={seenAt} site={site} />}</Cell>
      {mayInvite && (
        <Cell label="Manage">
          <Manage person={person} address={address} />
        </Cell>
      )}
    </tr>
  );
}

function Manage({ person: { id, name, role }, address }: Pick<MemberProps, "person" | "address">) {
  return (
    <div class="row">
      <form method="post" action={`${address}/${id}/link`}>
        <button type="submit" aria-label={`Create a sign-in link for ${name}`}>
          Create a sign-in link
        </button>
      </form>
      {role === "member" && (
        <form method="post" action={`${address}/${id}/contact`}>
          <button type="submit" class="link" aria-label={`Set as contact: ${name}`}>
            Set as contact
          </button>
        </form>
      )}
      {role !== "contact" && (
        <form method="post" action={`${address}/${id}/remove`}>
          <button type="submit" class="link" aria-label={`Remove ${name}`}>
            Remove
          </button>
        </form>
      )}
    </div>
  );
}

const Invite = ({
  address,
  filled,
  mistakes,
  hasMail,
}: Pick<Addressed, "address" | "filled" | "mistakes" | "hasMail">) => (
  <form class="panel flow" method="post" action={address} novalidate>
    <h2>Invite someone</h2>
    <div class="pair">
      <Field name="name" label="Name" autocomplete="off" value={filled.name} mistakes={mistakes} />
      <Field
        name="email"
        label="Email address"
        type="email"
        autocomplete="off"
        value={filled.email}
        mistakes={mistakes}
      />
    </div>
    <p class="help">
      {hasMail
        ? "They’ll get an email. You’ll also get a sign-in link to pass on, in case it doesn’t arrive."
        : "No email is sent. You’ll get a sign-in link to pass on."}
    </p>
    <button type="submit">Invite</button>
  </form>
);

type SessionsProps = Pick<Addressed, "sessions" | "mayInvite" | "ownSession" | "ownPerson" | "address" | "site">;

function Sessions({ sessions, mayInvite, ownSession, ownPerson, address, site }: SessionsProps) {
  return (
    <section class="rule flow">
      <h2>Signed in now</h2>
      {sessions.length === 0 ? (
        <p class="quiet">Nobody is signed in. Each browser that signs in appears here.</p>
      ) : (
        <Table label="Sessions" head={["Person", "Browser", "Since", "Last used", "End"]}>
          {sessions.map(({ id, person, name, agent, created, seen }) => (
            <tr>
              <td>{name}</td>
              <Cell label="Browser">{agent ?? "Unknown"}</Cell>
              <Cell label="Since">
                <ShortDay at={created} site={site} />
              </Cell>
              <Cell label="Last used">
                <Time at={seen} site={site} />
              </Cell>
              <Cell label="End">
                {id === ownSession && "This browser"}
                {id !== ownSession && (mayInvite || person === ownPerson) && (
                  <form method="post" action={`${address}/sessions/${id}/end`}>
                    <button type="submit" class="link" aria-label={`Sign ${name} out here`}>
                      Sign out
                    </button>
                  </form>
                )}
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
