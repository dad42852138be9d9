import { BATCH, PROOF } from "../../model/policy.ts";
import type { DomainProof } from "../../model/publisher/publisher.ts";
import { waitAfter } from "../../model/retry.ts";
import { DAY, instant, SECOND } from "../../model/time.ts";
import type { Fetch } from "../../sources/outbound.ts";
import { announce, contactOf } from "../../store/mail/announce.ts";
import { readDomains, readDueDomains, writeLook, writeProof, writeProofToken } from "../../store/publisher/domain.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { Done, doneWithout, KEY_EFFECTS } from "../effects.ts";
import type { PublisherContext } from "./context.ts";
import { decideByRules } from "./decide.ts";
import { isFresh } from "./keys.ts";
import { lookForEvidence } from "./look-for-evidence.ts";
import { proofToken } from "./proof-token.ts";
import { proveByDns } from "./prove-by-dns.ts";
import { type Proof, proveDomain } from "./prove-domain.ts";

type ProvingContext = PublisherContext & { fetch: Fetch };

/**
 * Checks whether a publisher's domains are its own: all of them on the publisher's request, or one that is due. The results let
 * the
 * rules decide.
 */
export async function prove(context: ProvingContext, publisher: string, due?: string): Promise<Done<DomainProof[]>> {
  const known = await readDomains(context.db, publisher);
  // Once a domain is verified, a publisher that checks again may only be waiting for other requirements of its licenses.
  const isWaiting = due === undefined && (await readPublisher(context.db, publisher))?.status === "applied";
  const lately = instant(context.now - PROOF.betweenSeconds * SECOND);
  const wanted = known.filter(
    ({ domain, checkedAt = "" }) => (due === undefined || domain === due) && checkedAt <= lately,
  );
  for (const each of wanted) {
    if (due === undefined && !isWaiting && needsNewToken(each, context.now))
      await renewToken(context, publisher, each.domain);
    else await checkDomain(context, publisher, each, due !== undefined);
  }
  const found = await readPublisher(context.db, publisher);
  if (found) await decideByRules(context, await lookForEvidence(context, found));
  return new Done(await readDomains(context.db, publisher), KEY_EFFECTS);
}

/**
 * Whether a new verification needs a new token: the one that was found is still on the site, available to anyone with the address
 * of an old application. If the proof is recent enough to give out a key, it counts as the same proof.
 */
const needsNewToken = ({ state, token, verifiedToken, provedAt }: DomainProof, now: number): boolean =>
  state === "proved" && token === verifiedToken && !isFresh(provedAt, now);

const renewToken = ({ db, random }: ProvingContext, publisher: string, domain: string) =>
  writeProofToken(db, publisher, domain, proofToken(random)).run();

/** Looks for the token. The cron, which only renews existing proofs, also accepts the token that was found last. */
async function findToken({ fetch }: ProvingContext, { domain, token, verifiedToken }: DomainProof, isDue: boolean) {
  const result = await proveAnyhow({ domain, token, fetch });
  if (result.ok || !isDue || verifiedToken === undefined || verifiedToken === token) return { ...result, token };
  const renewed = await proveAnyhow({ domain, token: verifiedToken, fetch });
  return renewed.ok ? { ...renewed, token: verifiedToken } : { ...result, token };
}

/** Looks on the site, then in DNS, because not everybody who can change one can change the other. */
async function proveAnyhow(wanted: { domain: string; token: string; fetch: Fetch }): Promise<Proof> {
  const onSite = await proveDomain(wanted);
  if (onSite.ok || onSite.problem === "not-public") return onSite;
  const inDns = await proveByDns(wanted);
  return inDns.ok || inDns.problem !== "not-found" ? inDns : onSite;
}

async function checkDomain(
  context: ProvingContext,
  publisher: string,
  before: DomainProof,
  isDue: boolean,
): Promise<void> {
  const { db, now } = context;
  const result = await findToken(context, before, isDue);
  const { problem: _, ...rest } = before;
  const seen = { ...rest, checkedAt: instant(now) };
  if (result.ok) {
    const proved = {
      ...seen,
      state: "proved" as const,
      tries: 0,
      verifiedToken: result.token,
      // A token that was found before may be used by anyone with the address of an old application. Finding it again keeps the
      // proof
      // valid but makes it no more recent: it can't be used to get a key.
      provedAt: result.token === before.verifiedToken ? (before.provedAt ?? instant(now)) : instant(now),
      expiresAt: instant(now + PROOF.days * DAY),
    };
    await writeProof(db, publisher, proved, instant(now + (PROOF.days - PROOF.againDays) * DAY)).run();
    return;
  }
  // A proof stays valid until it expires, because a site may be down for a day.
  const isOver = before.expiresAt === undefined || before.expiresAt <= instant(now);
  // Checks requested by the publisher neither use up the cron's tries nor change its schedule.
  if (!isDue) {
    await writeLook(
      db,
      publisher,
      before.domain,
      isOver ? "waiting" : before.state,
      result.problem,
      instant(now),
    ).run();
    return;
  }
  const tries = before.tries + 1;
  const wait = before.state === "proved" && !isOver ? DAY : waitAfter(tries, PROOF.tries);
  const failed = { ...seen, state: isOver ? ("waiting" as const) : before.state, tries, problem: result.problem };
  const written = writeProof(db, publisher, failed, wait === undefined ? null : instant(now + wait));
  await db.batch([written, ...announceFailing(context, publisher, failed)]);
}

/** Announces once that a proof is about to expire. */
function announceFailing({ db, now }: ProvingContext, publisher: string, failed: DomainProof): D1PreparedStatement[] {
  const { domain, state, problem, expiresAt: until } = failed;
  if (state !== "proved" || problem === undefined || until === undefined) return [];
  const about = { about: `${domain} ${until}`, at: instant(now), expires: until };
  return [announce(db, { ...about, event: "domain.failing", facts: { domain, problem, until } }, contactOf(publisher))];
}

/** Checks the domains that are due: those not verified yet, and those whose proof is about to expire. */
export async function proveDue(context: ProvingContext): Promise<Done<void>> {
  const due = await readDueDomains(context.db, instant(context.now), BATCH.domains);
  for (const { publisher, domain } of due)
    await prove(context, publisher, domain).catch((error: unknown) => console.error(error));
  return due.length === 0 ? doneWithout(undefined) : new Done(undefined, KEY_EFFECTS);
}
