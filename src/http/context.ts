import type { Context } from "hono";
import type { PublisherContext } from "../commands/publishers/context.ts";
import { findings } from "../commands/publishers/decide.ts";
import { PROOF_PROBLEMS } from "../commands/publishers/prove-domain.ts";
import type { DeskContext } from "../commands/publishing/commit.ts";
import { PUBLIC } from "../model/access.ts";
import type { Publisher } from "../model/publisher/publisher.ts";
import { instant } from "../model/time.ts";
import { type PublisherJson, publisherJson } from "../render/api/publisher.ts";
import type { Site } from "../render/site.ts";
import { readAgreements } from "../store/publisher/agreement.ts";
import { readDomains } from "../store/publisher/domain.ts";
import { readKeys } from "../store/publisher/key.ts";
import { readWebhooks } from "../store/push/webhook.ts";
import type { AtDoor, DoorEnv } from "./auth/authenticate.ts";
import { mastheadOf, newestLedger } from "./cache/memory.ts";
import { problem } from "./respond/problems.ts";

/** What a job about publishers gets; `by` is who asks. */
export const publisherContext = <E extends AtDoor>(c: Context<E>, by: string): PublisherContext => ({
  db: c.env.env.db,
  origin: c.env.env.origin,
  now: c.env.clock(),
  random: c.env.random,
  by,
});

/** What a job about articles gets; who asks was made sure of at the door. */
export const deskContext = (c: Context<DoorEnv>): DeskContext => ({
  db: c.env.env.db,
  origin: c.env.env.origin,
  now: c.env.clock(),
  clock: c.env.clock,
  by: c.get("by"),
});

/** What a page stands on; undefined before the first publish. */
export async function siteOf<E extends AtDoor>(c: Context<E>): Promise<Site | undefined> {
  const { env, clock } = c.env;
  const masthead = await mastheadOf(env.db, await newestLedger(env.db, clock()));
  return masthead && { origin: env.origin, masthead, access: PUBLIC };
}

/** Everything that is known of a publisher, as its page, the API and the desk see it. */
export async function publisherView<E extends AtDoor>(
  c: Context<E>,
  publisher: Publisher,
  site: Site,
): Promise<PublisherJson> {
  const { db } = c.env.env;
  const [domains, agreements, keys, webhooks] = await Promise.all([
    readDomains(db, publisher.id),
    readAgreements(db, publisher.id),
    readKeys(db, publisher.id),
    readWebhooks(db, publisher.id, instant(c.env.clock())),
  ]);
  const found = findings(publisher, domains, site.masthead.licences, instant(c.env.clock()));
  return publisherJson(
    { publisher, domains, findings: found, agreements, keys, webhooks },
    site,
    instant(c.env.clock()),
    PROOF_PROBLEMS,
  );
}

/** Answers with everything that is known of a publisher. */
export async function answerWithPublisher<E extends AtDoor>(
  c: Context<E>,
  publisher: Publisher,
  status: 200 | 201,
): Promise<Response> {
  const site = await siteOf(c);
  return site === undefined ? problem(c, "nothing-published") : c.json(await publisherView(c, publisher, site), status);
}
