import type { Context } from "hono";
import { z } from "zod";
import { OUTCOMES } from "../../model/article/recall.ts";
import { mistakeSentence, mistakesOf } from "../../model/mistake.ts";
import { LENGTH } from "../../model/policy.ts";
import { fields, line } from "../../model/text.ts";
import type { AtDoor } from "../auth/authenticate.ts";
import { formOf } from "./form.ts";

/** What is said of a copy of a killed story. */
export const AcknowledgementInput = fields({
  outcome: z.enum(OUTCOMES).describe("`removed`, `not-used`, or `kept`: it stands."),
  note: line(LENGTH.note).optional().describe("What else there is to say; of a copy that is kept, why."),
}).refine(({ outcome, note }) => outcome !== "kept" || note !== undefined, {
  path: ["note"],
  error: "why the copy is kept",
});

/** The same as a form says it; a note that was left empty wasn't written. */
export async function acknowledgementIn<E extends AtDoor>(c: Context<E>) {
  const filled = await formOf(c);
  const [outcome] = filled.outcome ?? [];
  const note = filled.note?.[0]?.trim() || undefined;
  const read = AcknowledgementInput.safeParse({ outcome, ...(note ? { note } : {}) });
  return read.success
    ? ({ ok: true, said: read.data } as const)
    : ({ ok: false, wrong: mistakesOf(read.error, { outcome, note }).map(mistakeSentence).join(" ") } as const);
}
