import type { Context } from "hono";
import type { KeyWish } from "../../commands/publishers/keys.ts";
import { KeyInput } from "../../contract/key.ts";
import { type FormMistake, type Mistake, mistakesOf } from "../../model/mistake.ts";
import { KEY_LABELS } from "../../render/html/publisher/keys.tsx";
import type { DoorEnv } from "../context.ts";
import { formProblem, readForm } from "../respond/form.ts";

type KeyForm = { ok: true; wish: KeyWish } | { ok: false; wrong: string };

/** Returns the key that a form requests, or what is wrong with it. */
export async function readKeyForm<E extends DoorEnv>(c: Context<E>): Promise<KeyForm> {
  const filled = await readForm(c);
  const [[name], [scope]] = [filled.name ?? [], filled.scope ?? []];
  const input = { name, scope, kind: filled.kind?.includes("feed") ? "feed" : "full" };
  const read = KeyInput.safeParse(input);
  return read.success
    ? { ok: true, wish: read.data }
    : {
        ok: false,
        wrong: formProblem(
          mistakesOf(read.error, input).map((each) => inForm(each, input)),
          KEY_LABELS,
        ),
      };
}

/** A mistake for the form, where a kind and a scope that don't fit are both visible. */
const inForm = (mistake: Mistake, { scope, kind }: { scope?: string | undefined; kind: string }): FormMistake =>
  mistake.field === "scope" && scope === "manage" && kind === "feed"
    ? { ...mistake, sentence: "A feed-only key can’t have the Manage scope. Choose Read or Report." }
    : mistake;
