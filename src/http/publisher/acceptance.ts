import type { Context } from "hono";
import type { z } from "zod";
import { type AcceptanceOutcome, accept } from "../../commands/publishers/accept.ts";
import { AcceptanceInput } from "../../contract/agreement.ts";
import { PublisherJson } from "../../contract/publisher.ts";
import { mistakesOf } from "../../model/mistake.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import { signer } from "../auth/sign.ts";
import { settle } from "../cache/carry-out.ts";
import { type DoorEnv, publisherContext } from "../context.ts";
import { readForm } from "../respond/form.ts";
import { problem } from "../respond/problems.ts";
import { answerWithPublisher } from "./answer-with-publisher.ts";

/** The answer to an acceptance, for both ways in. */
export const ACCEPTED = {
  201: { description: "Accepted and signed.", schema: PublisherJson },
  200: { description: "Already accepted.", schema: PublisherJson },
};

/** Accepts for a publisher, for both ways in; or returns the problem. */
async function acceptFor<E extends DoorEnv>(
  c: Context<E>,
  publisher: Publisher,
  wanted: z.output<typeof AcceptanceInput>,
): Promise<Extract<AcceptanceOutcome, { ok: true }> | Response> {
  const sign = signer(c.env.env);
  if (sign === undefined) {
    console.error("SIGNING_KEYS is not set: agreements can't be signed. `npm run signing-key` makes a key.");
    return problem(c, "not-configured");
  }
  const accepted = await settle(c, await accept({ ...publisherContext(c, publisher.id), sign }, publisher, wanted));
  return accepted.ok ? accepted : problem(c, "conflict", { detail: whyNot(accepted) });
}

/** Accepts for a publisher's software, and answers with the publisher's new state. */
export async function answerAccepted<E extends DoorEnv>(
  c: Context<E>,
  publisher: Publisher,
  wanted: z.output<typeof AcceptanceInput>,
): Promise<Response> {
  const accepted = await acceptFor(c, publisher, wanted);
  return accepted instanceof Response ? accepted : answerWithPublisher(c, publisher, accepted.isNew ? 201 : 200);
}

function whyNot(refused: Extract<AcceptanceOutcome, { ok: false }>): string {
  if (refused.because === "another text")
    return `Version ${refused.version}, hash ${refused.hash}, is in force. Read and accept that one.`;
  return {
    "not approved": "You aren’t approved for this license.",
    "no domain": "This license requires a verified domain. Verify one first.",
    "unknown licence": "This license is no longer offered.",
  }[refused.because];
}

/** The same from a form. */
export async function acceptByForm<E extends DoorEnv>(c: Context<E>, publisher: Publisher) {
  const filled = await readForm(c);
  const read = AcceptanceInput.safeParse({
    licence: filled.licence?.[0],
    version: Number(filled.version?.[0]),
    hash: filled.hash?.[0],
  });
  return read.success
    ? acceptFor(c, publisher, read.data)
    : problem(c, "invalid", { errors: mistakesOf(read.error, filled) });
}
