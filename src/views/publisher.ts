import type { PublisherJson } from "../contract/publisher.ts";
import { assessLicences } from "../model/publisher/eligibility.ts";
import { PROOF_PROBLEMS } from "../model/publisher/proof.ts";
import type { Publisher } from "../model/publisher/publisher.ts";
import { instant } from "../model/time.ts";
import { publisherJson } from "../render/api/publisher.ts";
import type { Site } from "../render/site.ts";
import { readAgreements } from "../store/publisher/agreement.ts";
import { readDomains } from "../store/publisher/domain.ts";
import { readKeys } from "../store/publisher/key.ts";
import { readWebhooks } from "../store/push/webhook.ts";
import type { ViewContext } from "./context.ts";

/** Returns everything known about a publisher, for its own page, the API and the desk. */
export async function viewPublisher(context: ViewContext, publisher: Publisher, site: Site): Promise<PublisherJson> {
  const { db } = context;
  const now = instant(context.now);
  const [domains, agreements, keys, webhooks] = await Promise.all([
    readDomains(db, publisher.id),
    readAgreements(db, publisher.id),
    readKeys(db, publisher.id, now),
    readWebhooks(db, publisher.id, now),
  ]);
  const found = assessLicences(publisher, domains, site.masthead, now);
  return publisherJson({ publisher, domains, findings: found, agreements, keys, webhooks }, site, now, PROOF_PROBLEMS);
}
