import type { Context } from "hono";
import type { AcknowledgeOutcome } from "../../commands/publishers/acknowledge.ts";
import { AcknowledgementInput } from "../../contract/acknowledgement.ts";
import { mistakesOf } from "../../model/mistake.ts";
import type { DoorEnv } from "../context.ts";
import { formProblem, readForm } from "./form.ts";
import { problem } from "./problems.ts";

/** Reads a report on a copy from a form; an empty note is left out. */
export async function parseAcknowledgement<E extends DoorEnv>(c: Context<E>) {
  const filled = await readForm(c);
  const [outcome] = filled.outcome ?? [];
  const note = filled.note?.[0]?.trim() || undefined;
  const read = AcknowledgementInput.safeParse({ outcome, ...(note ? { note } : {}) });
  return read.success
    ? ({ ok: true, said: read.data } as const)
    : ({ ok: false, wrong: formProblem(mistakesOf(read.error, { outcome, note }), LABELS) } as const);
}

const LABELS = { outcome: "Status", note: "Comment" };

/** The problem of a recall that doesn't exist, or that isn't this publisher's to answer. */
export const refuseAcknowledgement = <E extends DoorEnv>(
  c: Context<E>,
  because: Extract<AcknowledgeOutcome, { ok: false }>["because"],
): Response => (because === "unknown" ? problem(c, "not-found") : problem(c, "conflict", { detail: NOT_CONCERNED }));

const NOT_CONCERNED =
  "This recall doesn’t concern you: you received neither the story’s text nor a picture of it, and weren’t notified of it before it was withdrawn. You don’t need to answer. If you hold a copy from elsewhere, take it down, and write to the newsroom.";
