import type { Context } from "hono";
import { z } from "zod";
import type { Done } from "../../commands/effects.ts";
import { type Mistake, mistakesOf } from "../../model/mistake.ts";
import { RATE } from "../../model/policy.ts";
import { normalizeEmail } from "../../model/publisher/person.ts";
import { email } from "../../model/text.ts";
import type { Site } from "../../render/site.ts";
import { settle } from "../cache/carry-out.ts";
import { withSite } from "../cache/site.ts";
import type { DoorEnv } from "../context.ts";
import { readForm } from "../respond/form.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { mayAskForLink } from "./limits.ts";

const FormInput = z.object({ email });

/** A form that takes an e-mail address and has something sent to it. */
type EmailForm = {
  /** Renders the form's page, with the values entered and what is wrong with them. */
  form: (props: { site: Site; filled: string; mistakes: readonly Mistake[] }) => string;
  /** Renders the answer, which is the same whether or not anybody has that address. */
  asked: (site: Site, hasMail: boolean) => string;
  /** Records the request. */
  ask: (context: { db: D1Database; now: number }, email: string) => Promise<Done<undefined>>;
};

/** Answers such a form: the same for every address, in the same time, with a limit per minute for each network and address. */
export async function askByEmail<E extends DoorEnv>(c: Context<E>, { form, asked, ask }: EmailForm): Promise<Response> {
  const { email: [filled = ""] = [] } = await readForm(c);
  const input = { email: normalizeEmail(filled) };
  const read = FormInput.safeParse(input);
  if (!read.success) {
    const mistakes = mistakesOf(read.error, input);
    return withSite(c, (site) => privatePage(form({ site, filled, mistakes }), 422));
  }
  if (!(await mayAskForLink(c, read.data.email)))
    return problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.retrySeconds) } });
  const { db, mail } = c.env.env;
  // After the answer: recording takes longer if the person exists, and nobody may notice that.
  c.executionCtx.waitUntil(
    ask({ db, now: c.env.clock() }, read.data.email)
      .then((done) => settle(c, done))
      .catch((error: unknown) => console.error(error)),
  );
  return withSite(c, (site) => privatePage(asked(site, mail !== undefined)));
}
