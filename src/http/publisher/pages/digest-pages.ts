import type { Context } from "hono";
import { z } from "zod";
import { DIGESTS } from "../../../model/mail/mail.ts";
import { instant } from "../../../model/time.ts";
import { chooseDigest } from "../../../store/mail/digest.ts";
import type { PublisherEnv, Routes } from "../../context.ts";
import { readForm } from "../../respond/form.ts";
import { problem } from "../../respond/problems.ts";

const FormInput = z.object({ digest: z.enum(DIGESTS, { error: `one of ${DIGESTS.join(", ")}` }) });

/** `/publisher/digest`: how often a signed-in person gets a list of new stories. */
export function digestPages(app: Routes<PublisherEnv>): void {
  app.post("/digest", chooseByForm);
}

async function chooseByForm(c: Context<PublisherEnv>): Promise<Response> {
  const { person } = c.get("visitor");
  if (person === undefined)
    return problem(c, "conflict", {
      detail: "Sign in with your own email address to choose how often you get a list of new stories.",
    });
  const { digest: [digest] = [] } = await readForm(c);
  const read = FormInput.safeParse({ digest });
  if (!read.success) return problem(c, "invalid", { detail: `Choose one of ${DIGESTS.join(", ")}.` });
  await chooseDigest(c.env.env.db, person.id, read.data.digest, instant(c.env.clock())).run();
  return c.redirect("/publisher/team", 303);
}
