import { BATCH, PROOF } from "../../model/policy.ts";
import type { DomainProof } from "../../model/publisher/publisher.ts";
import { waitAfter } from "../../model/retry.ts";
import { DAY, instant, SECOND } from "../../model/time.ts";
import { readDomains, readDueDomains, writeLook, writeProof } from "../../store/publisher/domain.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { Done, doneWithout, KEY_EFFECTS } from "../effects.ts";
import type { Fetch } from "../outbound.ts";
import type { PublisherContext } from "./context.ts";
import { decideByRules } from "./decide.ts";
import { proveDomain } from "./prove-domain.ts";

type ProvingContext = PublisherContext & { fetch: Fetch };

/**
 * Looks whether a publisher's domains are theirs: all of them, because the publisher asks, or one, because it is due. What
 * was proved lets the rules decide.
 */
export async function prove(context: ProvingContext, publisher: string, due?: string): Promise<Done<DomainProof[]>> {
  const known = await readDomains(context.db, publisher);
  const lately = instant(context.now - PROOF.betweenSeconds * SECOND);
  const wanted = known.filter(
    ({ domain, checkedAt = "" }) => (due === undefined || domain === due) && checkedAt <= lately,
  );
  for (const each of wanted) await checkDomain(context, publisher, each, due !== undefined);
  const found = await readPublisher(context.db, publisher);
  if (found) await decideByRules(context, found);
  return new Done(await readDomains(context.db, publisher), KEY_EFFECTS);
}

async function checkDomain(
  { db, now, fetch }: ProvingContext,
  publisher: string,
  before: DomainProof,
  isDue: boolean,
): Promise<void> {
  const result = await proveDomain({ domain: before.domain, token: before.token, fetch });
  const { problem: _, ...rest } = before;
  const seen = { ...rest, checkedAt: instant(now) };
  if (result.ok) {
    const proved = {
      ...seen,
      state: "proved" as const,
      tries: 0,
      provedAt: instant(now),
      expiresAt: instant(now + PROOF.days * DAY),
    };
    await writeProof(db, publisher, proved, instant(now + (PROOF.days - PROOF.againDays) * DAY)).run();
    return;
  }
  // What was proved stays proved until its time is over: a site may be down for a day.
  const isOver = before.expiresAt === undefined || before.expiresAt <= instant(now);
  // Looks that the publisher asks for don't use up those of the cron, and don't hurry them.
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
  await writeProof(db, publisher, failed, wait === undefined ? null : instant(now + wait)).run();
}

/** Looks at the domains that are due: those that weren't proved yet, and those whose proof is about to be over. */
export async function proveDue(context: ProvingContext): Promise<Done<void>> {
  const due = await readDueDomains(context.db, instant(context.now), BATCH.domains);
  for (const { publisher, domain } of due)
    await prove(context, publisher, domain).catch((error: unknown) => console.error(error));
  return due.length === 0 ? doneWithout(undefined) : new Done(undefined, KEY_EFFECTS);
}
