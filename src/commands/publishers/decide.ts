import { RETENTION } from "../../model/policy.ts";
import { assessLicences, type Finding } from "../../model/publisher/eligibility.ts";
import { canDecide, DECISIONS, type Decision, type Publisher } from "../../model/publisher/publisher.ts";
import { agreementMessage } from "../../model/push/event.ts";
import { DAY, instant } from "../../model/time.ts";
import { writeAudit, writeAuditOfChange } from "../../store/audit.ts";
import { announceDecision } from "../../store/mail/announce.ts";
import { readMasthead } from "../../store/masthead.ts";
import { readDomains } from "../../store/publisher/domain.ts";
import { readPublisher, writeApplication, writeDecision } from "../../store/publisher/publisher.ts";
import { writeAgreementDecision } from "../../store/push/delivery.ts";
import { Done, KEY_EFFECTS } from "../effects.ts";
import type { PublisherContext } from "./context.ts";

/** The outcome of a decision. */
export type DecisionOutcome =
  | { ok: true; publisher: Publisher }
  | { ok: false; because: "unknown" | "no licence" | "meanwhile" }
  | { ok: false; because: "not from here"; status: Publisher["status"] }
  | { ok: false; because: "unknown licence"; licence: string };

/**
 * Wraps an outcome with its effects: a decision changes what keys open. So does a refusal because of another decision, which this
 * isolate may not know yet.
 */
const finish = (outcome: DecisionOutcome): Done<DecisionOutcome> =>
  new Done(outcome, { ...KEY_EFFECTS, isDue: outcome.ok });

/**
 * Decides about a publisher and tells it the reason. An approval names licenses; without any, it covers all that the publisher
 * wants and isn't ineligible for.
 */
export async function decide(
  context: PublisherContext,
  id: string,
  { decision, reason, licences }: { decision: Decision; reason: string; licences?: readonly string[] | undefined },
): Promise<Done<DecisionOutcome>> {
  const publisher = await readPublisher(context.db, id);
  if (publisher === undefined) return finish({ ok: false, because: "unknown" });
  if (!canDecide(decision, publisher.status))
    return finish({ ok: false, because: "not from here", status: publisher.status });
  const found = await findingsOf(context, publisher);
  const named = licences ?? Object.keys(found).filter((licence) => found[licence]?.result !== "not-eligible");
  const approved = decision === "approve" ? [...new Set(named)].sort() : publisher.approved;
  const unknown = approved.find((licence) => !isOffered(found[licence]));
  if (decision === "approve" && unknown !== undefined)
    return finish({ ok: false, because: "unknown licence", licence: unknown });
  if (decision === "approve" && approved.length === 0) return finish({ ok: false, because: "no licence" });
  if (!(await applyDecision(context, publisher, { decision, approved, reason })))
    return finish({ ok: false, because: "meanwhile" });
  const after = await readPublisher(context.db, id);
  return finish(after === undefined ? { ok: false, because: "unknown" } : { ok: true, publisher: after });
}

/** Returns the findings for each license that a publisher wants, as of now. */
async function findingsOf({ db, now }: PublisherContext, publisher: Publisher): Promise<Record<string, Finding>> {
  const masthead = await readMasthead(db);
  return assessLicences(publisher, await readDomains(db, publisher.id), masthead ?? { licences: {} }, instant(now));
}

/** Whether a license is one that the publisher wants, is open to publishers, and isn't retired. */
const isOffered = (finding: Finding | undefined): boolean =>
  finding?.reasons.every(({ code }) => code !== "nobody" && code !== "retired") === true;

type PublisherDecision = { decision: Decision; approved: readonly string[]; reason: string };

/** Writes a publisher's status and the log; returns false if another decision came in between, and then writes nothing. */
async function applyDecision(
  { db, origin, now, by }: PublisherContext,
  publisher: Publisher,
  { decision, approved, reason }: PublisherDecision,
): Promise<boolean> {
  const at = instant(now);
  const status = DECISIONS[decision].to;
  const deleteAt = status === "refused" ? instant(now + RETENTION.applicantDays * DAY) : null;
  const { id } = publisher;
  const [written] = await db.batch([
    writeDecision(db, { id, status, approved, reason, at, deleteAt, from: publisher }),
    writeAuditOfChange(db, {
      at,
      by,
      action: decision,
      publisher: id,
      reason,
      details: { approved, from: publisher.status },
    }),
    writeAgreementDecision(db, id, agreementMessage({ change: decision }, origin, at), at),
    announceDecision(db, id, { decision, reason, by, at }),
  ]);
  return written?.meta.changes === 1;
}

const BY_RULES = "Every condition is met.";

/** Approves what the rules alone can decide: licenses that need no review by the desk and for which the publisher is eligible. */
export async function decideByRules(context: PublisherContext, publisher: Publisher): Promise<void> {
  // Rules don't change a person's decision.
  if (publisher.status !== "applied" && !(publisher.status === "approved" && publisher.reason === BY_RULES)) return;
  const found = await findingsOf(context, publisher);
  const now = Object.entries(found).flatMap(([id, { result }]) => (result === "eligible" ? [id] : []));
  const approved = [...new Set([...publisher.approved, ...now])].sort();
  if (approved.length === publisher.approved.length) return;
  await applyDecision({ ...context, by: "rules" }, publisher, { decision: "approve", approved, reason: BY_RULES });
}

/** Corrects a publisher's audience figure; the desk gives the reason. */
export async function correctAudience(
  context: PublisherContext,
  id: string,
  monthlyAudience: number,
  reason: string,
): Promise<Done<DecisionOutcome>> {
  const { db, now, by } = context;
  const publisher = await readPublisher(db, id);
  if (publisher === undefined) return finish({ ok: false, because: "unknown" });
  const application = { ...publisher.application, monthlyAudience };
  const details = { from: publisher.application.monthlyAudience ?? null, to: monthlyAudience };
  await db.batch([
    writeApplication(db, id, application),
    writeAudit(db, { at: instant(now), by, action: "correct-audience", publisher: id, reason, details }),
  ]);
  await decideByRules(context, { ...publisher, application });
  return finish({ ok: true, publisher: (await readPublisher(db, id)) ?? publisher });
}
