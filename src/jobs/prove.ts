import { instant } from "../model/article.ts";
import { type DomainProof, PROOF_AGAIN_DAYS, PROOF_DAYS, waitAfter } from "../model/publisher.ts";
import { readDomains, readDueDomains, writeProof } from "../store/domain.ts";
import { readPublisher } from "../store/publisher.ts";
import { decideByRules } from "./decide.ts";
import type { Office } from "./office.ts";
import { type Fetch, proveDomain } from "./prove-domain.ts";

const DAY = 86_400_000;

/** Domains that the cron looks at in a minute. */
const AT_ONCE = 10;

type Looking = Office & { fetch: Fetch };

/** Looks whether a publisher's domains are theirs: all of them, or one. What was proved lets the rules decide. */
export async function prove(office: Looking, publisher: string, domain?: string): Promise<DomainProof[]> {
  const known = await readDomains(office.db, publisher);
  for (const each of known.filter((one) => domain === undefined || one.domain === domain))
    await look(office, publisher, each);
  const found = await readPublisher(office.db, publisher);
  if (found) await decideByRules(office, found);
  return readDomains(office.db, publisher);
}

async function look({ db, now, fetch }: Looking, publisher: string, before: DomainProof): Promise<void> {
  const result = await proveDomain({ domain: before.domain, token: before.token, fetch });
  const { problem: _, ...rest } = before;
  const seen = { ...rest, checkedAt: instant(now) };
  if (result.ok) {
    const proved = {
      ...seen,
      state: "proved" as const,
      tries: 0,
      provedAt: instant(now),
      expiresAt: instant(now + PROOF_DAYS * DAY),
    };
    await writeProof(db, publisher, proved, instant(now + (PROOF_DAYS - PROOF_AGAIN_DAYS) * DAY)).run();
    return;
  }
  // What was proved stays proved until its time is over: a site may be down for a day.
  const isOver = before.expiresAt === undefined || before.expiresAt <= instant(now);
  const tries = before.tries + 1;
  const wait = before.state === "proved" && !isOver ? DAY : waitAfter(tries);
  const failed = { ...seen, state: isOver ? ("waiting" as const) : before.state, tries, problem: result.problem };
  await writeProof(db, publisher, failed, wait === undefined ? null : instant(now + wait)).run();
}

/** Looks at the domains that are due: those that weren't proved yet, and those whose proof is about to be over. */
export async function proveDue(office: Looking): Promise<void> {
  for (const { publisher, domain } of await readDueDomains(office.db, instant(office.now), AT_ONCE))
    await prove(office, publisher, domain);
}
