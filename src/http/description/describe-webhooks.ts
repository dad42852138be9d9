import type { RouteConfig } from "@hono/zod-openapi";
import { AgreementMessage, ArticleMessage, EVENT_SUMMARIES, MessageHeaders } from "../../contract/message.ts";
import { CHANGE_KINDS } from "../../model/article/change.ts";
import { PUSH } from "../../model/policy.ts";
import { agreementMessage, articleEvent, EVENT_TYPES, type EventType } from "../../model/push/event.ts";

/** Registers a webhook's description, like an OpenAPI app's registry. */
type Registry = { registerWebhook: (webhook: RouteConfig) => void };

/** Describes every message that webhooks receive. */
export function describeWebhooks(registry: Registry, origin: string): void {
  for (const type of EVENT_TYPES) registry.registerWebhook(webhookOf(type, origin));
}

const AT = "2026-06-02T09:30:00Z";

/** A message made by the same code that sends them. */
function messageOf(type: EventType, origin: string): string {
  const kind = CHANGE_KINDS.find((each) => type === `article.${each}`);
  return kind === undefined
    ? agreementMessage({ change: "accepted", licence: "free-republication", version: 1 }, origin, AT)
    : articleEvent({ kind, article: "ferry-returns", version: 2, licences: [] }, origin, AT).body;
}

/** OpenAPI 3.1 identifies a webhook by name only, in the place of a path. */
const webhookOf = (type: EventType, origin: string): RouteConfig => ({
  method: "post",
  path: type,
  operationId: `receive${type.replaceAll(/(?:^|\.)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`,
  summary: EVENT_SUMMARIES[type],
  tags: ["Webhooks"],
  request: {
    headers: MessageHeaders,
    body: {
      required: true,
      content: {
        "application/json": {
          schema: type === "agreement.changed" ? AgreementMessage : ArticleMessage,
          example: JSON.parse(messageOf(type, origin)),
        },
      },
    },
  },
  responses: {
    "2XX": { description: "You received it." },
    410: { description: "You want no more messages: the webhook is disabled." },
    default: {
      description: `Any other status, or no answer within ${PUSH.timeoutSeconds} seconds, is a failure. The message is tried ${PUSH.tries} times, and then the webhook is paused.`,
    },
  },
});
