import type { Context } from "hono";
import { type Mistake, mistakesOf } from "../../model/mistake.ts";
import { PersonInput } from "../../model/publisher/person.ts";
import type { DoorEnv } from "../context.ts";
import { readForm } from "../respond/form.ts";

/** What stood in the form that invites somebody, and whom it names or what is wrong with it. */
type PersonForm = { filled: { name: string; email: string } } & (
  | { ok: true; person: PersonInput }
  | { ok: false; mistakes: readonly Mistake[] }
);

/** Reads the form that invites somebody. */
export async function readPersonForm<E extends DoorEnv>(c: Context<E>): Promise<PersonForm> {
  const { name: [name = ""] = [], email: [email = ""] = [] } = await readForm(c);
  const filled = { name, email };
  const read = PersonInput.safeParse(filled);
  return read.success
    ? { filled, ok: true, person: read.data }
    : { filled, ok: false, mistakes: mistakesOf(read.error, filled) };
}
