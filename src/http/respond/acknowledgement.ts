import type { Context } from "hono";
import { AcknowledgementInput } from "../../contract/acknowledgement.ts";
import { mistakeSentence, mistakesOf } from "../../model/mistake.ts";
import type { DoorEnv } from "../context.ts";
import { readForm } from "./form.ts";

/** What is said of a copy, as a form says it; a note that was left empty wasn't written. */
export async function parseAcknowledgement<E extends DoorEnv>(c: Context<E>) {
  const filled = await readForm(c);
  const [outcome] = filled.outcome ?? [];
  const note = filled.note?.[0]?.trim() || undefined;
  const read = AcknowledgementInput.safeParse({ outcome, ...(note ? { note } : {}) });
  return read.success
    ? ({ ok: true, said: read.data } as const)
    : ({ ok: false, wrong: mistakesOf(read.error, { outcome, note }).map(mistakeSentence).join(" ") } as const);
}
