import type { Context } from "hono";
import type { KeyWish } from "../../commands/publishers/keys.ts";
import { KeyInput } from "../../contract/key.ts";
import { mistakeSentence, mistakesOf } from "../../model/mistake.ts";
import type { DoorEnv } from "../context.ts";
import { readForm } from "../respond/form.ts";

type KeyForm = { ok: true; wish: KeyWish } | { ok: false; wrong: string };

/** What a form that asks for a key says; or what is wrong with it. */
export async function readKeyForm<E extends DoorEnv>(c: Context<E>): Promise<KeyForm> {
  const filled = await readForm(c);
  const [[name], [scope]] = [filled.name ?? [], filled.scope ?? []];
  const input = { name, scope, kind: filled.kind?.includes("feed") ? "feed" : "full" };
  const read = KeyInput.safeParse(input);
  return read.success
    ? { ok: true, wish: read.data }
    : { ok: false, wrong: mistakesOf(read.error, input).map(mistakeSentence).join(" ") };
}
