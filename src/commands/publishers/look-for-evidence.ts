import { getOwn } from "../../model/get-own.ts";
import { EVIDENCE, PROOF } from "../../model/policy.ts";
import {
  type Evidence,
  type EvidenceSource,
  evidenceOf,
  evidenceSources,
  isEvident,
} from "../../model/publisher/evidence.ts";
import { type Publisher, verifiedDomains } from "../../model/publisher/publisher.ts";
import { DAY, instant, SECOND } from "../../model/time.ts";
import type { Fetch } from "../../sources/outbound.ts";
import { readMasthead } from "../../store/masthead.ts";
import { readDomains } from "../../store/publisher/domain.ts";
import { writeEvidence } from "../../store/publisher/publisher.ts";
import type { PublisherContext } from "./context.ts";
import { type Found, findEvidence } from "./find-evidence.ts";

/**
 * Looks for evidence about an applicant in the sources required by the licenses it is waiting for, and stores the findings. Only
 * uses verified domains, because anybody can claim one that a directory lists. Returns the publisher as it is known now.
 */
export async function lookForEvidence(
  context: PublisherContext & { fetch: Fetch },
  publisher: Publisher,
): Promise<Publisher> {
  const { db, now, fetch } = context;
  const sources = await wantedSources(context, publisher);
  if (sources.length === 0) return publisher;
  const domains = verifiedDomains(await readDomains(db, publisher.id), instant(now));
  const due = sources.filter((source) => isDue(evidenceOf(publisher.evidence, source), domains, now));
  if (domains.length === 0 || due.length === 0) return publisher;
  const found = await findEvidence({ sources: due, domains, fetch });
  const looked = found.map((each) => evidenceFrom(each, evidenceOf(publisher.evidence, each), domains, now));
  const evidence = [...publisher.evidence.filter((each) => evidenceOf(looked, each) === undefined), ...looked];
  await writeEvidence(db, publisher.id, evidence).run();
  return { ...publisher, evidence };
}

/** Returns the sources required by the licenses that a publisher wants and doesn't have yet, without duplicates. */
async function wantedSources({ db }: PublisherContext, publisher: Publisher): Promise<EvidenceSource[]> {
  if (publisher.status !== "applied" && publisher.status !== "approved") return [];
  const licences = (await readMasthead(db))?.licences ?? {};
  const named = publisher.application.licences
    .filter((id) => !publisher.approved.includes(id))
    .flatMap((id) => evidenceSources(getOwn(licences, id)?.eligibility ?? {}));
  return named.filter((source, at) => named.findIndex((each) => isSame(each, source)) === at);
}

const isSame = (one: EvidenceSource, other: EvidenceSource): boolean =>
  one.kind === other.kind && one.source === other.source;

/** Whether to check a source: not while evidence from it is valid, and no more often than a domain. */
function isDue(known: Evidence | undefined, domains: readonly string[], now: number): boolean {
  if (known === undefined) return true;
  return !isEvident(known, domains, instant(now)) && known.checked <= instant(now - PROOF.betweenSeconds * SECOND);
}

function evidenceFrom(
  { kind, source, ...look }: Found,
  before: Evidence | undefined,
  [first = ""]: readonly string[],
  now: number,
): Evidence {
  const checked = instant(now);
  return look.ok
    ? { kind, source, domain: look.domain, checked, expires: instant(now + EVIDENCE.days * DAY) }
    : { kind, source, domain: before?.domain ?? first, checked, problem: look.problem };
}
