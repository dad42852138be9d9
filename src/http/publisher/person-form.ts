import type { Context } from "hono";
import { type Mistake, mistakesOf } from "../../model/mistake.ts";
import { PersonInput } from "../../model/publisher/person.ts";
import type { DoorEnv } from "../context.ts";
import { readForm } from "../respond/form.ts";

/** The values of the invitation form, and the person it names or its mistakes. */
type PersonForm = { filled: { name: string; email: string } } & (
  | { ok: true; person: PersonInput }
  | { ok: false; mistakes: readonly Mistake[] }
);

/** Reads the invitation form. */
export async function readPersonForm<E extends DoorEnv>(c: Context<E>): Promise<PersonForm> {
  const { name: [name = ""] = [], email: [email = ""] = [] } = await readForm(c);
  const filled = { name, email };
  const read = PersonInput.safeParse(filled);
  return read.success
    ? { filled, ok: true, person: read.data }
    : { filled, ok: false, mistakes: mistakesOf(read.error, filled) };
}
