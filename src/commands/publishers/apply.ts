import { canonicalJson } from "../../model/canonical-json.ts";
import { sha256Hex } from "../../model/hash.ts";
import type { Masthead } from "../../model/masthead.ts";
import type { Mistake } from "../../model/mistake.ts";
import { APPLICATION, MAIL, PROOF, SIGN_IN } from "../../model/policy.ts";
import { type Application, OWN_DOMAIN } from "../../model/publisher/application.ts";
import { newSecret } from "../../model/publisher/key.ts";
import { missingFacts } from "../../model/publisher/needs.ts";
import { contactId, normalizeEmail, type Person } from "../../model/publisher/person.ts";
import { offeredLicences, retiredProblem } from "../../model/retired.ts";
import { waitAfter } from "../../model/retry.ts";
import { HOUR, instant, MINUTE } from "../../model/time.ts";
import { anAddress, announce, contactOf as contactIn } from "../../store/mail/announce.ts";
import { readMasthead } from "../../store/masthead.ts";
import { writeDomains } from "../../store/publisher/domain.ts";
import { writePerson } from "../../store/publisher/person.ts";
import { readRequest, writePublisher, writeToken } from "../../store/publisher/publisher.ts";
import { mayTakeMore } from "./application-limit.ts";
import { newId, type PublisherContext } from "./context.ts";
import { proofToken } from "./proof-token.ts";

/** The outcome of an application. The token is shown here and never again. */
export type ApplicationOutcome =
  | { ok: true; id: string; token: string; isNew: boolean }
  | { ok: false; because: "mistakes"; mistakes: Mistake[] }
  | { ok: false; because: "other body" | "no masthead" | "too many" };

/**
 * Takes an application. If it is sent again with the same Idempotency-Key, it is the same application with a new token, because
 * only the hash of the first token was stored.
 */
export async function apply(
  context: PublisherContext,
  application: Application,
  idempotencyKey: string | undefined,
): Promise<ApplicationOutcome> {
  const { db, now, random } = context;
  const masthead = await readMasthead(db);
  if (masthead === undefined) return { ok: false, because: "no masthead" };
  const mistakes = [
    ...notOffered(application, masthead),
    ...ownDomain(application, context.origin),
    ...missingFacts(application, masthead.licences),
  ];
  if (mistakes.length > 0) return { ok: false, because: "mistakes", mistakes };
  const bodyHash = await sha256Hex(canonicalJson(application));
  const requestHash = idempotencyKey === undefined ? null : await sha256Hex(idempotencyKey);
  const token = newSecret("application", random(32));
  const tokenHash = await sha256Hex(token);
  const known = requestHash === null ? undefined : await readRequest(db, requestHash);
  if (known) return repeatApplication(context, known, { bodyHash, token, tokenHash });
  if (!(await mayTakeMore(context))) return { ok: false, because: "too many" };
  const id = newId(context);
  const domains = application.domains.map((domain) => ({ domain, token: proofToken(random) }));
  const at = instant(now);
  try {
    await db.batch([
      writePublisher(db, { id, application, tokenHash, requestHash, bodyHash, at }),
      writeDomains(db, id, domains, instant(now + (waitAfter(1, PROOF.tries) ?? 0))),
      writePerson(db, contactOf(id, application, at), "application", SIGN_IN.people),
      ...announceApplication(context, id, masthead),
    ]);
  } catch (error) {
    // The same application was sent twice at once, and the other request was first.
    const first = requestHash === null ? undefined : await readRequest(db, requestHash);
    if (first === undefined) throw error;
    return repeatApplication(context, first, { bodyHash, token, tokenHash });
  }
  return { ok: true, id, token, isNew: true };
}

/** Returns the first person of a publisher, who invites the others. */
const contactOf = (publisher: string, { contact }: Application, created: string): Person => ({
  id: contactId(publisher),
  publisher,
  name: contact.name,
  email: normalizeEmail(contact.email),
  role: "contact",
  created,
});

/** Notifies both sides by mail, and the applicant once more later if something is still missing then. */
function announceApplication({ db, now }: PublisherContext, id: string, { publication }: Masthead) {
  const about = { about: id, at: instant(now), facts: {} };
  const later = instant(now + MAIL.missingAfterHours * HOUR);
  const { name, contacts } = publication;
  return [
    announce(db, { ...about, event: "application.received" }, contactIn(id)),
    announce(db, { ...about, event: "application.incomplete", nextAt: later }, contactIn(id)),
    announce(db, { ...about, event: "application.arrived" }, anAddress(normalizeEmail(contacts.licensing), name, id)),
  ];
}

type EarlierApplication = NonNullable<Awaited<ReturnType<typeof readRequest>>>;

async function repeatApplication(
  { db, now }: PublisherContext,
  known: EarlierApplication,
  { bodyHash, token, tokenHash }: { bodyHash: string; token: string; tokenHash: string },
): Promise<ApplicationOutcome> {
  const isLate = Date.parse(known.applied) < now - APPLICATION.againMinutes * MINUTE;
  if (known.bodyHash !== bodyHash || known.status !== "applied" || isLate) return { ok: false, because: "other body" };
  await writeToken(db, known.id, tokenHash).run();
  return { ok: true, id: known.id, token, isNew: false };
}

/** Rejects the wire's own domain, which nobody can claim. */
const ownDomain = ({ domains }: Application, origin: string): Mistake[] =>
  domains.flatMap((domain, at) =>
    domain === new URL(origin).hostname
      ? [
          {
            field: `domains[${at}]`,
            value: JSON.stringify(domain),
            problem: OWN_DOMAIN,
            allowed: "your own domain",
          },
        ]
      : [],
  );

function notOffered({ licences }: Application, masthead: Masthead): Mistake[] {
  const offered = Object.keys(offeredLicences(masthead)).sort();
  const isKnown = (id: string) => Object.hasOwn(masthead.licences, id);
  return licences.flatMap((id, at) =>
    offered.includes(id)
      ? []
      : [
          {
            field: `licences[${at}]`,
            value: JSON.stringify(id),
            problem: isKnown(id) ? retiredProblem("licences") : "is not a known license",
            allowed: offered.join(", "),
          },
        ],
  );
}
